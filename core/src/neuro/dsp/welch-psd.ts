import { createPowerSum, type PowerSum } from '../../kernels/index.ts';
import { checkSamplingRate } from './frequency-band.ts';
import { goodStretches } from './good-stretches.ts';
import type { Spectrum } from './spectrum.ts';
import { periodicWindow } from './window.ts';

export interface WelchOptions {
  readonly samplingRateHz: number;
  /**
   * `mne`: Hamming window, 256 samples, no overlap, as `mne.time_frequency.psd_array_welch`. `scipy`: Hann window, two seconds, half
   * overlapping, as `scipy.signal.welch(nperseg=2·fs)`. Both take each segment's mean away.
   */
  readonly convention: 'mne' | 'scipy';
  readonly segmentLength?: number | undefined;
  /** Samples that neighbours share. */
  readonly overlapLength?: number | undefined;
  /** Which kernel to use; the fastest that runs here when absent. */
  readonly engine?: PowerSum['name'] | undefined;
}

/**
 * The power density of one channel by Welch's method. Segments never span a lost sample (NaN).
 * @param samples Any unit; the density is in its square per hertz.
 * @throws RangeError for no samples, or for a segment length or overlap that cannot be
 * @see Welch (1967)
 */
export function welchPsd(samples: Float64Array, { samplingRateHz, convention, segmentLength, overlapLength, engine }: WelchOptions): Spectrum {
  checkSamplingRate('compute a power density', samplingRateHz);
  const wantedLength = segmentLength ?? (convention === 'mne' ? 256 : Math.max(1, Math.round(2 * samplingRateHz)));
  if (!(Number.isInteger(wantedLength) && wantedLength >= 1)) throw new RangeError(`Cannot compute a power density with segmentLength ${wantedLength}: it must be a whole number of samples from 1`);
  if (samples.length === 0) throw new RangeError('Cannot compute a power density of no samples');
  const length = Math.min(wantedLength, samples.length);
  const overlap = Math.min(overlapLength ?? (convention === 'mne' ? 0 : length >> 1), length);
  if (!(Number.isInteger(overlap) && overlap >= 0 && overlap < length)) throw new RangeError(`Cannot compute a power density with overlapLength ${overlap}: it must be a whole number from 0 and below the segment's ${length} samples`);

  // A signal shorter than a segment: MNE fills up with zeros, SciPy makes the transform shorter.
  const transformLength = convention === 'mne' ? wantedLength : length;
  const window = periodicWindow(convention === 'mne' ? 'hamming' : 'hann', length);
  const powers = createPowerSum({ size: transformLength, window, engine });
  let segmentCount = 0;
  let lane = 0;
  for (const { start, end } of goodStretches(samples)) {
    for (let at = start; at + length <= end; at += length - overlap) {
      powers.lanes[lane].set(samples.subarray(at, at + length));
      segmentCount++;
      lane = (lane + 1) % powers.lanes.length;
      if (lane === 0) powers.add();
    }
  }
  if (lane > 0) {
    for (; lane < powers.lanes.length; lane++) powers.lanes[lane].fill(0);
    powers.add();
  }

  const density = powers.total();
  let windowPower = 0;
  for (const value of window) windowPower += value * value;
  const scale = 1 / (samplingRateHz * windowPower * segmentCount);
  for (let index = 0; index < density.length; index++) {
    // 0 Hz and half the sampling rate have no mirror image that the one side stands for.
    const isOwnMirror = index === 0 || 2 * index === transformLength;
    density[index] = segmentCount === 0 ? NaN : density[index] * scale * (isOwnMirror ? 1 : 2);
  }
  return { frequenciesHz: Float64Array.from(density, (_, index) => (index * samplingRateHz) / transformLength), density, segmentCount };
}
