import type { Annotation } from '../../ports/index.ts';

/** Open or closed throughout, or changing each so many seconds, open first. */
export type EyesOption = 'open' | 'closed' | { readonly alternateSeconds: number };

export interface Eyes {
  closedAt(sample: number): boolean;
  /** Changes that happen in [start, end), the state at 0 included; none where the eyes never change. */
  annotations(start: number, end: number): Annotation[];
}

/** @throws RangeError for an alternation of no length */
export function createEyes(option: EyesOption, samplingRateHz: number): Eyes {
  if (typeof option === 'string') return { closedAt: () => option === 'closed', annotations: () => [] };
  const { alternateSeconds } = option;
  if (!(alternateSeconds > 0)) throw new RangeError(`Cannot open and close the eyes each ${alternateSeconds} s: the time must be above 0`);
  const periodSamples = Math.max(1, Math.round(alternateSeconds * samplingRateHz));
  const closedAt = (sample: number): boolean => Math.floor(sample / periodSamples) % 2 === 1;
  return {
    closedAt,
    annotations(start, end) {
      const annotations: Annotation[] = [];
      for (let sample = Math.ceil(start / periodSamples) * periodSamples; sample < end; sample += periodSamples) {
        annotations.push({ onsetSeconds: sample / samplingRateHz, durationSeconds: periodSamples / samplingRateHz, text: closedAt(sample) ? 'eyes closed' : 'eyes open' });
      }
      return annotations;
    },
  };
}
