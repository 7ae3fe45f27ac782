import type { Channel } from '../../../ports/index.ts';

/** What a line of a table is. */
export type LineKind = 'row' | 'other' | 'broken';

/** A table of samples: where its rows begin, how a line becomes numbers, and what the numbers are. */
export interface Table {
  readonly format: string;
  /** Of the first line that may be a row. */
  readonly dataStartBytes: number;
  readonly columnCount: number;
  /** Writes the numbers of the line `bytes[start, end)` into `out` [columnCount]. */
  parseLine(bytes: Uint8Array, start: number, end: number, out: Float64Array): LineKind;
  readonly channels: readonly TableChannel[];
  readonly counterColumn: number | undefined;
  /** Holds seconds or milliseconds since the epoch, or seconds of another clock. */
  readonly timeColumn: number | undefined;
  readonly markerColumns: readonly number[];
  /** The rate that the header or the board says; measured by the times where none does. */
  readonly samplingRateHz: number | undefined;
  readonly warnings: readonly string[];
  readonly details: Readonly<Record<string, string>>;
}

export interface TableChannel {
  readonly column: number;
  readonly channel: Omit<Channel, 'samplingRateHz'>;
  /** Left out of the recording when every value of it is 0: a connector with nothing on it. */
  readonly dropsWhenZero: boolean;
}
