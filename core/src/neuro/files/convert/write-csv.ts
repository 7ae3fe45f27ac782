import type { ByteSink } from '../../../ports/index.ts';
import type { RecordingReader } from '../../recording/index.ts';
import { readBlocks } from '../read-blocks.ts';
import { annotationsBySample, lastingCount } from './annotations-by-sample.ts';
import type { ConversionReport, ConversionRequest } from './convert-recording.ts';
import { createRowWriter } from './text-rows.ts';

/**
 * A table for other programs: `time` in seconds, one column a channel in its unit, then the annotations that begin at the sample.
 * A lost sample is an empty cell. Numbers are the shortest texts that read back as the same doubles.
 */
export async function writeCsv(reader: RecordingReader, sink: ByteSink, { channels, signal, onProgress }: ConversionRequest): Promise<ConversionReport> {
  const { info } = reader;
  const rows = createRowWriter(sink);
  const marks = annotationsBySample(info);
  await rows.write(['time', ...channels.map((index) => `${info.channels[index].name}${info.channels[index].unit === '' ? '' : ` (${info.channels[index].unit})`}`), 'annotation'].map(quoteCell).join(','));
  for await (const { start, samples } of readBlocks(reader, { channels, signal })) {
    const count = samples.at(0)?.length ?? 0;
    for (let index = 0; index < count; index += 1) {
      const sample = start + index;
      let row = String(Number((sample / info.samplingRateHz).toFixed(9)));
      for (const values of samples) row += Number.isNaN(values[index]) ? ',' : `,${values[index]}`;
      row += `,${marks.size > 0 ? quoteCell((marks.get(sample) ?? []).join('; ')) : ''}`;
      const handed = rows.write(row);
      if (handed) await handed;
    }
    onProgress?.(start + count, info.sampleCount);
  }
  await rows.end();
  const warnings: string[] = [];
  if (info.startMs !== undefined) warnings.push('Not in the file: the start time; its times count from the first sample.');
  if (lastingCount(info) > 0) warnings.push(`Not in the file: how long ${lastingCount(info)} annotations last.`);
  return { warnings };
}

function quoteCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
