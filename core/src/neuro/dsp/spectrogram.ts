import { createFourierTransform } from '../../kernels/index.ts';
import { checkSamplingRate } from './frequency-band.ts';
import { periodicWindow } from './window.ts';

/** Power density over time and frequency. */
export interface Spectrogram {
  /** Middle of each segment, from the first sample. */
  readonly timesSeconds: Float64Array;
  readonly frequenciesHz: Float64Array;
  /** One array a segment, each [frequency], squared unit of the samples per hertz; NaN where a sample was lost. */
  readonly densities: readonly Float64Array[];
}

export interface SpectrogramOptions {
  readonly samplingRateHz: number;
  /** One second when absent. */
  readonly segmentLength?: number | undefined;
  /** Samples that neighbours share; half a segment when absent. */
  readonly overlapLength?: number | undefined;
}

/**
 * Hann windows, each without its mean: `scipy.signal.spectrogram(window='hann')`.
 * @param samples One channel, any unit. A segment with a lost sample (NaN) is NaN.
 * @throws RangeError for a segment longer than the signal or an overlap that cannot be
 */
export function spectrogram(samples: Float64Array, { samplingRateHz, segmentLength = Math.round(samplingRateHz), overlapLength = segmentLength >> 1 }: SpectrogramOptions): Spectrogram {
  checkSamplingRate('compute a spectrogram', samplingRateHz);
  if (!(Number.isInteger(segmentLength) && segmentLength >= 1 && segmentLength <= samples.length)) throw new RangeError(`Cannot compute a spectrogram of ${samples.length} samples with segmentLength ${segmentLength}: it must be a whole number from 1 to that`);
  if (!(Number.isInteger(overlapLength) && overlapLength >= 0 && overlapLength < segmentLength)) throw new RangeError(`Cannot compute a spectrogram with overlapLength ${overlapLength}: it must be a whole number from 0 and below ${segmentLength}`);
  const step = segmentLength - overlapLength;
  const segmentCount = Math.floor((samples.length - overlapLength) / step);
  const window = periodicWindow('hann', segmentLength);
  const windowPower = window.reduce((sum, value) => sum + value * value, 0);
  const transform = createFourierTransform(segmentLength);
  const re = new Float64Array(segmentLength);
  const im = new Float64Array(segmentLength);
  const frequencyCount = (segmentLength >> 1) + 1;
  const densities = Array.from({ length: segmentCount }, (_, segment) => {
    const part = samples.subarray(segment * step, segment * step + segmentLength);
    const mean = part.reduce((sum, value) => sum + value, 0) / segmentLength;
    for (let index = 0; index < segmentLength; index++) re[index] = (part[index] - mean) * window[index];
    im.fill(0);
    transform.forward(re, im);
    return Float64Array.from({ length: frequencyCount }, (__, frequency) => {
      const isOwnMirror = frequency === 0 || 2 * frequency === segmentLength;
      return ((re[frequency] ** 2 + im[frequency] ** 2) * (isOwnMirror ? 1 : 2)) / (samplingRateHz * windowPower);
    });
  });
  return {
    timesSeconds: Float64Array.from({ length: segmentCount }, (_, segment) => (segment * step + segmentLength / 2) / samplingRateHz),
    frequenciesHz: Float64Array.from({ length: frequencyCount }, (_, frequency) => (frequency * samplingRateHz) / segmentLength),
    densities,
  };
}
