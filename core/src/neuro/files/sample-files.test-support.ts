import { createMemoryByteFiles, createMemoryByteSource } from '../../testing/index.ts';
import type { ByteSource } from '../../ports/index.ts';
import { createBdfWriter, createEdfWriter } from './edf/create-edf-writer.ts';
import { cytonRange } from './edf/edf-ranges.ts';
import type { OpenRecordingOptions } from './open-recording.ts';

/** A small file of some format, and the files beside it. */
export interface SampleFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly siblings?: Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
}

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export function openingOf({ siblings = {} }: SampleFile): OpenRecordingOptions {
  return { openSibling: async (name): Promise<ByteSource | undefined> => (siblings[name] ? createMemoryByteSource(siblings[name], name) : undefined) };
}

const EEG = [0, 1, 2, 3, 4, 5, 6, 7];
const valueOf = (row: number, channel: number): string => (Math.sin(row / 7 + channel) * 100 - channel).toFixed(2);

/** Rows of a GUI v5 or v6 file. `skip` leaves rows out as a lost packet does. */
export function openBciV6({ rowCount = 40, skip = [], names = true, seconds = false, cut = false, zeroRow = false }: { rowCount?: number; skip?: readonly number[]; names?: boolean; seconds?: boolean; cut?: boolean; zeroRow?: boolean } = {}): Uint8Array<ArrayBuffer> {
  const head = ['%OpenBCI Raw EXG Data', '%Number of channels = 8', '%Sample Rate = 250 Hz', '%Board = OpenBCI_GUI$BoardCytonSerial'];
  const columns = ['Sample Index', ...EEG.map((channel) => `EXG Channel ${channel}`), 'Accel Channel 0', 'Accel Channel 1', 'Accel Channel 2', 'Other', 'Other', 'Other', 'Other', 'Other', 'Other', 'Other', 'Analog Channel 0', 'Analog Channel 1', 'Analog Channel 2', 'Timestamp', 'Marker Channel', 'Timestamp (Formatted)'];
  if (names) head.push(columns.join(', '));
  if (zeroRow) head.push(columns.map(() => '0').join(', '));
  const rows: string[] = [];
  for (let row = 0; row < rowCount; row += 1) {
    if (skip.includes(row)) continue;
    const time = 1_600_000_000_000 + row * 4;
    rows.push([row % 256, ...EEG.map((channel) => valueOf(row, channel)), '0.100', '0.200', '0.900', ...Array.from({ length: 10 }, () => 0), seconds ? (time / 1000).toFixed(6) : time, row === 8 ? 3 : 0, '12:00:53.329'].join(', '));
  }
  const text = [...head, ...rows, ''].join('\n');
  return utf8(cut ? text.slice(0, -30) : text);
}

export function openBciV4({ rowCount = 40, skip = [], decimalComma = false }: { rowCount?: number; skip?: readonly number[]; decimalComma?: boolean } = {}): Uint8Array<ArrayBuffer> {
  const head = ['%OpenBCI Raw EEG Data', '%Number of channels = 8', '%Sample Rate = 250.0 Hz', '%First Column = SampleIndex', '%Last Column = Timestamp ', '%Other Columns = EEG data in microvolts followed by Accel Data (in G) interleaved with Aux Data'];
  const local = (text: string): string => (decimalComma ? text.replace('.', ',') : text);
  const rows: string[] = [];
  for (let row = 0; row < rowCount; row += 1) {
    if (!skip.includes(row)) rows.push([row % 256, ...EEG.map((channel) => local(valueOf(row, channel))), local('0.040'), local('0.000'), local('0.000'), '12:00:53.329', 1_557_936_053_329 + row * 4].join(', '));
  }
  return utf8([...head, ...rows, ''].join('\r\n'));
}

export function openBciV1({ rowCount = 40 }: { rowCount?: number } = {}): Uint8Array<ArrayBuffer> {
  const rows = Array.from({ length: rowCount }, (_, row) => [row % 256, ...EEG.map((channel) => valueOf(row, channel))].join(', '));
  return utf8(['%OpenBCI Raw EEG Data', '%', '%Sample Rate = 250.0 Hz', '%First Column = SampleIndex', '%Other Columns = EEG data in microvolts with optional columns at end being raw Aux data', ...rows].join('\n').slice(0, -4));
}

export function openBciSd({ counts = [[0, 1, -1, 8388607, -8388608, 100, 200, 300]], numbers }: { counts?: readonly (readonly number[])[]; numbers?: readonly number[] } = {}): Uint8Array<ArrayBuffer> {
  const hex = (value: number, digits: number): string => (value < 0 ? value + 16 ** digits : value).toString(16).toUpperCase().padStart(digits, '0');
  const rows = counts.map((row, index) => [hex((numbers?.[index] ?? index) % 256, 2), ...row.map((count) => hex(count, 6)), ...(index % 10 === 0 ? ['0010', 'FFF0', '1F40'] : [])].join(','));
  return utf8(['%START AT', '00012345', ...rows, '%STOP AT', '00013345', '%Total time mS:', '4096', '%min  Write time uS:', '1', ''].join('\n'));
}

