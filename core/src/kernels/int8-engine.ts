/** Rows of one block: 1,024 rows share one contiguous piece of memory, so a store grows by a block and never copies. */
export const BLOCK_ROW_COUNT = 1024;

/** Row lengths are padded with zeros to a multiple of one SIMD register. */
export const ROW_ALIGNMENT_BYTES = 16;

/**
 * The memory of an int8 matrix and the one loop that is worth compiling. Two exist, the WebAssembly SIMD engine and its
 * plain-TypeScript twin, which is the reference: both give the same scores bit for bit.
 */
export interface Int8Engine {
  readonly name: Int8EngineName;
  readonly allocatedBytes: number;
  /** Adds a block of zeros. */
  addBlock(): void;
  /** Copies up to `stride` values into a row of a block, and its factor beside it. */
  writeRow(block: number, index: number, values: Int8Array, scale: number): void;
  /** A row's `stride` values in place. Valid until the next `addBlock`. */
  rowOf(block: number, index: number): Int8Array;
  scaleOf(block: number, index: number): number;
  /** `stride` values; the padding is zero. */
  setQuery(query: Int16Array): void;
  /**
   * Scores the first `rowCount` rows of a block: `fround(fround(row · query) × scale)`, the sum being exact in int32.
   * Returns the greatest score, `-Infinity` for no rows. The scores are then in `scores()`.
   */
  scoreBlock(block: number, rowCount: number): number;
  /** The scores of the last `scoreBlock`. Valid until the next call. */
  scores(): Float32Array;
}

export type Int8EngineName = 'wasm-simd' | 'typescript';

export function strideOf(dimensionCount: number): number {
  return Math.ceil(dimensionCount / ROW_ALIGNMENT_BYTES) * ROW_ALIGNMENT_BYTES;
}
