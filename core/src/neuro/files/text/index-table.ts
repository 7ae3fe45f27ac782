import type { Annotation, ByteSource } from '../../../ports/index.ts';
import { corruptRecording } from '../corrupt-recording.ts';
import { findCounterRule, type CounterRule } from './counter-rule.ts';
import { createGrowingNumbers, type GrowingNumbers } from './growing-numbers.ts';
import { lineEnd, readLines } from './read-lines.ts';
import { createRowTimeline, type RowTimeline } from './row-timeline.ts';
import type { Table } from './table.ts';

/** What one pass over a table found: little, however long the table is. */
export interface TableIndex {
  readonly samplingRateHz: number;
  readonly timeline: RowTimeline;
  /** Where every `ROWS_PER_ENTRY`-th row begins. */
  readonly entryOffsetsBytes: GrowingNumbers;
  readonly markers: readonly Annotation[];
  readonly firstTimeSeconds: number | undefined;
  /** Largest |value| of each column. */
  readonly largest: Float64Array;
  readonly warnings: readonly string[];
}

export const ROWS_PER_ENTRY = 256;
/** Rows that show how the counter counts and how fast the rows come. */
const SAMPLED_ROWS = 4096;
/** A table of which more rows cannot be read is another kind of file. */
const MOST_BROKEN_SHARE = 0.2;
/** Later than this in seconds would be the year 5138: such a time is in milliseconds. */
export const LARGEST_SECONDS = 1e11;
const USUAL_RATES_HZ = [100, 125, 128, 200, 220, 250, 256, 500, 512, 1000, 1024, 2000, 2048, 4000, 8000, 16000];

