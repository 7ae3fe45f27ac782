import { instantiateKernel } from './kernel-instance.ts';
import { BLOCK_LENGTH, checkChannels, checkProjected, type LogCoshEngine, type ProjectedSamples } from './log-cosh-engine.ts';
import { LOG_COSH_WASM_BASE64 } from './log-cosh.generated.ts';

interface LogCoshExports {
  logCoshStep(samples: number, blockCount: number, rowCount: number, weights: number, work: number, moments: number, squares: number): void;
  projectBlock(samples: number, rowCount: number, weights: number, outCount: number, out: number): void;
  addGramBlock(samples: number, rowCount: number, gram: number): void;
}

/** The kernel works on four rows at a time; rows beyond the last are 0 and add nothing. */
const paddedToFour = (count: number): number => Math.ceil(count / 4) * 4;

/** Two samples of four rows in registers; `undefined` where WebAssembly SIMD does not run. */
export function createWasmLogCosh(source: ProjectedSamples): LogCoshEngine | undefined {
  const sampleCount = checkProjected(source);
  const { samples, projection } = source;
  const rowCount = projection.length;
  const paddedCount = paddedToFour(rowCount);
  const blockCount = Math.ceil(sampleCount / BLOCK_LENGTH);
  const blockSize = paddedCount * BLOCK_LENGTH;
  // In numbers from the start of the memory; what follows the rows is small.
  const weightsAt = blockCount * blockSize;
  const momentsAt = weightsAt + paddedCount ** 2;
  const squaresAt = momentsAt + paddedCount ** 2;
  const workAt = squaresAt + paddedCount;
  const projectionAt = workAt + blockSize;
  const stagingAt = projectionAt + paddedCount * samples.length;
  const kernel = instantiateKernel<LogCoshExports>(LOG_COSH_WASM_BASE64, (stagingAt + samples.length * BLOCK_LENGTH) * 8);
  if (!kernel) return undefined;
  const numbers = new Float64Array(kernel.memory.buffer);
  for (const [row, weights] of projection.entries()) numbers.set(weights, projectionAt + row * samples.length);
  for (let block = 0; block < blockCount; block += 1) {
    stageBlock(source, block, numbers, stagingAt);
    kernel.projectBlock(stagingAt * 8, samples.length, projectionAt * 8, paddedCount, block * blockSize * 8);
  }

  return {
    name: 'wasm-simd',
    rowCount,
    sampleCount,
    step(weights) {
      for (let row = 0; row < rowCount; row += 1) numbers.set(weights.subarray(row * rowCount, (row + 1) * rowCount), weightsAt + row * paddedCount);
      kernel.logCoshStep(0, blockCount, paddedCount, weightsAt * 8, workAt * 8, momentsAt * 8, squaresAt * 8);
      const moments = new Float64Array(rowCount * rowCount);
      for (let row = 0; row < rowCount; row += 1) moments.set(numbers.subarray(momentsAt + row * paddedCount, momentsAt + row * paddedCount + rowCount), row * rowCount);
      return { moments, squares: numbers.slice(squaresAt, squaresAt + rowCount) };
    },
  };
}

/** As `centredGramInTypescript`; `undefined` where WebAssembly SIMD does not run. */
export function centredGramInWasm(samples: readonly Float64Array[], means: Float64Array): Float64Array | undefined {
  const sampleCount = checkChannels(samples, means);
  const channelCount = samples.length;
  const paddedCount = paddedToFour(channelCount);
  const stagingAt = paddedCount ** 2;
  const kernel = instantiateKernel<LogCoshExports>(LOG_COSH_WASM_BASE64, (stagingAt + paddedCount * BLOCK_LENGTH) * 8);
  if (!kernel) return undefined;
  const numbers = new Float64Array(kernel.memory.buffer);
  for (let block = 0; block * BLOCK_LENGTH < sampleCount; block += 1) {
    stageBlock({ samples, means, stride: 1 }, block, numbers, stagingAt);
    kernel.addGramBlock(stagingAt * 8, paddedCount, 0);
  }
  const gram = new Float64Array(channelCount ** 2);
  for (let row = 0; row < channelCount; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      gram[row * channelCount + column] = numbers[row * paddedCount + column];
      gram[column * channelCount + row] = numbers[row * paddedCount + column];
    }
  }
  return gram;
}

/** Centred samples of one block, [channelCount][BLOCK_LENGTH], zeros beyond the last. */
function stageBlock({ samples, means, stride }: Omit<ProjectedSamples, 'projection'>, block: number, numbers: Float64Array, at: number): void {
  const first = block * BLOCK_LENGTH * stride;
  for (let channel = 0; channel < samples.length; channel += 1) {
    const values = samples[channel];
    const mean = means[channel];
    const to = at + channel * BLOCK_LENGTH;
    const length = Math.min(BLOCK_LENGTH, Math.ceil((values.length - first) / stride));
    for (let index = 0; index < length; index += 1) numbers[to + index] = values[first + index * stride] - mean;
    for (let index = length; index < BLOCK_LENGTH; index += 1) numbers[to + index] = 0;
  }
}
