import type { ByteSink } from '../../../ports/index.ts';
import type { RecordingReader } from '../../recording/index.ts';
import { readBlocks } from '../read-blocks.ts';
import { annotationsBySample, lastingCount } from './annotations-by-sample.ts';
import type { ConversionReport, ConversionRequest } from './convert-recording.ts';
import { createRowWriter } from './text-rows.ts';

/** BrainFlow's rows of a board: how many columns, where the electrodes stand, the time and the marker. */
const LAYOUTS = [
  { board: 'Ganglion', channelCount: 4, columnCount: 15, timeColumn: 13, markerColumn: 14 },
  { board: 'Cyton', channelCount: 8, columnCount: 24, timeColumn: 22, markerColumn: 23 },
  { board: 'Cyton and Daisy', channelCount: 16, columnCount: 32, timeColumn: 30, markerColumn: 31 },
] as const;

const PACKET_NUMBERS = 256;

/**
 * The table that BrainFlow's `DataFilter.write_file` makes: tabs, no header, six decimals. The smallest board that has room for the
 * electrodes is taken. Lost samples have no row; the packet number and the time go on over them.
 */
export async function writeBrainFlowCsv(reader: RecordingReader, sink: ByteSink, { channels, signal, onProgress }: ConversionRequest): Promise<ConversionReport> {
  const { info } = reader;
  const warnings: string[] = [];
  const electrodes = channels.filter((index) => info.channels[index].unit === 'µV');
  const others = channels.filter((index) => info.channels[index].unit !== 'µV').map((index) => `"${info.channels[index].name}"`);
  if (others.length > 0) warnings.push(`Left out, as they are no electrodes: ${others.join(', ')}.`);
  const layout = LAYOUTS.find(({ channelCount }) => electrodes.length <= channelCount);
  if (!layout) throw new RangeError(`Cannot write ${electrodes.length} electrodes as BrainFlow's table: its largest board here has 16. Choose channels`);
  warnings.push(`Not in the file: the names of the channels; they stand in columns 1 to ${electrodes.length} as on a ${layout.board}.`);
  const markers = numberMarkers([...annotationsBySample(info)], warnings);
  if (lastingCount(info) > 0) warnings.push(`Not in the file: how long ${lastingCount(info)} annotations last.`);
  if (info.startMs === undefined) warnings.push('The recording tells no start; its times count from 0.');

  const rows = createRowWriter(sink);
  const cells = Array.from({ length: layout.columnCount }, () => '');
  for await (const { start, samples } of readBlocks(reader, { channels: electrodes, signal })) {
    const count = samples.at(0)?.length ?? 0;
    for (let index = 0; index < count; index += 1) {
      const sample = start + index;
      if (samples.every((values) => Number.isNaN(values[index]))) continue;
      cells.fill('0.000000');
      cells[0] = (sample % PACKET_NUMBERS).toFixed(6);
      for (const [position, values] of samples.entries()) cells[position + 1] = Number.isNaN(values[index]) ? 'nan' : values[index].toFixed(6);
      cells[layout.timeColumn] = ((info.startMs ?? 0) / 1000 + sample / info.samplingRateHz).toFixed(6);
      cells[layout.markerColumn] = (markers.get(sample) ?? 0).toFixed(6);
      const handed = rows.write(cells.join('\t'));
      if (handed) await handed;
    }
    onProgress?.(start + count, info.sampleCount);
  }
  await rows.end();
  return { warnings };
}

/** Markers are numbers here: a text that is one keeps it, others are numbered from 1 up, and the numbers are told. */
function numberMarkers(marks: readonly (readonly [number, readonly string[]])[], warnings: string[]): Map<number, number> {
  const numbers = new Map<string, number>();
  const taken = new Set<number>();
  const texts = [...new Set(marks.map(([, each]) => each[0]))];
  for (const text of texts) {
    const value = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
    if (value !== 0) {
      numbers.set(text, value);
      taken.add(value);
    }
  }
  let next = 1;
  const named: string[] = [];
  for (const text of texts.filter((each) => !numbers.has(each))) {
    while (taken.has(next)) next += 1;
    taken.add(next);
    numbers.set(text, next);
    named.push(`${next} = "${text}"`);
  }
  if (named.length > 0) warnings.push(`Markers are numbers in this format: ${named.join(', ')}.`);
  const hiddenCount = marks.reduce((sum, [, each]) => sum + each.length - 1, 0);
  if (hiddenCount > 0) warnings.push(`Not in the file: ${hiddenCount} annotations that begin at the same sample as another.`);
  return new Map(marks.map(([sample, each]) => [sample, numbers.get(each[0]) ?? 0]));
}
