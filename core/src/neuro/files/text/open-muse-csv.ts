import type { ByteSource } from '../../../ports/index.ts';
import type { RecordingReader } from '../../recording/index.ts';
import { openTable } from './open-table.ts';
import { COMMA_SEPARATED, splitCells } from './split-cells.ts';
import type { LineKind, TableChannel } from './table.ts';

const HEADER_BYTES = 4096;
const MUSE_RATE_HZ = 256;
const ELECTRODES = new Set(['TP9', 'AF7', 'AF8', 'TP10', 'FP1', 'FP2', 'FPZ', 'RIGHT AUX', 'LEFT AUX', 'AUX']);

export const isMuseCsv = (head: string): boolean => /^\uFEFF?timestamps?\s*,/i.test(head) && /\b(TP9|TP10|AF7|AF8)\b/.test(head.split('\n', 1)[0]);

/** What muse-lsl and eeg-notebooks record: `timestamps,TP9,AF7,AF8,TP10,Right AUX,Marker`. Rows are not numbered; only long holes show, in the times. */
export async function openMuseCsv(source: ByteSource, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<RecordingReader> {
  const head = new TextDecoder('latin1').decode(await source.read(0, HEADER_BYTES));
  const headerLine = head.split('\n', 1)[0];
  const names = headerLine.trim().split(',').map((name) => name.trim());
  const channels = names.flatMap((name, column): TableChannel[] => {
    if (column === 0 || isMarker(name)) return [];
    const isElectrode = ELECTRODES.has(name.toUpperCase());
    return [{ column, channel: { name, type: isElectrode ? 'eeg' : 'misc', unit: isElectrode ? 'µV' : '' }, dropsWhenZero: false }];
  });
  return openTable(
    source,
    {
      format: 'Muse CSV',
      dataStartBytes: headerLine.length + 1,
      columnCount: names.length,
      parseLine(bytes, start, end, out): LineKind {
        const cellCount = splitCells(bytes, start, end, COMMA_SEPARATED, out);
        if (cellCount === 0) return 'other';
        if (cellCount !== out.length) return 'broken';
        for (const value of out) if (Number.isNaN(value)) return 'broken';
        return 'row';
      },
      channels,
      counterColumn: undefined,
      timeColumn: 0,
      markerColumns: names.flatMap((name, column) => (isMarker(name) ? [column] : [])),
      samplingRateHz: MUSE_RATE_HZ,
      warnings: ['The rows are not numbered: a loss of less than 0.1 s cannot be seen.'],
      details: {},
    },
    { signal },
  );
}

const isMarker = (name: string): boolean => /^(marker|stim)/i.test(name);
