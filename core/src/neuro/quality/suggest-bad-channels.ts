import { designFir, filterFir } from '../dsp/index.ts';
import { robustSpread } from './robust-spread.ts';

export interface BadChannel {
  readonly channelName: string;
  readonly reason: 'flat' | 'too-loud' | 'too-quiet' | 'unlike-others';
  /** What was found, in words and numbers, for the person who decides. */
  readonly detail: string;
}

/** Where the rhythms are, clear of drift and mains. */
const BAND = { lowHz: 1, highHz: 40 };
const FLAT_UV = 0.1;
/** Deviations of the log amplitude from the other channels', as in PREP. */
const LOUDNESS_DEVIATIONS = 5;
const LEAST_LOG_FACTOR = Math.log(2.5);
/** Neighbours share most of what they see; a channel whose best partner shares less than this sees something of its own. */
const LEAST_CORRELATION = 0.4;
const WINDOW_SECONDS = 1;
/** With fewer channels "the others" are too few to judge by. */
const LEAST_CHANNELS = 4;

/**
 * Channels that a person should look at before using them; nothing is changed.
 * @param samplesUv One array a channel, µV, raw; NaN where lost.
 * @see Bigdely-Shamlo et al. (2015), The PREP pipeline
 */
export function suggestBadChannels(samplesUv: readonly Float64Array[], { channelNames, samplingRateHz }: { readonly channelNames: readonly string[]; readonly samplingRateHz: number }): BadChannel[] {
  if (channelNames.length !== samplesUv.length) throw new RangeError(`Cannot judge ${samplesUv.length} channels with ${channelNames.length} names`);
  const filtered = filterFir(samplesUv, designFir({ samplingRateHz, ...BAND }));
  const amplitudes = filtered.map((channel) => robustSpread(channel).deviation);
  const flat = amplitudes.map((amplitude) => !(amplitude > FLAT_UV));
  const others = amplitudes.filter((_, channel) => !flat[channel]).map(Math.log);
  const { median, deviation } = robustSpread(others);
  const partners = bestCorrelations(filtered, flat, Math.max(2, Math.round(WINDOW_SECONDS * samplingRateHz)));

  return channelNames.flatMap((channelName, channel): BadChannel[] => {
    if (flat[channel]) return [{ channelName, reason: 'flat', detail: `${amplitudes[channel].toPrecision(2)} µV between 1 and 40 Hz` }];
    if (others.length < LEAST_CHANNELS) return [];
    const off = Math.log(amplitudes[channel]) - median;
    if (Math.abs(off) > Math.max(LOUDNESS_DEVIATIONS * deviation, LEAST_LOG_FACTOR)) {
      return [{ channelName, reason: off > 0 ? 'too-loud' : 'too-quiet', detail: `${amplitudes[channel].toPrecision(3)} µV between 1 and 40 Hz, the others about ${Math.exp(median).toPrecision(3)} µV` }];
    }
    if (partners[channel] < LEAST_CORRELATION) return [{ channelName, reason: 'unlike-others', detail: `its best correlation with another channel is ${partners[channel].toFixed(2)}` }];
    return [];
  });
}

/** Of every channel the median over windows of its highest absolute correlation with another that is not flat. */
function bestCorrelations(channels: readonly Float64Array[], flat: readonly boolean[], windowLength: number): number[] {
  const best = channels.map((): number[] => []);
  const sampleCount = channels[0]?.length ?? 0;
  for (let start = 0; start + windowLength <= sampleCount; start += windowLength) {
    const windows = channels.map((channel) => standardised(channel.subarray(start, start + windowLength)));
    const highest = channels.map(() => 0);
    for (let row = 0; row < channels.length; row += 1) {
      for (let column = 0; column < row; column += 1) {
        if (flat[row] || flat[column]) continue;
        let sum = 0;
        for (let index = 0; index < windowLength; index += 1) sum += windows[row][index] * windows[column][index];
        const correlation = Math.abs(sum);
        if (correlation > highest[row]) highest[row] = correlation;
        if (correlation > highest[column]) highest[column] = correlation;
      }
    }
    if (windows.every((window) => !Number.isNaN(window[0]))) for (const [channel, value] of highest.entries()) best[channel].push(value);
  }
  return best.map((values) => robustSpread(values).median);
}

/** Mean 0 and length 1. */
function standardised(samples: Float64Array): Float64Array {
  const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
  const length = Math.sqrt(samples.reduce((sum, sample) => sum + (sample - mean) ** 2, 0)) || 1;
  return samples.map((sample) => (sample - mean) / length);
}
