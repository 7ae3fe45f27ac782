import type { Annotation } from '../../ports/index.ts';
import { designFir, filterFir } from '../dsp/index.ts';
import { robustSpread } from './robust-spread.ts';

export interface MuscleOptions {
  readonly samplingRateHz: number;
  /** How far above the usual, in deviations summed over the channels as √count; 4 as in MNE's `annotate_muscle_zscore`. */
  readonly threshold?: number | undefined;
}

/** Above the rhythms and below the mains: a jaw clench is strongest here of what 250 Hz boards see without their mains hum. */
const BAND = { lowHz: 20, highHz: 40 };
const WINDOW_SECONDS = 0.25;
/** Marks closer than this become one. */
const BRIDGE_SECONDS = 0.5;
/** Log of the factor below which no deviation counts, however steady the rest: 1.5. */
const LEAST_LOG_FACTOR = Math.log(1.5);

/**
 * Stretches of muscle activity (jaw clench, frowning), as annotations that analysis leaves out: `BAD_muscle`.
 * @param samplesUv One array a channel, µV; NaN where lost.
 * @throws RangeError for a rate too low for 40 Hz
 */
export function findMuscle(samplesUv: readonly Float64Array[], { samplingRateHz, threshold = 4 }: MuscleOptions): Annotation[] {
  const windowLength = Math.max(1, Math.round(WINDOW_SECONDS * samplingRateHz));
  const windowCount = Math.floor((samplesUv[0]?.length ?? 0) / windowLength);
  const scores = new Float64Array(windowCount);
  const factors = new Float64Array(windowCount);
  for (const channel of filterFir(samplesUv, designFir({ samplingRateHz, ...BAND }))) {
    const levels = Float64Array.from({ length: windowCount }, (_, window) => Math.log(rootMeanSquare(channel.subarray(window * windowLength, (window + 1) * windowLength))));
    const { median, deviation } = robustSpread(levels);
    for (let window = 0; window < windowCount; window += 1) {
      scores[window] += (levels[window] - median) / (deviation || 1) / Math.sqrt(samplesUv.length);
      factors[window] += (levels[window] - median) / samplesUv.length;
    }
  }
  const windowSeconds = windowLength / samplingRateHz;
  const marks: { start: number; end: number }[] = [];
  for (let window = 0; window < windowCount; window += 1) {
    if (!(scores[window] > threshold && factors[window] > LEAST_LOG_FACTOR)) continue;
    const last = marks.at(-1);
    if (last && (window - last.end) * windowSeconds < BRIDGE_SECONDS) last.end = window + 1;
    else marks.push({ start: window, end: window + 1 });
  }
  return marks.map(({ start, end }) => ({ onsetSeconds: start * windowSeconds, durationSeconds: (end - start) * windowSeconds, text: 'BAD_muscle' }));
}

function rootMeanSquare(samples: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < samples.length; index += 1) sum += samples[index] ** 2;
  return Math.sqrt(sum / samples.length);
}
