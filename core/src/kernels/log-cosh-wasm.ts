import { instantiateKernel } from './kernel-instance.ts';
import { checkRows, LOG_COSH_BLOCK, type LogCoshEngine } from './log-cosh-engine.ts';
import { LOG_COSH_WASM_BASE64 } from './log-cosh.generated.ts';

interface LogCoshExports {
  logCoshStep(samples: number, blockCount: number, rowCount: number, weights: number, work: number, moments: number, squares: number): void;
}

/** Two sources of four side by side in registers; `undefined` where WebAssembly SIMD does not run. */
export function createWasmLogCosh(rows: readonly Float64Array[]): LogCoshEngine | undefined {
  const sampleCount = checkRows(rows);
  const rowCount = rows.length;
  const paddedCount = Math.ceil(rowCount / 4) * 4;
  const blockCount = Math.ceil(sampleCount / LOG_COSH_BLOCK);
  const blockLength = paddedCount * LOG_COSH_BLOCK;
  // In numbers from the start of the memory; what follows the samples is small.
  const weightsAt = blockCount * blockLength;
  const momentsAt = weightsAt + paddedCount ** 2;
  const squaresAt = momentsAt + paddedCount ** 2;
  const workAt = squaresAt + paddedCount;
  const kernel = instantiateKernel<LogCoshExports>(LOG_COSH_WASM_BASE64, (workAt + blockLength) * 8);
  if (!kernel) return undefined;
  const numbers = new Float64Array(kernel.memory.buffer);
  for (let block = 0; block < blockCount; block += 1) {
    const start = block * LOG_COSH_BLOCK;
    for (let row = 0; row < rowCount; row += 1) numbers.set(rows[row].subarray(start, start + LOG_COSH_BLOCK), block * blockLength + row * LOG_COSH_BLOCK);
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
