import type { Int8Matrix, ScoredRow } from '../../kernels/index.ts';

/** Bytes that each engine scans in about 8 ms on a slow desktop, half of what a host's main thread may be kept from its work. */
const PART_BYTES = { 'wasm-simd': 100_000_000, typescript: 5_000_000 };

/**
 * The best `count` rows, best first. Yields between parts of a large matrix, so that the caller can let others run; rows must
 * not move meanwhile. A small matrix is scanned without a pause.
 */
export function* scanInParts(matrix: Int8Matrix, query: Int16Array, options: { count: number; accept?: (row: number) => boolean; partBytes?: number }): Generator<void, ScoredRow[]> {
  const { count, accept, partBytes = PART_BYTES[matrix.engine] } = options;
  const partRowCount = Math.max(1024, Math.floor(partBytes / matrix.dimensionCount / 1024) * 1024);
  let best: ScoredRow[] = [];
  for (let fromRow = 0; fromRow < matrix.rowCount; fromRow += partRowCount) {
    if (fromRow > 0) yield;
    const part = matrix.topRows(query, { count, accept, fromRow, toRow: fromRow + partRowCount });
    best = fromRow === 0 ? part : [...best, ...part].sort((a, b) => b.score - a.score || a.row - b.row).slice(0, count);
  }
  return best;
}
