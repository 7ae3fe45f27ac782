import { createFourierTransform, fastSizeFrom } from '../../kernels/index.ts';
import { checkSamplingRate } from './frequency-band.ts';

export interface MorletOptions {
  readonly samplingRateHz: number;
  readonly frequenciesHz: readonly number[];
  /** Oscillations under each wavelet's bell (its width is this over 2πf): one number for all, or one a frequency. Half the frequency gives equal widths in time. */
  readonly cycleCounts: number | readonly number[];
  /** Wavelets without a constant part, as `mne.time_frequency.tfr_morlet` has them; `true` when absent. */
  readonly zeroMean?: boolean | undefined;
}

export interface MorletTransform {
  /** |wavelet coefficient|², one array a frequency, each [sampleCount], squared unit of the samples. */
  power(samples: Float64Array): Float64Array[];
  /** The coefficients themselves, whose angle is the phase. */
  coefficients(samples: Float64Array): { readonly re: Float64Array; readonly im: Float64Array }[];
}

/**
 * Convolution with complex Morlet wavelets, for many signals of one length (epochs): MNE's `tfr_array_morlet`, centred, zeros beyond the edges.
 * @throws RangeError for a frequency that cannot be, or a wavelet longer than the signal
 */
export function createMorletTransform({ samplingRateHz, frequenciesHz, cycleCounts, zeroMean = true, sampleCount }: MorletOptions & { readonly sampleCount: number }): MorletTransform {
  checkSamplingRate('make Morlet wavelets', samplingRateHz);
  if (typeof cycleCounts !== 'number' && cycleCounts.length !== frequenciesHz.length) throw new RangeError(`Cannot make Morlet wavelets of ${frequenciesHz.length} frequencies with ${cycleCounts.length} cycleCounts`);
  const wavelets = frequenciesHz.map((frequencyHz, index) => {
    const cycleCount = typeof cycleCounts === 'number' ? cycleCounts : cycleCounts[index];
    if (!(frequencyHz > 0 && frequencyHz < samplingRateHz / 2)) throw new RangeError(`Cannot make a Morlet wavelet of ${frequencyHz} Hz at ${samplingRateHz} Hz: it must be above 0 and below half the sampling rate`);
    if (!(cycleCount > 0)) throw new RangeError(`Cannot make a Morlet wavelet of ${cycleCount} cycles`);
    const wavelet = morletWavelet({ samplingRateHz, frequencyHz, cycleCount, zeroMean });
    if (wavelet.re.length > sampleCount) throw new RangeError(`Cannot convolve ${sampleCount} samples with a wavelet of ${wavelet.re.length} at ${frequencyHz} Hz: take fewer cycles or longer epochs`);
    return wavelet;
  });
  const longest = wavelets.reduce((length, { re }) => Math.max(length, re.length), 1);
  const size = fastSizeFrom(sampleCount + longest - 1);
  const transform = createFourierTransform(size);
  const responses = wavelets.map(({ re, im }) => {
    const responseRe = new Float64Array(size);
    const responseIm = new Float64Array(size);
    responseRe.set(re);
    responseIm.set(im);
    transform.forward(responseRe, responseIm);
    return { re: responseRe, im: responseIm, offset: (re.length - 1) >> 1 };
  });

  const coefficients = (samples: Float64Array): { re: Float64Array; im: Float64Array }[] => {
    if (samples.length !== sampleCount) throw new RangeError(`Cannot convolve ${samples.length} samples: the wavelets were made for ${sampleCount}`);
    const spectrumRe = new Float64Array(size);
    const spectrumIm = new Float64Array(size);
    spectrumRe.set(samples);
    transform.forward(spectrumRe, spectrumIm);
    return responses.map((response) => {
      const re = new Float64Array(size);
      const im = new Float64Array(size);
      for (let index = 0; index < size; index++) {
        re[index] = spectrumRe[index] * response.re[index] - spectrumIm[index] * response.im[index];
        im[index] = spectrumRe[index] * response.im[index] + spectrumIm[index] * response.re[index];
      }
      transform.inverse(re, im);
      return { re: re.slice(response.offset, response.offset + sampleCount), im: im.slice(response.offset, response.offset + sampleCount) };
    });
  };
  return { coefficients, power: (samples) => coefficients(samples).map(({ re, im }) => re.map((value, index) => value * value + im[index] * im[index])) };
}

/** @see createMorletTransform, for many signals of one length */
export function morletPower(samples: Float64Array, options: MorletOptions): Float64Array[] {
  return createMorletTransform({ ...options, sampleCount: samples.length }).power(samples);
}

/** Five standard deviations to each side of a sample at 0; the real part has unit energy. @see Tallon-Baudry et al. (1997); MNE 1.3 morlet */
function morletWavelet({ samplingRateHz, frequencyHz, cycleCount, zeroMean }: { samplingRateHz: number; frequencyHz: number; cycleCount: number; zeroMean: boolean }): { re: Float64Array; im: Float64Array } {
  const sigmaSeconds = cycleCount / (2 * Math.PI * frequencyHz);
  // As numpy counts: arange(0, 5σ, 1/rate).
  const sideCount = Math.ceil(5 * sigmaSeconds / (1 / samplingRateHz));
  const length = 2 * sideCount - 1;
  const re = new Float64Array(length);
  const im = new Float64Array(length);
  const offset = zeroMean ? Math.exp(-2 * (Math.PI * frequencyHz * sigmaSeconds) ** 2) : 0;
  let energy = 0;
  for (let index = 0; index < length; index++) {
    const timeSeconds = (index - sideCount + 1) / samplingRateHz;
    const bell = Math.exp(-(timeSeconds ** 2) / (2 * sigmaSeconds ** 2));
    const angleRad = 2 * Math.PI * frequencyHz * timeSeconds;
    re[index] = (Math.cos(angleRad) - offset) * bell;
    im[index] = Math.sin(angleRad) * bell;
    energy += re[index] ** 2 + im[index] ** 2;
  }
  const scale = 1 / Math.sqrt(0.5 * energy);
  return { re: re.map((value) => value * scale), im: im.map((value) => value * scale) };
}