/** BrainFlow's table. `numbers` are the packet numbers of the rows. */
export function brainFlow(columnCount: 15 | 24 | 32, { numbers, rateHz, isDaisy = true }: { numbers: readonly number[]; rateHz: number; isDaisy?: boolean }): Uint8Array<ArrayBuffer> {
  const rows = numbers.map((number, row) => {
    const cells = Array.from({ length: columnCount }, () => 0);
    cells[0] = number;
    const channelCount = columnCount === 15 ? 4 : columnCount === 24 ? 8 : 16;
    for (let channel = 0; channel < channelCount; channel += 1) cells[1 + channel] = row * 10 + channel + 0.125;
    if (columnCount === 32) cells[20] = isDaisy ? 192 : 0.37;
    cells[columnCount - 2] = 1_600_000_000 + row / rateHz;
    cells[columnCount - 1] = row === 5 ? 2 : 0;
    return cells.map((cell) => cell.toFixed(6)).join('\t');
  });
  return utf8(`${rows.join('\n')}\n`);
}

export function muse({ rowCount = 300, holeAt = -1, holeSeconds = 0 }: { rowCount?: number; holeAt?: number; holeSeconds?: number } = {}): Uint8Array<ArrayBuffer> {
  const rows = Array.from({ length: rowCount }, (_, row) => [(1_486_223_115.483 + row / 256 + (holeAt >= 0 && row >= holeAt ? holeSeconds : 0)).toFixed(3), ...[0, 1, 2, 3, 4].map((channel) => valueOf(row, channel)), row === 20 ? 1 : 0].join(','));
  return utf8(['timestamps,TP9,AF7,AF8,TP10,Right AUX,Marker0', ...rows, ''].join('\n'));
}

export interface XdfStreamOptions {
  readonly id: number;
  readonly header: string;
  readonly format: 'float32' | 'string';
  readonly samples: readonly { readonly timeSeconds?: number; readonly values: readonly (number | string)[] }[];
  readonly offsets?: readonly (readonly [timeSeconds: number, valueSeconds: number])[];
}

export function xdf(streams: readonly XdfStreamOptions[], { samplesPerChunk = 5 }: { samplesPerChunk?: number } = {}): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [...utf8('XDF:')];
  const u32 = (value: number): number[] => [...new Uint8Array(Uint32Array.of(value).buffer)];
  const f64 = (value: number): number[] => [...new Uint8Array(Float64Array.of(value).buffer)];
  const f32 = (value: number): number[] => [...new Uint8Array(Float32Array.of(value).buffer)];
  const chunk = (tag: number, content: readonly number[]): void => {
    bytes.push(4, ...u32(content.length + 2), tag, 0, ...content);
  };
  chunk(1, [...utf8('<?xml version="1.0"?><info><version>1.0</version><datetime>2026-01-02T03:04:05Z</datetime></info>')]);
  for (const { id, header } of streams) chunk(2, [...u32(id), ...utf8(header)]);
  for (const { id, format, samples, offsets = [] } of streams) {
    for (let first = 0; first < samples.length; first += samplesPerChunk) {
      const part = samples.slice(first, first + samplesPerChunk);
      const content = part.flatMap(({ timeSeconds, values }) => [
        ...(timeSeconds === undefined ? [0] : [8, ...f64(timeSeconds)]),
        ...values.flatMap((value) => (format === 'string' ? [1, utf8(String(value)).length, ...utf8(String(value))] : f32(Number(value)))),
      ]);
      chunk(3, [...u32(id), 1, part.length, ...content]);
    }
    for (const [timeSeconds, valueSeconds] of offsets) chunk(4, [...u32(id), ...f64(timeSeconds), ...f64(valueSeconds)]);
  }
  return Uint8Array.from(bytes);
}

const eegHeader = '<info><name>Amp</name><type>EEG</type><channel_count>2</channel_count><nominal_srate>100</nominal_srate><channel_format>float32</channel_format><desc><channels><channel><label>C3</label><unit>microvolts</unit><type>EEG</type></channel><channel><label>C4</label><unit>volts</unit></channel></channels></desc></info>';
const markerHeader = '<info><name>Markers &amp; more</name><type>Markers</type><channel_count>1</channel_count><nominal_srate>0</nominal_srate><channel_format>string</channel_format></info>';

export const smallXdf = ({ hole = 0, offsets = [[5, 0.25], [15, 0.25]] }: { hole?: number; offsets?: XdfStreamOptions['offsets'] } = {}): Uint8Array<ArrayBuffer> =>
  xdf([
    { id: 7, header: eegHeader, format: 'float32', samples: Array.from({ length: 20 }, (_, index) => ({ timeSeconds: 10 + index / 100 + (index >= 10 ? hole : 0), values: [index, index / 1e6] })), offsets },
    { id: 9, header: markerHeader, format: 'string', samples: [{ timeSeconds: 10.3, values: ['go'] }, { timeSeconds: 10.35, values: ['stop – now'] }] },
  ]);

