import { BLOCK_LENGTH, checkChannels, checkProjected, type LogCoshEngine, type ProjectedSamples } from './log-cosh-engine.ts';

/** The reference of the WebAssembly kernel, and what runs where that cannot. */
export function createTypescriptLogCosh(source: ProjectedSamples): LogCoshEngine {
  const sampleCount = checkProjected(source);
  const rowCount = source.projection.length;
  const rows = source.projection.map((weights) => projectRow(weights, source, sampleCount));
  const unmixed = new Float64Array(BLOCK_LENGTH);

  return {
    name: 'typescript',
    rowCount,
    sampleCount,
    step(weights) {
      const moments = new Float64Array(rowCount * rowCount);
      const squares = new Float64Array(rowCount);
      for (let start = 0; start < sampleCount; start += BLOCK_LENGTH) {
        const length = Math.min(BLOCK_LENGTH, sampleCount - start);
        for (let component = 0; component < rowCount; component += 1) {
          unmixed.fill(0);
          for (let row = 0; row < rowCount; row += 1) {
            const weight = weights[component * rowCount + row];
            const values = rows[row];
            for (let index = 0; index < length; index += 1) unmixed[index] += weight * values[start + index];
          }
          squares[component] += tanhInPlace(unmixed, length);
          for (let row = 0; row < rowCount; row += 1) moments[component * rowCount + row] += sumOfProducts(unmixed, rows[row], start, length);
        }
      }
      return { moments, squares };
    },
  };
}

/** Σ (x - means)·(x - means)ᵀ over all samples: row-major [channelCount][channelCount]. */
export function centredGramInTypescript(samples: readonly Float64Array[], means: Float64Array): Float64Array {
  const sampleCount = checkChannels(samples, means);
  const channelCount = samples.length;
  const gram = new Float64Array(channelCount ** 2);
  const block = samples.map(() => new Float64Array(BLOCK_LENGTH));
  for (let start = 0; start < sampleCount; start += BLOCK_LENGTH) {
    const length = Math.min(BLOCK_LENGTH, sampleCount - start);
    for (const [channel, centred] of block.entries()) for (let index = 0; index < length; index += 1) centred[index] = samples[channel][start + index] - means[channel];
    for (let row = 0; row < channelCount; row += 1) for (let column = 0; column <= row; column += 1) gram[row * channelCount + column] += sumOfProducts(block[row], block[column], 0, length);
  }
  for (let row = 0; row < channelCount; row += 1) for (let column = 0; column < row; column += 1) gram[column * channelCount + row] = gram[row * channelCount + column];
  return gram;
}

function projectRow(weights: Float64Array, { samples, means, stride }: ProjectedSamples, sampleCount: number): Float64Array {
  const row = new Float64Array(sampleCount);
  for (let channel = 0; channel < samples.length; channel += 1) {
    const weight = weights[channel];
    const mean = means[channel];
    const values = samples[channel];
    for (let index = 0; index < sampleCount; index += 1) row[index] += weight * (values[index * stride] - mean);
  }
  return row;
}

/** @returns the sum of squares. Math.tanh is several times slower, and ICA needs no more than its absolute error. */
function tanhInPlace(values: Float64Array, length: number): number {
  let square = 0;
  for (let index = 0; index < length; index += 1) {
    const magnitude = 1 - 2 / (Math.exp(2 * Math.abs(values[index])) + 1);
    values[index] = values[index] < 0 ? -magnitude : magnitude;
    square += magnitude * magnitude;
  }
  return square;
}

function sumOfProducts(block: Float64Array, row: Float64Array, start: number, length: number): number {
  let sum = 0;
  for (let index = 0; index < length; index += 1) sum += block[index] * row[start + index];
  return sum;
}
