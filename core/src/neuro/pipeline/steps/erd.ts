import { z } from 'zod';
import { createMorletTransform, type MorletTransform } from '../../dsp/index.ts';
import type { Epoch, Epochs } from '../../features/index.ts';
import { siteOf } from '../../montage/index.ts';
import { findChannels, goodEegChannels } from '../find-channels.ts';
import { defineStep } from '../pipeline-step.ts';

/** Over the hands' and the feet's part of the motor cortex. */
const MOTOR_SITES: ReadonlySet<string | undefined> = new Set(['C3', 'Cz', 'C4']);
const MAX_CHANNELS = 16;

export const erdStep = defineStep({
  name: 'erd',
  description: 'How the power of a band falls (desynchronisation) or rises around an event, in percent of a baseline, by Morlet wavelets of half as many cycles as hertz, as mne tfr_morlet takes it.',
  parameters: z.strictObject({
    bands: z
      .array(z.strictObject({ name: z.string().min(1), lowHz: z.number().positive(), highHz: z.number().positive() }))
      .min(1)
      .default([{ name: 'mu', lowHz: 8, highHz: 13 }, { name: 'beta', lowHz: 13, highHz: 30 }]),
    baselineSeconds: z.array(z.number()).length(2).optional().describe('From the start of the epoch to the event when absent'),
    channels: z.array(z.string()).optional().describe('C3, Cz, C4 where they are there, else the first sixteen good ones, when absent'),
  }),
  run({ epochs, badChannels }, { bands, baselineSeconds, channels: named }, { signal }) {
    if (!epochs || epochs.kept.length === 0) throw new RangeError('there are no epochs. Put a step "epochs" before it');
    const { channels, samplingRateHz, timesSeconds } = epochs;
    const good = goodEegChannels(channels, badChannels);
    const motor = good.filter((position) => MOTOR_SITES.has(siteOf(channels[position].name)));
    const positions = named ? findChannels(channels, named) : (motor.length > 0 ? motor : good).slice(0, MAX_CHANNELS);
    const [from, to] = baselineSeconds ?? [timesSeconds[0], 0];
    // A millionth of a second of room: a limit that is a sample's time means that sample.
    const start = timesSeconds.findIndex((time) => time >= from - 1e-6);
    const end = timesSeconds.findLastIndex((time) => time <= to + 1e-6) + 1;
    if (start < 0 || end <= start) throw new RangeError(`the epochs have no sample of the baseline from ${from} s to ${to} s: they last from ${timesSeconds[0]} s to ${timesSeconds.at(-1)} s`);
    const transforms = bands.map(({ lowHz, highHz }) => {
      const frequenciesHz = Array.from({ length: Math.max(1, Math.floor(highHz - lowHz) + 1) }, (_, index) => lowHz + index);
      return createMorletTransform({ samplingRateHz, frequenciesHz, cycleCounts: frequenciesHz.map((frequencyHz) => frequencyHz / 2), sampleCount: timesSeconds.length });
    });
    const labels = [...new Set(epochs.kept.map(({ event }) => event.label))].map((label) => {
      const chosen = epochs.kept.filter(({ event }) => event.label === label);
      const changePercent = positions.map((position) => {
        signal?.throwIfAborted();
        return transforms.map((transform) => Array.from(changeOf(chosen, position, { transform, epochs, baseline: { start, end } })));
      });
      return { label, epochCount: chosen.length, changePercent };
    });
    return {
      result: { type: 'erd', channelNames: positions.map((position) => channels[position].name), bands, timesSeconds: Array.from(timesSeconds), labels },
      resolved: { baselineSeconds: [timesSeconds[start], timesSeconds[end - 1]], channels: positions.map((position) => channels[position].name) },
      warnings: ['Within half a wavelet of an epoch\'s ends the power is underestimated: cut epochs wider than what you look at.'],
    };
  },
});

/** Mean over the epochs, each frequency against its own baseline, then the mean over the band: percent. */
function changeOf(chosen: readonly Epoch[], position: number, { transform, epochs, baseline }: { transform: MorletTransform; epochs: Epochs; baseline: { start: number; end: number } }): Float64Array {
  const powers = chosen.map(({ samples }) => transform.power(samples[position]));
  const frequencyCount = powers[0].length;
  const change = new Float64Array(epochs.timesSeconds.length);
  for (let frequency = 0; frequency < frequencyCount; frequency += 1) {
    const mean = new Float64Array(change.length);
    for (const power of powers) for (let index = 0; index < mean.length; index += 1) mean[index] += power[frequency][index] / powers.length;
    let reference = 0;
    for (let index = baseline.start; index < baseline.end; index += 1) reference += mean[index] / (baseline.end - baseline.start);
    for (let index = 0; index < change.length; index += 1) change[index] += ((mean[index] / reference - 1) * 100) / frequencyCount;
  }
  return change;
}