export function brainVision({ orientation = 'MULTIPLEXED', format = 'INT_16' }: { orientation?: 'MULTIPLEXED' | 'VECTORIZED'; format?: 'INT_16' | 'INT_32' | 'IEEE_FLOAT_32' } = {}): SampleFile {
  const sampleCount = 12;
  const channelCount = 3;
  const numbers: number[] = [];
  for (let index = 0; index < sampleCount * channelCount; index += 1) {
    const [sample, channel] = orientation === 'MULTIPLEXED' ? [Math.floor(index / channelCount), index % channelCount] : [index % sampleCount, Math.floor(index / sampleCount)];
    numbers.push(sample * 10 - channel);
  }
  const array = format === 'INT_16' ? Int16Array.from(numbers) : format === 'INT_32' ? Int32Array.from(numbers) : Float32Array.from(numbers);
  const header = [
    'Brain Vision Data Exchange Header File Version 1.0', '; a comment', '', '[Common Infos]', 'Codepage=UTF-8', 'DataFile=small.eeg', 'MarkerFile=small.vmrk', 'DataFormat=BINARY', `DataOrientation=${orientation}`, `NumberOfChannels=${channelCount}`, 'SamplingInterval=4000', '',
    '[Binary Infos]', `BinaryFormat=${format}`, '', '[Channel Infos]', 'Ch1=Fp1,,0.5,µV', 'Ch2=C3\\1 left,,,µV', 'Ch3=Pulse,,0.001,V', '', '[Comment]', 'Ch1=not this one', '',
  ];
  const markers = ['Brain Vision Data Exchange Marker File, Version 1.0', '', '[Common Infos]', 'DataFile=small.eeg', '', '[Marker Infos]', 'Mk1=New Segment,,1,1,0,20260102030405250000', 'Mk2=Stimulus,S  1,3,1,0', 'Mk3=Comment,hello\\1 world,7,4,0', ''];
  return { name: 'small.vhdr', bytes: utf8(header.join('\r\n')), siblings: { 'small.eeg': new Uint8Array(array.buffer), 'small.vmrk': utf8(markers.join('\r\n')) } };
}

export async function smallEdf(family: 'EDF' | 'BDF'): Promise<Uint8Array<ArrayBuffer>> {
  const files = createMemoryByteFiles();
  const range = family === 'BDF' ? cytonRange(24) : { physicalMin: -3276.8, physicalMax: 3276.7, digitalMin: -32768, digitalMax: 32767 };
  const writer = await (family === 'BDF' ? createBdfWriter : createEdfWriter)(await files.create('x'), {
    channels: ['C3', 'C4'].map((name) => ({ name, type: 'eeg', unit: 'µV', samplingRateHz: 50, range })),
    startMs: Date.UTC(2026, 0, 2, 3, 4, 5) + 250,
    recordSeconds: 0.2,
    annotationBytesPerRecord: 64,
  });
  writer.annotate({ onsetSeconds: 0.1, durationSeconds: 0.5, text: 'blink' });
  const samples = Float64Array.from({ length: 30 }, (_, index) => (index === 12 ? Number.NaN : index));
  await writer.append([samples, samples]);
  await writer.close();
  return files.contents.get('x') ?? new Uint8Array();
}

/** One small file of every format. */
export async function everyFormat(): Promise<SampleFile[]> {
  return [
    { name: 'x.edf', bytes: await smallEdf('EDF') },
    { name: 'x.bdf', bytes: await smallEdf('BDF') },
    { name: 'v6.txt', bytes: openBciV6() },
    { name: 'v4.txt', bytes: openBciV4() },
    { name: 'v1.txt', bytes: openBciV1() },
    { name: 'OBCI_01.TXT', bytes: openBciSd({ counts: Array.from({ length: 20 }, (_, row) => EEG.map((channel) => row * 100 - channel)) }) },
    { name: 'cyton.csv', bytes: brainFlow(24, { numbers: Array.from({ length: 30 }, (_, row) => row), rateHz: 250 }) },
    { name: 'muse.csv', bytes: muse({ rowCount: 40 }) },
    { name: 'x.xdf', bytes: smallXdf() },
    brainVision(),
  ];
}

/** An EDF of one channel whose header says 0 to 100 µV for 0 to 100, whatever its integers are. */
export function lyingEdf(integers: readonly number[]): Uint8Array<ArrayBuffer> {
  const fields: readonly (readonly [text: string, widthBytes: number])[] = [
    ['0', 8], ['X X X X', 80], ['Startdate X X X X', 80], ['01.01.20', 8], ['00.00.00', 8], ['512', 8], ['', 44], ['1', 8], ['1', 8], ['1', 4],
    ['A1', 16], ['', 80], ['uV', 8], ['0', 8], ['100', 8], ['0', 8], ['100', 8], ['', 80], [String(integers.length), 8], ['', 32],
  ];
  const header = utf8(fields.map(([text, widthBytes]) => text.padEnd(widthBytes)).join(''));
  const bytes = new Uint8Array(header.length + 2 * integers.length);
  bytes.set(header);
  const view = new DataView(bytes.buffer);
  for (const [index, integer] of integers.entries()) view.setInt16(header.length + 2 * index, integer, true);
  return bytes;
}
