/** The heavy step of FastICA with the log cosh contrast, on sources that stay where they are. */
export interface LogCoshEngine {
  readonly name: 'wasm-simd' | 'typescript';
  readonly rowCount: number;
  readonly sampleCount: number;
  /**
   * With t = tanh(weights · x): the sums over all samples x of t·xᵀ and of t².
   * @param weights Row-major [rowCount][rowCount].
   */
  step(weights: Float64Array): LogCoshSums;
}

export interface LogCoshSums {
  /** Row-major [rowCount][rowCount]: Σ t·xᵀ. */
  readonly moments: Float64Array;
  /** [rowCount]: Σ t². */
  readonly squares: Float64Array;
}

/** Samples of one block: it and its unmixed twin stay in the nearest cache. */
export const LOG_COSH_BLOCK = 128;

/** @returns the common length. @throws RangeError for no rows, or rows of different lengths */
export function checkRows(rows: readonly Float64Array[]): number {
  const sampleCount = rows[0]?.length ?? 0;
  if (sampleCount === 0) throw new RangeError(`Cannot take ${rows.length} rows of ${sampleCount} samples`);
  for (const [index, row] of rows.entries()) if (row.length !== sampleCount) throw new RangeError(`Cannot take rows of different lengths: row ${index} has ${row.length} samples, row 0 has ${sampleCount}`);
  return sampleCount;
}
