import { designFir, filterFir } from '../dsp/index.ts';
import { robustSpread } from './robust-spread.ts';

export interface Blink {
  /** Of its highest point. */
  readonly sampleIndex: number;
  /** Between 1 and 10 Hz, µV. */
  readonly amplitudeUv: number;
}

export interface BlinkOptions {
  readonly samplingRateHz: number;
  /** Lowest height and prominence; four times the deviation of the rest and at least 50 µV when absent. */
  readonly thresholdUv?: number | undefined;
  /** Which way a blink goes: up on the forehead against any reference behind it. Default `positive`. */
  readonly polarity?: 'positive' | 'negative' | undefined;
}

const BAND = { lowHz: 1, highHz: 10 };
const LEAST_THRESHOLD_UV = 50;
const DEVIATIONS = 4;
/** A blink falls back on both sides within this. */
const FLANK_SECONDS = 0.25;

/**
 * Blinks on forehead or eye channels: peaks between 1 and 10 Hz that stand out on both sides.
 * The threshold follows the rest of the signal, not its extremes as in `mne.preprocessing.find_eog_events`: one large artefact hides no blink, and a recording without blinks has none.
 * @param samplesUv One or more channels (Fp1, Fp2), averaged; NaN where lost.
 * @throws RangeError for no channel, or a rate too low for 10 Hz
 */
export function findBlinks(samplesUv: readonly Float64Array[], { samplingRateHz, thresholdUv, polarity = 'positive' }: BlinkOptions): Blink[] {
  if (samplesUv.length === 0) throw new RangeError('Cannot find blinks in no channel: give Fp1, Fp2 or an eye channel');
  const sign = polarity === 'positive' ? 1 : -1;
  const average = samplesUv[0].map((_, index) => (sign * samplesUv.reduce((sum, channel) => sum + channel[index], 0)) / samplesUv.length);
  const [filtered] = filterFir([average], designFir({ samplingRateHz, ...BAND }));
  const threshold = thresholdUv ?? Math.max(LEAST_THRESHOLD_UV, DEVIATIONS * robustSpread(filtered).deviation);
  const flank = Math.max(1, Math.round(FLANK_SECONDS * samplingRateHz));

  const blinks: Blink[] = [];
  for (let index = 1; index < filtered.length - 1; index += 1) {
    const height = filtered[index];
    // Comparisons with NaN are false: nothing is found at the edge of what was lost.
    if (!(height > threshold && height >= filtered[index - 1] && height > filtered[index + 1])) continue;
    const before = lowest(filtered, index - flank, index);
    const after = lowest(filtered, index + 1, index + flank + 1);
    if (height - Math.max(before, after) > threshold) blinks.push({ sampleIndex: index, amplitudeUv: sign * height });
  }
  return blinks;
}

function lowest(samples: Float64Array, start: number, end: number): number {
  let least = Infinity;
  for (let index = Math.max(0, start); index < Math.min(samples.length, end); index += 1) if (samples[index] < least) least = samples[index];
  return least;
}
