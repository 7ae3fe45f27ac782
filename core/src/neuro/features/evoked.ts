import type { Channel } from '../../ports/index.ts';
import type { Epochs } from './epochs.ts';

/** What epochs have in common: their average. */
export interface Evoked {
  readonly channels: readonly Channel[];
  readonly samplingRateHz: number;
  /** [sampleCount], seconds from the event. */
  readonly timesSeconds: Float64Array;
  /** One array a channel, [sampleCount], in the channel's unit. */
  readonly mean: readonly Float64Array[];
  /** Population deviation over √epochCount, as MNE's `standard_error`; NaN for no epoch. */
  readonly standardError: readonly Float64Array[];
  readonly epochCount: number;
}

/**
 * The average of the kept epochs with one of the labels, all labels when absent.
 * Of no epoch it is NaN throughout.
 */
export function averageEpochs({ channels, samplingRateHz, timesSeconds, kept }: Epochs, { labels }: { readonly labels?: readonly string[] | undefined } = {}): Evoked {
  const chosen = labels ? kept.filter(({ event }) => labels.includes(event.label)) : kept;
  const mean = channels.map(() => new Float64Array(timesSeconds.length));
  const standardError = channels.map(() => new Float64Array(timesSeconds.length));
  for (const [channel, sums] of mean.entries()) {
    for (const { samples } of chosen) for (let index = 0; index < sums.length; index += 1) sums[index] += samples[channel][index];
    for (let index = 0; index < sums.length; index += 1) sums[index] /= chosen.length;
    const squares = standardError[channel];
    for (const { samples } of chosen) for (let index = 0; index < sums.length; index += 1) squares[index] += (samples[channel][index] - sums[index]) ** 2;
    for (let index = 0; index < sums.length; index += 1) squares[index] = Math.sqrt(squares[index] / chosen.length) / Math.sqrt(chosen.length);
  }
  return { channels, samplingRateHz, timesSeconds, mean, standardError, epochCount: chosen.length };
}

/**
 * One average less another: the difference wave of two conditions. Its standard error is that of independent averages.
 * @throws RangeError when they differ in channels or times
 */
export function subtractEvoked(minuend: Evoked, subtrahend: Evoked): Evoked {
  const names = (evoked: Evoked) => evoked.channels.map(({ name }) => name).join(', ');
  if (names(minuend) !== names(subtrahend)) throw new RangeError(`Cannot subtract averages of other channels: ${names(minuend)} against ${names(subtrahend)}`);
  const { timesSeconds } = minuend;
  if (timesSeconds.length !== subtrahend.timesSeconds.length || timesSeconds[0] !== subtrahend.timesSeconds[0]) {
    throw new RangeError(`Cannot subtract averages of other times: ${timesSeconds.length} samples from ${timesSeconds[0]} s against ${subtrahend.timesSeconds.length} from ${subtrahend.timesSeconds[0]} s`);
  }
  return {
    ...minuend,
    mean: minuend.mean.map((samples, channel) => samples.map((sample, index) => sample - subtrahend.mean[channel][index])),
    standardError: minuend.standardError.map((errors, channel) => errors.map((error, index) => Math.hypot(error, subtrahend.standardError[channel][index]))),
    epochCount: Math.min(minuend.epochCount, subtrahend.epochCount),
  };
}
