import { throwIfAborted } from '../../../foundation/index.ts';
import type { ByteSource } from '../../../ports/index.ts';
import type { RecordingInfo, RecordingReader } from '../../recording/index.ts';
import { cytonRange } from '../edf/edf-ranges.ts';
import { corruptRecording } from '../corrupt-recording.ts';
import { fillLost, mergeRanges } from '../lost-ranges.ts';
import { checkReadRequest } from '../read-request.ts';
import { indexTable, LARGEST_SECONDS, ROWS_PER_ENTRY } from './index-table.ts';
import { lineEnd, readLines } from './read-lines.ts';
import type { Table } from './table.ts';

/** Seconds since the epoch are larger; smaller ones are of a clock that began with the machine. */
const EARLIEST_EPOCH_SECONDS = 3e8;

/**
 * A table of samples as a recording. One pass finds its rows and its holes; after that only the rows asked for are read.
 * @param options.isAds1299 The electrodes are counts of a Cyton or Daisy, so a copy in 24 bits can be exact.
 */
export async function openTable(source: ByteSource, table: Table, { signal, isAds1299 = false }: { signal?: AbortSignal | undefined; isAds1299?: boolean } = {}): Promise<RecordingReader> {
  const index = await indexTable(source, table, { signal });
  const { timeline, samplingRateHz, largest, firstTimeSeconds } = index;
  const kept = table.channels.filter(({ column, dropsWhenZero }) => !(dropsWhenZero && largest[column] === 0));
  const dropped = table.channels.filter((each) => !kept.includes(each)).map(({ channel }) => channel.name);
  const largestUv = kept.reduce((most, { column, channel }) => (channel.unit === 'µV' ? Math.max(most, largest[column]) : most), 0);
  const range = isAds1299 ? rangeOfAds1299(largestUv) : undefined;
  const isEpoch = firstTimeSeconds !== undefined && firstTimeSeconds > EARLIEST_EPOCH_SECONDS && firstTimeSeconds < LARGEST_SECONDS;
  const info: RecordingInfo = {
    format: table.format,
    channels: kept.map(({ channel }) => ({ ...channel, samplingRateHz })),
    integerRanges: kept.map(({ channel }) => (channel.unit === 'µV' ? range : undefined)),
    samplingRateHz,
    sampleCount: timeline.sampleCount,
    startMs: isEpoch ? Math.round(firstTimeSeconds * 1e6) / 1e3 : undefined,
    annotations: index.markers,
    lost: mergeRanges(timeline.lostRanges(), timeline.sampleCount),
    warnings: [...table.warnings, ...index.warnings],
    details: { ...table.details, ...(dropped.length > 0 ? { 'columns left out, always 0': dropped.join(', ') } : {}) },
  };
  const close = (): Promise<void> => source.close();
  return {
    info,
    async read(options = {}) {
      const { channels, start, end, signal: readSignal } = checkReadRequest(info, options);
      const columns = channels.map((channel) => kept[channel].column);
      const outs = channels.map(() => new Float64Array(end - start).fill(Number.NaN));
      const firstRow = timeline.rowOfSample(start);
      const endRow = timeline.rowOfSample(end);
      if (outs.length === 0 || firstRow >= endRow) return outs;
      const entry = Math.floor(firstRow / ROWS_PER_ENTRY);
      const values = new Float64Array(table.columnCount);
      let row = entry * ROWS_PER_ENTRY;
      // a short request reads a short piece of the file
      const entryBytes = index.entryOffsetsBytes.at(entry);
      const endEntry = Math.floor((endRow - 1) / ROWS_PER_ENTRY) + 1;
      const endBytes = endEntry < index.entryOffsetsBytes.length ? index.entryOffsetsBytes.at(endEntry) : source.sizeBytes;
      for await (const { bytes } of readLines(source, entryBytes, { signal: readSignal, endBytes })) {
        throwIfAborted(readSignal);
        for (let lineStart = 0; lineStart < bytes.length && row < endRow; ) {
          const lineStop = lineEnd(bytes, lineStart);
          const kind = table.parseLine(bytes, lineStart, lineStop, values);
          lineStart = lineStop + 1;
          if (kind !== 'row') continue;
          if (row >= firstRow) {
            const at = timeline.sampleOfRow(row) - start;
            for (let position = 0; position < columns.length; position += 1) outs[position][at] = values[columns[position]];
          }
          row += 1;
        }
      }
      if (row < endRow) throw corruptRecording(source, endBytes, `${endRow - row} rows are gone that were there when the file was opened.`);
      for (const out of outs) fillLost(out, start, info.lost);
      return outs;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The highest gain whose full scale holds the values. Every gain divides 24: counts of a lower gain lie on the same grid. */
function rangeOfAds1299(largestUv: number): ReturnType<typeof cytonRange> | undefined {
  const gain = [24, 12, 8, 6, 4, 2, 1].find((each) => largestUv <= 4.5e6 / each + 0.01);
  return gain === undefined ? undefined : cytonRange(gain);
}
