import type { TableChannel } from './table.ts';

export type BrainFlowBoard = 'cyton' | 'cyton-daisy' | 'ganglion' | 'synthetic';

/** The columns of BrainFlow's table for a board. @see https://brainflow.readthedocs.io, brainflow_boards.cpp */
export interface BrainFlowColumns {
  readonly channels: readonly TableChannel[];
  readonly counterColumn: number;
  readonly timeColumn: number;
  readonly markerColumns: readonly number[];
}

interface BoardColumns {
  readonly columnCount: number;
  readonly electrodeCount: number;
  readonly accelerometerColumn: number;
  readonly otherColumns: readonly (readonly [name: string, column: number, unit: string])[];
  readonly timeColumn: number;
  readonly samplingRateHz: number;
}

const analog = (first: number): (readonly [string, number, string])[] => [0, 1, 2].map((index) => [`Analog Channel ${index}`, first + index, ''] as const);
const resistance: (readonly [string, number, string])[] = [0, 1, 2, 3, 4].map((index) => [index < 4 ? `Resistance ${index}` : 'Resistance reference', 8 + index, 'Ohm'] as const);

const BOARDS: Readonly<Record<BrainFlowBoard, BoardColumns>> = {
  cyton: { columnCount: 24, electrodeCount: 8, accelerometerColumn: 9, otherColumns: analog(19), timeColumn: 22, samplingRateHz: 250 },
  'cyton-daisy': { columnCount: 32, electrodeCount: 16, accelerometerColumn: 17, otherColumns: analog(27), timeColumn: 30, samplingRateHz: 125 },
  ganglion: { columnCount: 15, electrodeCount: 4, accelerometerColumn: 5, otherColumns: resistance, timeColumn: 13, samplingRateHz: 200 },
  synthetic: { columnCount: 32, electrodeCount: 16, accelerometerColumn: 17, otherColumns: [], timeColumn: 30, samplingRateHz: 250 },
};

export const brainFlowRateHz = (board: BrainFlowBoard): number => BOARDS[board].samplingRateHz;

/** Boards whose table has so many columns. */
export const brainFlowBoardsOf = (columnCount: number): BrainFlowBoard[] => (Object.keys(BOARDS) as BrainFlowBoard[]).filter((board) => BOARDS[board].columnCount === columnCount);

/** `undefined` when the board's table has another number of columns. */
export function describeBrainFlowColumns(columnCount: number, board: BrainFlowBoard | undefined): BrainFlowColumns | undefined {
  const found = board ?? brainFlowBoardsOf(columnCount).at(0);
  if (found === undefined || BOARDS[found].columnCount !== columnCount) return undefined;
  const { electrodeCount, accelerometerColumn, otherColumns, timeColumn } = BOARDS[found];
  return {
    channels: [
      ...Array.from({ length: electrodeCount }, (_, index): TableChannel => ({ column: 1 + index, channel: { name: `EXG Channel ${index}`, type: 'eeg', unit: 'µV' }, dropsWhenZero: false })),
      ...[0, 1, 2].map((index): TableChannel => ({ column: accelerometerColumn + index, channel: { name: `Accel Channel ${index}`, type: 'accelerometer', unit: 'g' }, dropsWhenZero: true })),
      ...otherColumns.map(([name, column, unit]): TableChannel => ({ column, channel: { name, type: 'misc', unit }, dropsWhenZero: true })),
    ],
    counterColumn: 0,
    timeColumn,
    markerColumns: [timeColumn + 1],
  };
}
