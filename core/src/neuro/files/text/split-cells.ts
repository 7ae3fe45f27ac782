import { parseDecimal } from './parse-decimal.ts';

const COMMA = 0x2c;
const POINT = 0x2e;
const SPACE = 0x20;
const CARRIAGE_RETURN = 0x0d;

export interface CellStyle {
  readonly separatorByte: number;
  /** Decimals are behind a comma; a comma with a space behind it still parts cells. */
  readonly hasDecimalComma: boolean;
}

export const COMMA_SEPARATED: CellStyle = { separatorByte: COMMA, hasDecimalComma: false };

/**
 * Writes the numbers of a line's cells into `out`, NaN where a cell holds none, cells beyond `out` counted only.
 * @returns how many cells the line has
 */
export function splitCells(bytes: Uint8Array, start: number, end: number, { separatorByte, hasDecimalComma }: CellStyle, out: Float64Array): number {
  const pointByte = hasDecimalComma ? COMMA : POINT;
  let last = end;
  while (last > start && (bytes[last - 1] === CARRIAGE_RETURN || bytes[last - 1] === SPACE)) last -= 1;
  if (last === start) return 0;
  let cellCount = 0;
  let cellStart = start;
  for (let at = start; at <= last; at += 1) {
    const isEnd = at === last || (bytes[at] === separatorByte && !(hasDecimalComma && bytes[at + 1] !== SPACE));
    if (!isEnd) continue;
    if (cellCount < out.length) out[cellCount] = parseDecimal(bytes, cellStart, at, pointByte);
    cellCount += 1;
    cellStart = at + 1;
  }
  return cellCount;
}

/** Whether a cell is the word `nan`, which BrainFlow writes for a value that is not there. */
export function isNanCell(bytes: Uint8Array, start: number, end: number, { separatorByte }: CellStyle, column: number): boolean {
  let cellStart = start;
  for (let cell = 0; cell < column; cell += 1) {
    const next = bytes.indexOf(separatorByte, cellStart);
    if (next === -1 || next >= end) return false;
    cellStart = next + 1;
  }
  const next = bytes.indexOf(separatorByte, cellStart);
  const cell = String.fromCharCode(...bytes.subarray(cellStart, Math.min(next === -1 ? end : next, end, cellStart + 16)));
  return /^\s*[+-]?nan\s*$/i.test(cell);
}
