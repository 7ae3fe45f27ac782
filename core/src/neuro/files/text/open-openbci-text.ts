import type { ByteSource } from '../../../ports/index.ts';
import type { RecordingReader } from '../../recording/index.ts';
import { corruptRecording } from '../corrupt-recording.ts';
import { describeBrainFlowColumns, type BrainFlowBoard } from './brainflow-board.ts';
import { openTable } from './open-table.ts';
import { COMMA_SEPARATED, splitCells, type CellStyle } from './split-cells.ts';
import type { LineKind, TableChannel } from './table.ts';

const HEADER_BYTES = 64 * 1024;
const PERCENT = 0x25;

export const isOpenBciText = (head: string): boolean => /^\uFEFF?%\s*OpenBCI Raw E[EX]G Data/i.test(head);

/**
 * What the OpenBCI GUI records, from its first version to v6: with column names or without, with times in seconds or milliseconds or none,
 * the last line cut off by a crash, a row of zeros where the names should be, decimals behind a comma.
 */
export async function openOpenBciText(source: ByteSource, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<RecordingReader> {
  const head = latin1(await source.read(0, HEADER_BYTES));
  const { settings, dataStartBytes, names, firstRows } = readHeader(head);
  if (firstRows.length === 0) throw corruptRecording(source, dataStartBytes, 'the header is there, but no row follows it.');
  const style: CellStyle = { ...COMMA_SEPARATED, hasDecimalComma: hasDecimalComma(firstRows) };
  const isZeroRow = firstRows.length > 1 && names === undefined && isAllZero(firstRows[0].text, style) && !/^\s*1\s*,/.test(firstRows[1].text);
  const firstRow = firstRows[isZeroRow ? 1 : 0];
  const cells = cellsOf(firstRow.text, style);
  const columns = names ? describeNamedColumns(names) : describeColumns(source, settings, cells, dataStartBytes);
  const warnings = [...columns.warnings];
  const textColumns = new Set(cells.flatMap((cell, column) => (/:/.test(cell) ? [column] : [])));
  if (isZeroRow) warnings.push('A row of zeros stands where the names of the columns should be; it is no sample.');
  if (style.hasDecimalComma) warnings.push('Decimals are written behind a comma.');
  const columnCount = Math.max(...[columns.counterColumn, columns.timeColumn ?? 0, ...columns.markerColumns, ...columns.channels.map(({ column }) => column)].map((column) => column + 1));
  const needed = Array.from({ length: columnCount }, (_, column) => column).filter((column) => !textColumns.has(column));

  return openTable(
    source,
    {
      format: 'OpenBCI GUI text',
      dataStartBytes: firstRow.offsetBytes,
      columnCount,
      parseLine(bytes, start, end, out): LineKind {
        if (bytes[start] === PERCENT) return 'other';
        const cellCount = splitCells(bytes, start, end, style, out);
        if (cellCount === 0) return 'other';
        if (cellCount !== cells.length) return 'broken';
        for (const column of needed) if (Number.isNaN(out[column])) return 'broken';
        return 'row';
      },
      ...columns,
      samplingRateHz: settings.samplingRateHz,
      warnings,
      details: settings.details,
    },
    { signal, isAds1299: !/ganglion|synthetic/i.test(settings.board ?? '') },
  );
}

interface HeaderSettings {
  readonly channelCount: number | undefined;
  readonly samplingRateHz: number | undefined;
  readonly board: string | undefined;
  readonly details: Readonly<Record<string, string>>;
}

interface TextHeader {
  readonly settings: HeaderSettings;
  readonly dataStartBytes: number;
  /** Of the columns, where the file has them. */
  readonly names: readonly string[] | undefined;
  readonly firstRows: readonly { readonly text: string; readonly offsetBytes: number }[];
}

function readHeader(head: string): TextHeader {
  const details: Record<string, string> = {};
  const firstRows: { text: string; offsetBytes: number }[] = [];
  let names: string[] | undefined;
  let dataStartBytes = 0;
  for (let start = 0; start < head.length && firstRows.length < 3; ) {
    const end = head.indexOf('\n', start) === -1 ? head.length : head.indexOf('\n', start);
    const line = head.slice(start, end).trim();
    if (/^(\u00ef\u00bb\u00bf)?%/.test(line)) {
      const setting = /%\s*([^=]+?)\s*=\s*(.*)$/.exec(line);
      if (setting) details[setting[1]] = setting[2];
    } else if (line !== '' && firstRows.length === 0 && names === undefined && /[A-Za-z]{3}/.test(line)) {
      names = line.split(',').map((name) => name.trim());
    } else if (line !== '') {
      if (firstRows.length === 0) dataStartBytes = start;
      firstRows.push({ text: line, offsetBytes: start });
    }
    start = end + 1;
  }
  const rate = Number.parseFloat(details['Sample Rate']?.replace(',', '.') ?? '');
  const channelCount = Number.parseInt(details['Number of channels'] ?? '', 10);
  return {
    settings: {
      channelCount: channelCount > 0 && channelCount <= 64 ? channelCount : undefined,
      samplingRateHz: rate > 0 && rate <= 20_000 ? rate : undefined,
      board: details['Board'],
      details,
    },
    dataStartBytes,
    names,
    firstRows,
  };
}

interface Columns {
  readonly channels: readonly TableChannel[];
  readonly counterColumn: number;
  readonly timeColumn: number | undefined;
  readonly markerColumns: readonly number[];
  readonly warnings: readonly string[];
}

/** v5 and v6 name their columns. */
function describeNamedColumns(names: readonly string[]): Columns {
  const find = (pattern: RegExp): number => names.findIndex((name) => pattern.test(name));
  const channels = names.flatMap((name, column): TableChannel[] => {
    if (/^EXG Channel/i.test(name)) return [{ column, channel: { name, type: 'eeg', unit: 'µV' }, dropsWhenZero: false }];
    if (/^Accel Channel/i.test(name)) return [{ column, channel: { name, type: 'accelerometer', unit: 'g' }, dropsWhenZero: true }];
    if (/^Resistance/i.test(name)) return [{ column, channel: { name, type: 'misc', unit: 'Ohm' }, dropsWhenZero: true }];
    if (/^(Digital|Analog|Gyro|PPG|EDA|Temperature|Battery)/i.test(name)) return [{ column, channel: { name, type: 'misc', unit: '' }, dropsWhenZero: true }];
    return [];
  });
  const time = find(/^Timestamp$/i);
  const marker = find(/^Marker/i);
  return { channels, counterColumn: Math.max(0, find(/^(Sample Index|Package)/i)), timeColumn: time === -1 ? undefined : time, markerColumns: marker === -1 ? [] : [marker], warnings: [] };
}

/** Without names: v5 writes BrainFlow's columns, older ones the counter, the electrodes, three more, and perhaps a clock and its milliseconds. */
function describeColumns(source: ByteSource, { channelCount, board }: HeaderSettings, cells: readonly string[], dataStartBytes: number): Columns {
  const numericCount = cells.filter((cell) => !cell.includes(':')).length;
  const brainFlow = board === undefined ? undefined : describeBrainFlowColumns(numericCount, boardOf(board));
  if (brainFlow) return { ...brainFlow, warnings: [] };
  const clockColumn = cells.findIndex((cell) => cell.includes(':'));
  const endOfValues = clockColumn === -1 ? cells.length : clockColumn;
  const electrodeCount = channelCount ?? (endOfValues >= 12 ? endOfValues - 4 : endOfValues - 1);
  if (electrodeCount < 1 || 1 + electrodeCount > endOfValues) throw corruptRecording(source, dataStartBytes, `the first row has ${cells.length} columns; the header says ${channelCount ?? 'nothing of'} channels.`);
  const channels: TableChannel[] = Array.from({ length: electrodeCount }, (_, index) => ({ column: 1 + index, channel: { name: `EXG Channel ${index}`, type: 'eeg', unit: 'µV' }, dropsWhenZero: false }));
  for (let index = 0; index < 3 && 1 + electrodeCount + index < endOfValues; index += 1) {
    channels.push({ column: 1 + electrodeCount + index, channel: { name: `Accel Channel ${index}`, type: 'accelerometer', unit: 'g' }, dropsWhenZero: true });
  }
  const timeColumn = clockColumn !== -1 && clockColumn + 1 < cells.length ? clockColumn + 1 : undefined;
  return { channels, counterColumn: 0, timeColumn, markerColumns: [], warnings: channelCount === undefined ? [`The header tells no number of channels: ${electrodeCount} are taken, from ${cells.length} columns.`] : [] };
}

function boardOf(text: string): BrainFlowBoard | undefined {
  if (/ganglion/i.test(text)) return 'ganglion';
  if (/daisy/i.test(text)) return 'cyton-daisy';
  if (/synthetic/i.test(text)) return 'synthetic';
  return /cyton/i.test(text) ? 'cyton' : undefined;
}

/** "61379,36, 49492,89": no point anywhere, and commas that no space follows. */
function hasDecimalComma(rows: readonly { readonly text: string }[]): boolean {
  const cells = rows[rows.length > 1 ? 1 : 0].text.split(/,\s+/);
  const electrodes = cells.slice(1, 5);
  return cells.length >= 5 && electrodes.every((cell) => /^-?\d+(,\d+)?$/.test(cell)) && electrodes.some((cell) => cell.includes(','));
}

const isAllZero = (row: string, style: CellStyle): boolean => cellsOf(row, style).every((cell) => Number(cell.replace(',', '.')) === 0);

const cellsOf = (row: string, { hasDecimalComma: commas }: CellStyle): string[] => row.split(commas ? /,\s/ : ',').map((cell) => cell.trim());

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
