import type { ChannelQuality, ChannelState } from '../../ports/index.ts';

export interface QualityOptions {
  readonly channelNames: readonly string[];
  readonly samplingRateHz: number;
  /** Mains frequency, 50 or 60. */
  readonly lineFrequencyHz: number;
  /**
   * Where the amplifier clips, µV (Cyton: 4.5e6 / gain); one for all channels or one each.
   * Absent, for a file that does not tell: `fullScaleRatio` is 0 and no channel counts as railed.
   */
  readonly fullScaleUv?: number | readonly number[] | undefined;
  /** How far back to look. Default 3, as the OpenBCI GUI does. */
  readonly windowSeconds?: number | undefined;
  /** Peak-to-peak above which a channel is noisy. Default 150. */
  readonly noisyUv?: number | undefined;
}

/** The OpenBCI GUI's limits (W_SignalCheck, DataStatus): above 90 % of full scale is railed, above 75 % nearly. */
const RAILED_RATIO = 0.9;
const NEAR_RAILED_RATIO = 0.75;
const FLAT_UV = 1;
export const DEFAULT_WINDOW_SECONDS = 3;
const DEFAULT_NOISY_UV = 150;

/**
 * How well each electrode sits, judged on the last seconds of the samples.
 * Peak-to-peak is taken about a fitted straight line, because a DC-coupled amplifier drifts by more than a brain gives; flatness is judged on the samples as they are.
 * @param samplesUv One array a channel, µV, all of one length; NaN (lost) samples are passed over. A window with nothing in it is flat.
 * @throws RangeError when the counts of arrays, names and full scales differ
 */
export function assessQuality(samplesUv: readonly Float64Array[], options: QualityOptions): ChannelQuality[] {
  checkQualityOptions(samplesUv.length, options);
  const windowCount = windowSampleCount(options);
  return samplesUv.map((samples, channel) => assessWindow(samples.subarray(Math.max(0, samples.length - windowCount)), channel, options));
}

export function windowSampleCount({ samplingRateHz, windowSeconds = DEFAULT_WINDOW_SECONDS }: QualityOptions): number {
  return Math.max(1, Math.round(samplingRateHz * windowSeconds));
}

export function checkQualityOptions(channelCount: number, { channelNames, fullScaleUv, samplingRateHz, windowSeconds = DEFAULT_WINDOW_SECONDS }: QualityOptions): void {
  if (channelNames.length !== channelCount) throw new RangeError(`Cannot assess ${channelCount} channels with ${channelNames.length} names`);
  if (typeof fullScaleUv === 'object' && fullScaleUv.length !== channelCount) throw new RangeError(`Cannot assess ${channelCount} channels with ${fullScaleUv.length} full scales`);
  if (!(samplingRateHz > 0 && windowSeconds > 0)) throw new RangeError(`Cannot assess quality: samplingRateHz ${samplingRateHz} and windowSeconds ${windowSeconds} must be above 0`);
}

/** Judges one channel on exactly these samples. */
export function assessWindow(samplesUv: Float64Array, channel: number, options: QualityOptions): ChannelQuality {
  const { lowest, highest, highestAbsolute, count, slope, middle, middleIndex } = describe(samplesUv);
  const fullScaleUv = typeof options.fullScaleUv === 'number' ? options.fullScaleUv : options.fullScaleUv?.[channel];
  const fullScaleRatio = fullScaleUv === undefined ? 0 : highestAbsolute / fullScaleUv;

  let residualLowest = 0;
  let residualHighest = 0;
  // A Hann window keeps what is left of the drift away from the mains frequency.
  let real = 0;
  let imaginary = 0;
  let weightSum = 0;
  const radiansPerSample = (2 * Math.PI * options.lineFrequencyHz) / options.samplingRateHz;
  for (let index = 0; index < samplesUv.length; index += 1) {
    const residual = samplesUv[index] - middle - slope * (index - middleIndex);
    if (Number.isNaN(residual)) continue;
    if (residual < residualLowest) residualLowest = residual;
    if (residual > residualHighest) residualHighest = residual;
    const weight = 1 - Math.cos((2 * Math.PI * (index + 0.5)) / samplesUv.length);
    real += weight * residual * Math.cos(radiansPerSample * index);
    imaginary += weight * residual * Math.sin(radiansPerSample * index);
    weightSum += weight;
  }
  const peakToPeakUv = residualHighest - residualLowest;
  const underNyquist = options.lineFrequencyHz < options.samplingRateHz / 2;

  return {
    channelName: options.channelNames[channel],
    state: stateOf({ fullScaleRatio, rawPeakToPeakUv: count === 0 ? 0 : highest - lowest, peakToPeakUv, noisyUv: options.noisyUv ?? DEFAULT_NOISY_UV }),
    peakToPeakUv,
    fullScaleRatio,
    lineNoiseUv: underNyquist && weightSum > 0 ? (2 * Math.hypot(real, imaginary)) / weightSum : 0,
  };
}

function stateOf({ fullScaleRatio, rawPeakToPeakUv, peakToPeakUv, noisyUv }: { fullScaleRatio: number; rawPeakToPeakUv: number; peakToPeakUv: number; noisyUv: number }): ChannelState {
  // Railed comes first: an input pinned to the rail is flat too, and the rail is the reason.
  if (fullScaleRatio > RAILED_RATIO) return 'railed';
  if (rawPeakToPeakUv < FLAT_UV) return 'flat';
  if (fullScaleRatio > NEAR_RAILED_RATIO) return 'near-railed';
  return peakToPeakUv > noisyUv ? 'noisy' : 'good';
}

/** Extremes and the least-squares line of what is not NaN. */
function describe(samplesUv: Float64Array) {
  let lowest = Infinity;
  let highest = -Infinity;
  let count = 0;
  let sum = 0;
  let indexSum = 0;
  for (let index = 0; index < samplesUv.length; index += 1) {
    const sample = samplesUv[index];
    if (Number.isNaN(sample)) continue;
    if (sample < lowest) lowest = sample;
    if (sample > highest) highest = sample;
    count += 1;
    sum += sample;
    indexSum += index;
  }
  const middle = count === 0 ? 0 : sum / count;
  const middleIndex = count === 0 ? 0 : indexSum / count;
  let covariance = 0;
  let spread = 0;
  for (let index = 0; index < samplesUv.length; index += 1) {
    if (Number.isNaN(samplesUv[index])) continue;
    covariance += (index - middleIndex) * (samplesUv[index] - middle);
    spread += (index - middleIndex) ** 2;
  }
  const highestAbsolute = count === 0 ? 0 : Math.max(Math.abs(lowest), Math.abs(highest));
  return { lowest, highest, highestAbsolute, count, middle, middleIndex, slope: spread === 0 ? 0 : covariance / spread };
}
