import { createFourierTransform } from '../../kernels/index.ts';
import { checkSamplingRate } from './frequency-band.ts';
import { periodicWindow } from './window.ts';

/** What two channels have in common at each frequency, summed over segments; the scale is free. */
export interface CrossSpectrum {
  readonly frequenciesHz: Float64Array;
  /** Σ |X|², Σ |Y|² */
  readonly firstPower: Float64Array;
  readonly secondPower: Float64Array;
  /** Σ X*·Y: the real part, and the imaginary part with its sign kept and taken away. */
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly absoluteIm: Float64Array;
  readonly segmentCount: number;
}

export interface CrossSpectrumOptions {
  readonly samplingRateHz: number;
  /** Two seconds when absent. */
  readonly segmentLength?: number | undefined;
}

/**
 * Hann windows, half overlapping, each without its mean, as `scipy.signal.csd`. A segment with a lost sample (NaN) in either channel is left out.
 * @throws RangeError for channels of different lengths, or shorter than a segment
 */
export function crossSpectrum(first: Float64Array, second: Float64Array, { samplingRateHz, segmentLength = Math.round(2 * samplingRateHz) }: CrossSpectrumOptions): CrossSpectrum {
  checkSamplingRate('compare channels', samplingRateHz);
  if (first.length !== second.length) throw new RangeError(`Cannot compare channels of ${first.length} and ${second.length} samples`);
  if (!(Number.isInteger(segmentLength) && segmentLength >= 2 && segmentLength <= first.length)) throw new RangeError(`Cannot compare channels of ${first.length} samples with segmentLength ${segmentLength}: it must be a whole number from 2 to that`);
  const window = periodicWindow('hann', segmentLength);
  const transform = createFourierTransform(segmentLength);
  const re = new Float64Array(segmentLength);
  const im = new Float64Array(segmentLength);
  const make = (): Float64Array => new Float64Array((segmentLength >> 1) + 1);
  const sums = { firstPower: make(), secondPower: make(), re: make(), im: make(), absoluteIm: make() };
  let segmentCount = 0;
  for (let start = 0; start + segmentLength <= first.length; start += segmentLength - (segmentLength >> 1)) {
    windowInto(first, start, window, re);
    windowInto(second, start, window, im);
    if (Number.isNaN(re[0] + im[0])) continue;
    segmentCount++;
    transform.forward(re, im);
    for (let frequency = 0; frequency < sums.re.length; frequency++) {
      const mirror = frequency === 0 ? 0 : segmentLength - frequency;
      // The two transforms out of the one of first + i·second.
      const firstRe = (re[frequency] + re[mirror]) / 2;
      const firstIm = (im[frequency] - im[mirror]) / 2;
      const secondRe = (im[frequency] + im[mirror]) / 2;
      const secondIm = (re[mirror] - re[frequency]) / 2;
      const crossIm = firstRe * secondIm - firstIm * secondRe;
      sums.firstPower[frequency] += firstRe * firstRe + firstIm * firstIm;
      sums.secondPower[frequency] += secondRe * secondRe + secondIm * secondIm;
      sums.re[frequency] += firstRe * secondRe + firstIm * secondIm;
      sums.im[frequency] += crossIm;
      sums.absoluteIm[frequency] += Math.abs(crossIm);
    }
  }
  return { ...sums, frequenciesHz: Float64Array.from(sums.re, (_, index) => (index * samplingRateHz) / segmentLength), segmentCount };
}

/** One NaN in the segment makes the mean NaN, and so all of it. */
function windowInto(samples: Float64Array, start: number, window: Float64Array, out: Float64Array): void {
  let sum = 0;
  for (let index = start; index < start + window.length; index++) sum += samples[index];
  const mean = sum / window.length;
  for (let index = 0; index < window.length; index++) out[index] = (samples[start + index] - mean) * window[index];
}
