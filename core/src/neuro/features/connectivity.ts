import { analyticSignal, crossSpectrum, type CrossSpectrumOptions } from '../dsp/index.ts';

/** A measure between two channels, frequency by frequency, each 0 to 1; NaN where no segment was whole. */
export interface Connectivity {
  readonly frequenciesHz: Float64Array;
  readonly values: Float64Array;
  readonly segmentCount: number;
}

/** Magnitude-squared coherence: `scipy.signal.coherence(nperseg=2·fs)`. With one segment it is 1 and means nothing. */
export function coherence(first: Float64Array, second: Float64Array, options: CrossSpectrumOptions): Connectivity {
  const { frequenciesHz, firstPower, secondPower, re, im, segmentCount } = crossSpectrum(first, second, options);
  return { frequenciesHz, segmentCount, values: re.map((value, index) => (value * value + im[index] * im[index]) / (firstPower[index] * secondPower[index])) };
}

/**
 * Weighted phase-lag index |Σ Im| / Σ |Im| over segments: blind to what reaches both electrodes at once, as volume conduction does.
 * @see Vinck et al. (2011)
 */
export function weightedPhaseLagIndex(first: Float64Array, second: Float64Array, options: CrossSpectrumOptions): Connectivity {
  const { frequenciesHz, firstPower, secondPower, im, absoluteIm, segmentCount } = crossSpectrum(first, second, options);
  const values = im.map((value, index) => {
    // An imaginary part that is only rounding is no lag.
    const isRounding = absoluteIm[index] <= 1e-12 * Math.sqrt(firstPower[index] * secondPower[index]);
    return segmentCount > 0 && isRounding ? 0 : Math.abs(value) / absoluteIm[index];
  });
  return { frequenciesHz, segmentCount, values };
}

/**
 * Phase-locking value |mean e^(i·phase difference)| of two signals that were filtered to one band, 0 to 1.
 * @throws RangeError for different lengths, or a channel with lost samples: their phase has no meaning around a hole
 * @see Lachaux et al. (1999)
 */
export function phaseLockingValue(first: Float64Array, second: Float64Array): number {
  if (first.length !== second.length) throw new RangeError(`Cannot compare channels of ${first.length} and ${second.length} samples`);
  if (first.some(Number.isNaN) || second.some(Number.isNaN)) throw new RangeError('Cannot compare phases across lost samples (NaN): pass one good stretch');
  const left = analyticSignal(first);
  const right = analyticSignal(second);
  let [sumRe, sumIm] = [0, 0];
  for (let index = 0; index < first.length; index++) {
    const re = left.re[index] * right.re[index] + left.im[index] * right.im[index];
    const im = left.im[index] * right.re[index] - left.re[index] * right.im[index];
    const length = Math.hypot(re, im);
    if (length === 0) continue;
    sumRe += re / length;
    sumIm += im / length;
  }
  return Math.hypot(sumRe, sumIm) / first.length;
}
