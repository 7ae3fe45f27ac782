import { BLOCK_ROW_COUNT, strideOf, type Int8Engine, type Int8EngineName } from './int8-engine.ts';
import { createTypeScriptEngine } from './int8-engine-typescript.ts';
import { createWasmEngine, whyNoWasmSimd } from './int8-engine-wasm.ts';
import { createTopRows, type ScoredRow } from './top-rows.ts';

/** Rows of int8 with a factor each, scanned as fast as the machine allows. Rows stay dense: a removal moves the last row into the gap. */
export interface Int8Matrix {
  readonly dimensionCount: number;
  readonly rowCount: number;
  readonly engine: Int8EngineName;
  /** Why the slower engine runs although none was asked for, in words for a status line. */
  readonly fallbackReason: string | undefined;
  readonly allocatedBytes: number;
  /** Adds a copy of `values` (`dimensionCount` long) and returns its row. */
  push(values: Int8Array, scale: number): number;
  /** Overwrites a row. */
  set(row: number, values: Int8Array, scale: number): void;
  /** The row's values in place, `dimensionCount` long. Valid until the next `push`. */
  rowAt(row: number): Int8Array;
  scaleAt(row: number): number;
  /** Moves the last row into the place of `row` and forgets the last. */
  swapRemove(row: number): void;
  /** `out[row] = (row · query) × scale` for every row. `query` comes from `quantizeToInt16`; its scale is left to the caller. */
  scoreInto(query: Int16Array, out: Float32Array): void;
  /** The best rows by that score, best first, of equal scores the lower row. `accept` is asked only about rows that would enter. */
  topRows(query: Int16Array, options: TopRowsOptions): ScoredRow[];
}

export interface TopRowsOptions {
  readonly count: number;
  readonly accept?: (row: number) => boolean;
  /** A part of the rows, for a caller that wants to breathe between parts. Multiples of 1,024 are cheapest. */
  readonly fromRow?: number;
  readonly toRow?: number;
}

/** @param options.engine the fastest that runs here unless told. @throws RangeError for a dimension that is not a positive integer */
export function createInt8Matrix(options: { dimensionCount: number; engine?: Int8EngineName }): Int8Matrix {
  const { dimensionCount } = options;
  if (!Number.isInteger(dimensionCount) || dimensionCount < 1) throw new RangeError(`Cannot make an int8 matrix of ${dimensionCount} dimensions: it needs a positive integer`);
  const fallbackReason = options.engine === undefined ? whyNoWasmSimd() : undefined;
  const engineName = options.engine ?? (fallbackReason === undefined ? 'wasm-simd' : 'typescript');
  const engine: Int8Engine = engineName === 'wasm-simd' ? createWasmEngine(dimensionCount) : createTypeScriptEngine(dimensionCount);
  const stride = strideOf(dimensionCount);
  let blockCount = 0;
  let rowCount = 0;

  const blockOf = (row: number) => Math.floor(row / BLOCK_ROW_COUNT);
  const checkRow = (row: number) => {
    if (!Number.isInteger(row) || row < 0 || row >= rowCount) throw new RangeError(`Cannot use row ${row} of an int8 matrix of ${rowCount} rows`);
  };
  const rowAt = (row: number) => {
    checkRow(row);
    return engine.rowOf(blockOf(row), row % BLOCK_ROW_COUNT).subarray(0, dimensionCount);
  };
  const scaleAt = (row: number) => {
    checkRow(row);
    return engine.scaleOf(blockOf(row), row % BLOCK_ROW_COUNT);
  };
  const set = (row: number, values: Int8Array, scale: number) => {
    if (values.length !== dimensionCount) throw new RangeError(`Cannot put ${values.length} values into a row of ${dimensionCount}`);
    checkRow(row);
    engine.writeRow(blockOf(row), row % BLOCK_ROW_COUNT, values, scale);
  };
  const setQuery = (query: Int16Array) => {
    if (query.length !== dimensionCount) throw new RangeError(`Cannot scan rows of ${dimensionCount} dimensions with a query of ${query.length}`);
    const padded = new Int16Array(stride);
    padded.set(query);
    engine.setQuery(padded);
  };

  return {
    dimensionCount,
    engine: engine.name,
    fallbackReason,
    get rowCount() {
      return rowCount;
    },
    get allocatedBytes() {
      return engine.allocatedBytes;
    },
    push(values, scale) {
      if (values.length !== dimensionCount) throw new RangeError(`Cannot add a row of ${values.length} values to an int8 matrix of ${dimensionCount} dimensions`);
      if (rowCount === blockCount * BLOCK_ROW_COUNT) {
        engine.addBlock();
        blockCount++;
      }
      const row = rowCount++;
      set(row, values, scale);
      return row;
    },
    set,
    rowAt,
    scaleAt,
    swapRemove(row) {
      checkRow(row);
      const last = rowCount - 1;
      if (row !== last) set(row, rowAt(last), scaleAt(last));
      rowCount--;
    },
    scoreInto(query, out) {
      if (out.length < rowCount) throw new RangeError(`Cannot write ${rowCount} scores into an array of ${out.length}`);
      setQuery(query);
      for (let firstRow = 0; firstRow < rowCount; firstRow += BLOCK_ROW_COUNT) {
        const count = Math.min(BLOCK_ROW_COUNT, rowCount - firstRow);
        engine.scoreBlock(blockOf(firstRow), count);
        out.set(engine.scores().subarray(0, count), firstRow);
      }
    },
    topRows(query, { count, accept, fromRow = 0, toRow = rowCount }) {
      setQuery(query);
      const top = createTopRows(Math.min(count, rowCount));
      let threshold = top.threshold;
      const endRow = Math.min(toRow, rowCount);
      for (let block = blockOf(fromRow); block * BLOCK_ROW_COUNT < endRow; block++) {
        const firstRow = block * BLOCK_ROW_COUNT;
        const blockEnd = Math.min(endRow - firstRow, BLOCK_ROW_COUNT);
        // A block without a score above the threshold is never walked.
        if (engine.scoreBlock(block, blockEnd) <= threshold) continue;
        const scores = engine.scores();
        for (let index = Math.max(0, fromRow - firstRow); index < blockEnd; index++) {
          const score = scores[index];
          if (score <= threshold || (accept && !accept(firstRow + index))) continue;
          top.offer(firstRow + index, score);
          threshold = top.threshold;
        }
      }
      return top.toSorted();
    },
  };
}
