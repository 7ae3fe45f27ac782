import type { ByteSource } from '../../../ports/index.ts';
import type { RecordingReader } from '../../recording/index.ts';
import { brainFlowBoardsOf, brainFlowRateHz, describeBrainFlowColumns, type BrainFlowBoard } from './brainflow-board.ts';
import { openTable } from './open-table.ts';
import { isNanCell, splitCells, type CellStyle } from './split-cells.ts';
import type { LineKind } from './table.ts';

const TAB = 0x09;
const COMMA = 0x2c;
const FIRST_LINE_BYTES = 4096;
const STOP_BYTES = { first: 0xc0, last: 0xc6 };
const DAISY_STOP_COLUMN = 20;

/** Rows of numbers with tabs (older versions: commas) and no header, as many as a board of BrainFlow has. */
export function isBrainFlowCsv(head: string): boolean {
  const cells = firstCells(head);
  return brainFlowBoardsOf(cells.length).length > 0 && cells.every((cell) => /^[+-]?(\d+(\.\d+)?(e[+-]?\d+)?|nan)$/i.test(cell));
}

/** What BrainFlow's `DataFilter.write_file` and its file streamer make, told by the number of columns: Cyton 24, Daisy or synthetic 32, Ganglion 15. */
export async function openBrainFlowCsv(source: ByteSource, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<RecordingReader> {
  const head = new TextDecoder('latin1').decode(await source.read(0, FIRST_LINE_BYTES));
  const cells = firstCells(head);
  const board = boardOf(cells);
  const columns = describeBrainFlowColumns(cells.length, board);
  if (!columns) throw new RangeError(`Cannot read ${cells.length} columns as a table of BrainFlow`);
  const style: CellStyle = { separatorByte: head.includes('\t') ? TAB : COMMA, hasDecimalComma: false };
  return openTable(
    source,
    {
      format: 'BrainFlow CSV',
      dataStartBytes: 0,
      columnCount: cells.length,
      parseLine(bytes, start, end, out): LineKind {
        const cellCount = splitCells(bytes, start, end, style, out);
        if (cellCount === 0) return 'other';
        if (cellCount !== out.length || Number.isNaN(out[0]) || Number.isNaN(out[columns.timeColumn])) return 'broken';
        for (let column = 0; column < out.length; column += 1) if (Number.isNaN(out[column]) && !isNanCell(bytes, start, end, style, column)) return 'broken';
        return 'row';
      },
      ...columns,
      samplingRateHz: brainFlowRateHz(board),
      warnings: [],
      details: { board },
    },
    { signal, isAds1299: board === 'cyton' || board === 'cyton-daisy' },
  );
}

/** A Daisy's rows carry the packet's stop byte where the synthetic board has a sensor. */
function boardOf(cells: readonly string[]): BrainFlowBoard {
  const [first, second] = brainFlowBoardsOf(cells.length);
  if (second === undefined) return first;
  const stop = Number(cells[DAISY_STOP_COLUMN]);
  const rest = cells.slice(DAISY_STOP_COLUMN + 1, 27).every((cell) => Number.isInteger(Number(cell)));
  return rest && ((stop >= STOP_BYTES.first && stop <= STOP_BYTES.last) || stop === 0) ? 'cyton-daisy' : 'synthetic';
}

function firstCells(head: string): string[] {
  const line = head.split('\n', 1)[0].trim();
  return line === '' ? [] : line.split(line.includes('\t') ? '\t' : ',').map((cell) => cell.trim());
}
