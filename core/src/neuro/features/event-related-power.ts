import { throwIfAborted } from '../../foundation/index.ts';
import type { Channel } from '../../ports/index.ts';
import { createMorletTransform } from '../dsp/index.ts';
import { baselineRange, type TimeWindow } from './cut-epochs.ts';
import type { Epochs } from './epochs.ts';

export interface EventRelatedPowerOptions {
  readonly frequenciesHz: readonly number[];
  /** Default half the frequency: wavelets of equal length. */
  readonly cycleCounts?: number | readonly number[] | undefined;
  /** What the change is measured against; an absent end is the epoch's own. Keep it clear of the epoch's edges, where wavelets see zeros. */
  readonly baseline: TimeWindow;
  /** Epochs of these labels; all when absent. */
  readonly labels?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Power around an event, and how it changed: desynchronisation (ERD) where negative, synchronisation (ERS) where positive. */
export interface EventRelatedPower {
  readonly channels: readonly Channel[];
  readonly frequenciesHz: readonly number[];
  /** [sampleCount], seconds from the event. */
  readonly timesSeconds: Float64Array;
  /** [channel][frequency], each [sampleCount]: mean of the epochs' power, squared unit of the channel. */
  readonly power: readonly (readonly Float64Array[])[];
  /** Likewise: (power - baseline) / baseline; -0.4 is a drop by 40 %. MNE's `percent`. */
  readonly changeRatio: readonly (readonly Float64Array[])[];
  readonly epochCount: number;
}

/**
 * Event-related power by Morlet wavelets, averaged over the kept epochs, against the mean of a baseline.
 * @throws RangeError for no epoch, wavelets longer than the epochs, or a baseline without a sample
 * @see Pfurtscheller, Lopes da Silva (1999); mne.time_frequency.tfr_morlet with apply_baseline(mode='percent')
 */
export function eventRelatedPower({ channels, samplingRateHz, timesSeconds, kept }: Epochs, { frequenciesHz, cycleCounts = frequenciesHz.map((frequencyHz) => frequencyHz / 2), baseline, labels, signal }: EventRelatedPowerOptions): EventRelatedPower {
  const chosen = labels ? kept.filter(({ event }) => labels.includes(event.label)) : kept;
  if (chosen.length === 0) throw new RangeError(`Cannot average the power of no epoch: ${kept.length} were kept${labels ? `, none labelled ${labels.join(' or ')}` : ''}`);
  const { start, end } = baselineRange(timesSeconds, baseline);
  const transform = createMorletTransform({ samplingRateHz, frequenciesHz, cycleCounts, sampleCount: timesSeconds.length });

  const power = channels.map((_, channel) => {
    const sums = frequenciesHz.map(() => new Float64Array(timesSeconds.length));
    for (const { samples } of chosen) {
      throwIfAborted(signal);
      for (const [frequency, values] of transform.power(samples[channel]).entries()) for (let index = 0; index < values.length; index += 1) sums[frequency][index] += values[index];
    }
    return sums.map((sum) => sum.map((value) => value / chosen.length));
  });
  const changeRatio = power.map((ofChannel) =>
    ofChannel.map((values) => {
      const mean = values.subarray(start, end).reduce((sum, value) => sum + value, 0) / (end - start);
      return values.map((value) => (value - mean) / mean);
    }),
  );
  return { channels, frequenciesHz, timesSeconds, power, changeRatio, epochCount: chosen.length };
}
