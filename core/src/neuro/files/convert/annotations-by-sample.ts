import type { RecordingInfo } from '../../recording/index.ts';
import { LOST_ANNOTATION } from '../lost-ranges.ts';

/** Annotations by the sample they begin at, the nearest one that the recording has; `BAD_lost` left out. */
export function annotationsBySample({ annotations, samplingRateHz, sampleCount }: RecordingInfo): Map<number, string[]> {
  const bySample = new Map<number, string[]>();
  for (const { onsetSeconds, text } of annotations) {
    if (text === LOST_ANNOTATION) continue;
    const sample = Math.min(Math.max(0, Math.round(onsetSeconds * samplingRateHz)), Math.max(0, sampleCount - 1));
    bySample.set(sample, [...(bySample.get(sample) ?? []), text]);
  }
  return bySample;
}

/** How many annotations last: a text table only has their beginnings. */
export const lastingCount = ({ annotations }: RecordingInfo): number => annotations.filter(({ durationSeconds, text }) => durationSeconds > 0 && text !== LOST_ANNOTATION).length;
