import type { Evoked } from './evoked.ts';

export interface MeasureWindow {
  readonly channelName: string;
  /** Both ends belong to the window. */
  readonly startSeconds: number;
  readonly endSeconds: number;
}

export interface ErpPeak {
  readonly latencySeconds: number;
  /** In the channel's unit; µV for electrodes. */
  readonly amplitude: number;
  /** Standard error of the average at the peak. */
  readonly standardError: number;
  /** The peak is the first or the last sample of the window: the wave goes on rising outside, and this is no peak of it. */
  readonly atEdge: boolean;
}

/**
 * The largest deflection in a window.
 * @returns `undefined` where the window has no value of that sign
 * @throws RangeError for an unknown channel or a window without a sample
 */
export function findPeak(evoked: Evoked, window: MeasureWindow, { polarity }: { readonly polarity: 'positive' | 'negative' | 'either' }): ErpPeak | undefined {
  const { channel, start, end } = locate(evoked, window);
  const samples = evoked.mean[channel];
  const heightOf = (sample: number): number => (polarity === 'positive' ? sample : polarity === 'negative' ? -sample : Math.abs(sample));
  let best = start;
  for (let index = start + 1; index < end; index += 1) if (heightOf(samples[index]) > heightOf(samples[best])) best = index;
  if (!(heightOf(samples[best]) > 0)) return undefined;
  return { latencySeconds: evoked.timesSeconds[best], amplitude: samples[best], standardError: evoked.standardError[channel][best], atEdge: best === start || best === end - 1 };
}

/** The mean of a window: what to report where noise moves the peak. @throws RangeError as `findPeak` does */
export function meanAmplitude(evoked: Evoked, window: MeasureWindow): number {
  const { channel, start, end } = locate(evoked, window);
  let sum = 0;
  for (let index = start; index < end; index += 1) sum += evoked.mean[channel][index];
  return sum / (end - start);
}

function locate({ channels, timesSeconds }: Evoked, { channelName, startSeconds, endSeconds }: MeasureWindow) {
  const channel = channels.findIndex(({ name }) => name === channelName);
  if (channel < 0) throw new RangeError(`Cannot measure channel "${channelName}": there are ${channels.map(({ name }) => name).join(', ')}`);
  const start = timesSeconds.findIndex((time) => time >= startSeconds);
  const end = timesSeconds.findLastIndex((time) => time <= endSeconds) + 1;
  if (start < 0 || start >= end) throw new RangeError(`Cannot measure from ${startSeconds} s to ${endSeconds} s: the average holds ${timesSeconds[0]} s to ${timesSeconds.at(-1)} s`);
  return { channel, start, end };
}
