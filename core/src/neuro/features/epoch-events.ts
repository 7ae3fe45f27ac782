import type { Annotation } from '../../ports/index.ts';
import { roundHalfToEven } from '../dsp/index.ts';

/** A moment that epochs are cut around. */
export interface EpochEvent {
  /** Number of the sample it falls on, from the recording's first. */
  readonly sampleIndex: number;
  readonly label: string;
}

/** What MNE's `events_from_annotations` leaves out unless told otherwise: marks about the data, not about the task. */
const NOT_AN_EVENT = /^(bad|edge)/i;

/**
 * Events from annotations, by onset rounded to the sample.
 * @param options.labels Annotation texts to take; all but `BAD_…` and `EDGE…` when absent.
 */
export function eventsFromAnnotations(annotations: readonly Annotation[], { samplingRateHz, labels }: { readonly samplingRateHz: number; readonly labels?: readonly string[] | undefined }): EpochEvent[] {
  return annotations
    .filter(({ text }) => (labels === undefined ? !NOT_AN_EVENT.test(text) : labels.includes(text)))
    .map(({ onsetSeconds, text }) => ({ sampleIndex: roundHalfToEven(onsetSeconds * samplingRateHz), label: text }))
    .toSorted((a, b) => a.sampleIndex - b.sampleIndex);
}

export interface FixedLengthOptions {
  readonly samplingRateHz: number;
  readonly durationSeconds: number;
  /** Of each event with the next, below the duration. Default 0. */
  readonly overlapSeconds?: number | undefined;
  readonly startSeconds?: number | undefined;
  readonly label?: string | undefined;
}

/**
 * Events at equal distances that leave room for `durationSeconds` after each: cut them from 0 to `durationSeconds` less one sample.
 * @throws RangeError for a duration below one sample, or an overlap that would never move on
 */
export function fixedLengthEvents(sampleCount: number, { samplingRateHz, durationSeconds, overlapSeconds = 0, startSeconds = 0, label = 'fixed' }: FixedLengthOptions): EpochEvent[] {
  if (!(durationSeconds * samplingRateHz >= 1)) throw new RangeError(`Cannot make events of ${durationSeconds} s at ${samplingRateHz} Hz: that is less than one sample`);
  if (!(overlapSeconds >= 0 && overlapSeconds < durationSeconds)) throw new RangeError(`Cannot overlap events of ${durationSeconds} s by ${overlapSeconds} s: the overlap must be at least 0 and below the duration`);
  const first = roundHalfToEven(startSeconds * samplingRateHz);
  const last = sampleCount - roundHalfToEven(durationSeconds * samplingRateHz);
  const step = samplingRateHz * (durationSeconds - overlapSeconds);
  const events: EpochEvent[] = [];
  for (let index = 0; first + index * step <= last; index += 1) events.push({ sampleIndex: Math.floor(first + index * step), label });
  return events;
}
