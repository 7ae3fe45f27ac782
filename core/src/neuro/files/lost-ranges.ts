import type { Annotation } from '../../ports/index.ts';
import type { SampleRange } from '../recording/index.ts';

/** Marks samples that were never received; the values there only fill the place. */
export const LOST_ANNOTATION = 'BAD_lost';

/** Fills the last record of a file of ours behind the last sample; cut off again when it is read. */
export const PADDING_ANNOTATION = 'BAD_padding';

/** EDF+ names the channel of an annotation behind `@@`. */
export const lostAnnotationOf = (channelName: string): string => `${LOST_ANNOTATION}@@${channelName}`;

/** Sorted, cut to [0, sampleCount), touching and overlapping ones joined. */
export function mergeRanges(ranges: readonly SampleRange[], sampleCount: number): SampleRange[] {
  const merged: { start: number; end: number }[] = [];
  for (const range of ranges.toSorted((left, right) => left.start - right.start)) {
    const start = Math.max(0, range.start);
    const end = Math.min(sampleCount, range.end);
    if (end <= start) continue;
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/** The samples that `BAD_lost` annotations cover, of all channels or of one alone. */
export function lostRangesOf(annotations: readonly Annotation[], samplingRateHz: number, channelName?: string): SampleRange[] {
  const wanted = channelName === undefined ? LOST_ANNOTATION : lostAnnotationOf(channelName);
  return annotations
    .filter(({ text }) => text === wanted)
    .map(({ onsetSeconds, durationSeconds }) => ({ start: Math.round(onsetSeconds * samplingRateHz), end: Math.round((onsetSeconds + durationSeconds) * samplingRateHz) }));
}

/** Writes NaN where samples were lost. `out[0]` is sample `start` of the recording. `lost` is sorted. */
export function fillLost(out: Float64Array, start: number, lost: readonly SampleRange[]): void {
  const end = start + out.length;
  for (let index = firstRangeEndingAfter(lost, start); index < lost.length && lost[index].start < end; index += 1) {
    out.fill(Number.NaN, Math.max(0, lost[index].start - start), lost[index].end - start);
  }
}

function firstRangeEndingAfter(lost: readonly SampleRange[], sampleIndex: number): number {
  let low = 0;
  let high = lost.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lost[middle].end > sampleIndex) high = middle;
    else low = middle + 1;
  }
  return low;
}