/** @throws IzaError `recording-corrupt` when rows are no rows; `aborted` */
export async function indexTable(source: ByteSource, table: Table, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<TableIndex> {
  const sampled = await sampleRows(source, table, signal);
  const warnings: string[] = [];
  if (table.counterColumn !== undefined && !sampled.rule && sampled.rowCount > 1) warnings.push('The counter of the rows counts nothing that can be followed: lost samples only show in the times.');
  const samplingRateHz = chooseRate(table, sampled, warnings);
  const timeline = createRowTimeline({ rule: sampled.rule, samplingRateHz });
  const entryOffsetsBytes = createGrowingNumbers();
  const marks: { row: number; text: string }[] = [];
  const lastMarks = table.markerColumns.map(() => 0);
  const largest = new Float64Array(table.columnCount);
  const values = new Float64Array(table.columnCount);
  let firstTimeSeconds: number | undefined;
  let brokenCount = 0;
  let firstBrokenBytes = 0;
  let lastBrokenBytes = 0;
  let lastRowBytes = table.dataStartBytes;

  for await (const { bytes, offsetBytes } of readLines(source, table.dataStartBytes, { signal })) {
    for (let start = 0; start < bytes.length; ) {
      const end = lineEnd(bytes, start);
      const kind = table.parseLine(bytes, start, end, values);
      const lineBytes = offsetBytes + start;
      start = end + 1;
      if (kind === 'other') continue;
      if (kind === 'broken') {
        if (brokenCount === 0) firstBrokenBytes = lineBytes;
        brokenCount += 1;
        lastBrokenBytes = lineBytes;
        timeline.addUnreadable();
        continue;
      }
      lastRowBytes = lineBytes;
      const row = timeline.rowCount;
      if (row % ROWS_PER_ENTRY === 0) entryOffsetsBytes.push(lineBytes);
      const timeSeconds = table.timeColumn === undefined ? Number.NaN : secondsOf(values[table.timeColumn]);
      firstTimeSeconds ??= Number.isNaN(timeSeconds) ? undefined : timeSeconds;
      timeline.add(table.counterColumn === undefined ? Number.NaN : values[table.counterColumn], timeSeconds);
      for (let column = 0; column < values.length; column += 1) {
        const size = Math.abs(values[column]);
        if (size > largest[column]) largest[column] = size;
      }
      for (const [index, column] of table.markerColumns.entries()) {
        const mark = values[column];
        // a board without a free marker line repeats it; each change is one event
        if (mark !== 0 && mark !== lastMarks[index] && !Number.isNaN(mark)) marks.push({ row, text: String(mark) });
        lastMarks[index] = mark;
      }
    }
  }
  timeline.end();
  if (timeline.rowCount === 0) throw corruptRecording(source, table.dataStartBytes, 'no row of samples follows the header.');
  // a last line that was cut off is what a crash leaves, not damage
  const isCutAtEnd = brokenCount === 1 && lastBrokenBytes > lastRowBytes;
  if (brokenCount > Math.max(1, MOST_BROKEN_SHARE * timeline.rowCount)) throw corruptRecording(source, firstBrokenBytes, `this and ${brokenCount - 1} other lines are no rows of ${table.columnCount} numbers: the file is damaged, or of another kind.`);
  if (isCutAtEnd) warnings.push(`The last line, at byte ${lastBrokenBytes}, is cut off and left out.`);
  else if (brokenCount > 0) warnings.push(`${brokenCount} lines cannot be read, the first at byte ${firstBrokenBytes}; their samples are lost.`);
  if (timeline.brokenPairCount > 0) warnings.push(`${timeline.brokenPairCount} rows carry a number that was there before or belongs to no pair: they may be made of halves of different times and are taken as lost.`);
  if (timeline.lostTurnCount > 0) warnings.push(`The times show ${timeline.lostTurnCount} whole turns of the counter lost that the counter itself cannot show.`);
  if (sampled.rule && table.timeColumn === undefined) warnings.push('The file has no times: a loss of a whole turn of the counter cannot be seen.');
  const markers = marks.map(({ row, text }): Annotation => ({ onsetSeconds: timeline.sampleOfRow(row) / samplingRateHz, durationSeconds: 0, text }));
  return { samplingRateHz, timeline, entryOffsetsBytes, markers, firstTimeSeconds, largest, warnings };
}

const secondsOf = (time: number): number => (time > LARGEST_SECONDS ? time / 1000 : time);

interface SampledRows {
  readonly rule: CounterRule | undefined;
  readonly rowCount: number;
  /** Rows a second by the times, losses counted; `undefined` where there are none. */
  readonly measuredHz: number | undefined;
}

async function sampleRows(source: ByteSource, table: Table, signal: AbortSignal | undefined): Promise<SampledRows> {
  const counters: number[] = [];
  const times: number[] = [];
  const values = new Float64Array(table.columnCount);
  sampling: for await (const { bytes } of readLines(source, table.dataStartBytes, { signal })) {
    for (let start = 0; start < bytes.length; ) {
      const end = lineEnd(bytes, start);
      if (table.parseLine(bytes, start, end, values) === 'row') {
        if (table.counterColumn !== undefined) counters.push(values[table.counterColumn]);
        times.push(table.timeColumn === undefined ? Number.NaN : secondsOf(values[table.timeColumn]));
        if (times.length === SAMPLED_ROWS) break sampling;
      }
      start = end + 1;
    }
  }
  const spanSeconds = (times.at(-1) ?? Number.NaN) - (times.at(0) ?? Number.NaN);
  return { rule: findCounterRule(counters), rowCount: times.length, measuredHz: times.length > 64 && spanSeconds > 0 ? (times.length - 1) / spanSeconds : undefined };
}

/** The rate that is said, unless the times clearly tell of another usual one. */
function chooseRate({ samplingRateHz: saidHz }: Table, { measuredHz }: SampledRows, warnings: string[]): number {
  if (measuredHz === undefined || !(measuredHz > 0.1 && measuredHz < 20_000)) {
    if (saidHz === undefined) warnings.push('Neither a header nor times tell the rate: 250 Hz is taken.');
    return saidHz ?? 250;
  }
  const nearest = USUAL_RATES_HZ.reduce((best, rate) => (Math.abs(Math.log(rate / measuredHz)) < Math.abs(Math.log(best / measuredHz)) ? rate : best));
  const measured = Math.abs(nearest / measuredHz - 1) < 0.1 ? nearest : Number(measuredHz.toPrecision(6));
  if (saidHz === undefined) return measured;
  if (Math.abs(measuredHz / saidHz - 1) > 0.3) {
    warnings.push(`The times tell of about ${measuredHz.toFixed(1)} rows a second, the header or the board of ${saidHz}, which is taken.`);
  }
  return saidHz;
}
