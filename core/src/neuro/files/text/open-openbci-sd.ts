import type { ByteSource } from '../../../ports/index.ts';
import type { RecordingReader } from '../../recording/index.ts';
import { openTable } from './open-table.ts';
import type { LineKind, TableChannel } from './table.ts';

const HEAD_BYTES = 4096;
const TAIL_BYTES = 8192;
const COMMA = 0x2c;
const PERCENT = 0x25;
/** The file does not tell the gain; a Cyton starts with 24. */
const ASSUMED_GAIN = 24;
const UV_PER_COUNT = 187500 / 8388607;
const CYTON_RATE_HZ = 250;

/** `%START AT`, a line of board milliseconds, rows of hexadecimal numbers. A file whose start is lost still has such rows. */
export function isOpenBciSd(head: string): boolean {
  const rows = head.split(/\r?\n/).filter((line) => line !== '');
  return head.startsWith('%START AT') || (rows.length > 1 && rows.slice(0, 2).every((row) => isRowText(row)));
}

const isRowText = (row: string): boolean => /^[0-9A-F]{2}(,[0-9A-F]{6}){8}((,[0-9A-F]{6}){8})?(,[0-9A-F]{4}){0,3}$/i.test(row);

/** What a Cyton writes to its SD card: 250 Hz or more for all 8 or 16 electrodes, numbered 0 to 255, no times. */
export async function openOpenBciSd(source: ByteSource, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<RecordingReader> {
  const decode = new TextDecoder('latin1');
  const head = decode.decode(await source.read(0, HEAD_BYTES));
  const tail = decode.decode(await source.read(Math.max(0, source.sizeBytes - TAIL_BYTES), TAIL_BYTES));
  const firstRow = head.split(/\r?\n/).find((row) => isRowText(row)) ?? '';
  const electrodeCount = firstRow.split(',').slice(1).filter((cell) => cell.length === 6).length === 16 ? 16 : 8;
  const saidHz = Number(/%SamplingFreq:\s*([\d.]+)/i.exec(tail)?.[1] ?? Number.NaN);
  const samplingRateHz = saidHz > 0 && saidHz <= 16_000 ? saidHz : CYTON_RATE_HZ;
  const startedMs = /^%START AT\r?\n([0-9A-F]{8})/i.exec(head)?.[1];
  const details: Record<string, string> = { gain: `${ASSUMED_GAIN} (assumed)` };
  if (startedMs !== undefined) details['board clock at the start'] = `${Number.parseInt(startedMs, 16)} ms`;
  for (const [, name, value] of tail.matchAll(/^%\s*([^:\r\n]+):\s*([^\r\n]*)$/gm)) details[name] = value;
  const channels = Array.from({ length: electrodeCount }, (_, index): TableChannel => ({ column: 1 + index, channel: { name: `EXG Channel ${index}`, type: 'eeg', unit: 'µV' }, dropsWhenZero: false }));
  return openTable(
    source,
    {
      format: 'OpenBCI SD card',
      dataStartBytes: 0,
      columnCount: 1 + electrodeCount,
      parseLine: (bytes, start, end, out) => parseRow(bytes, start, end, electrodeCount, out),
      channels,
      counterColumn: 0,
      timeColumn: undefined,
      markerColumns: [],
      samplingRateHz,
      warnings: [
        `The file does not tell the gain of its channels: ${ASSUMED_GAIN} is taken.`,
        ...(Number.isNaN(saidHz) ? [`The file does not tell its rate: ${CYTON_RATE_HZ} Hz is taken.`] : []),
        'Values of the accelerometer, which only some rows have, are left out.',
      ],
      details,
    },
    { signal, isAds1299: true },
  );
}

/** `hh,hhhhhh × 8 or 16[,hhhh × 3]` */
function parseRow(bytes: Uint8Array, start: number, end: number, electrodeCount: number, out: Float64Array): LineKind {
  let last = end;
  while (last > start && bytes[last - 1] <= 0x20) last -= 1;
  if (last === start || bytes[start] === PERCENT) return 'other';
  // the board's clock behind %START AT, and the statistics at the end of the file
  if (last - start < 3 || bytes[start + 2] !== COMMA) return 'other';
  const expectedEnd = start + 2 + 7 * electrodeCount;
  if (last < expectedEnd || (last > expectedEnd && bytes[expectedEnd] !== COMMA)) return 'broken';
  // three values of the accelerometer, or of another input, follow in some rows
  for (let at = expectedEnd; at < last; at += 5) if (bytes[at] !== COMMA || Number.isNaN(parseHex(bytes, at + 1, Math.min(last, at + 5))) || at + 5 > last) return 'broken';
  out[0] = parseHex(bytes, start, start + 2);
  if (Number.isNaN(out[0])) return 'broken';
  for (let electrode = 0; electrode < electrodeCount; electrode += 1) {
    const at = start + 2 + 7 * electrode;
    const count = bytes[at] === COMMA ? parseHex(bytes, at + 1, at + 7) : Number.NaN;
    if (Number.isNaN(count)) return 'broken';
    out[1 + electrode] = ((count << 8) >> 8) * UV_PER_COUNT;
  }
  return 'row';
}

/** NaN where a digit is none. */
function parseHex(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at];
    const digit = byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : byte >= 0x41 && byte <= 0x46 ? byte - 0x37 : byte >= 0x61 && byte <= 0x66 ? byte - 0x57 : -1;
    if (digit === -1) return Number.NaN;
    value = value * 16 + digit;
  }
  return value;
}
