import { z } from 'zod';
import { eventRelatedPower, type Epochs } from '../../features/index.ts';
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
    const { channels, timesSeconds } = epochs;
    const good = goodEegChannels(channels, badChannels);
    const motor = good.filter((position) => MOTOR_SITES.has(siteOf(channels[position].name)));
    const positions = named ? findChannels(channels, named) : (motor.length > 0 ? motor : good).slice(0, MAX_CHANNELS);
    const [from, to] = baselineSeconds ?? [timesSeconds[0], 0];
    const chosen: Epochs = { ...epochs, channels: positions.map((position) => channels[position]), kept: epochs.kept.map((epoch) => ({ ...epoch, samples: positions.map((position) => epoch.samples[position]) })) };
    const bins = bands.map(({ lowHz, highHz }) => Array.from({ length: Math.max(1, Math.floor(highHz - lowHz) + 1) }, (_, index) => lowHz + index));
    const labels = [...new Set(chosen.kept.map(({ event }) => event.label))].map((label) => {
      const { changeRatio, epochCount } = eventRelatedPower(chosen, { frequenciesHz: bins.flat(), baseline: { startSeconds: from, endSeconds: to }, labels: [label], signal });
      return { label, epochCount, changePercent: changeRatio.map((ofChannel) => meansOfBands(ofChannel, bins)) };
    });
    return {
      result: { type: 'erd', channelNames: positions.map((position) => channels[position].name), bands, timesSeconds: Array.from(timesSeconds), labels },
      resolved: { baselineSeconds: [from, to], channels: positions.map((position) => channels[position].name) },
      warnings: ['Within half a wavelet of an epoch\'s ends the power is underestimated: cut epochs wider than what you look at.'],
    };
  },
});

/** The frequencies of each band averaged, percent. */
function meansOfBands(changes: readonly Float64Array[], bins: readonly (readonly number[])[]): number[][] {
  let first = 0;
  return bins.map(({ length }) => {
    const ofBand = changes.slice(first, first + length);
    first += length;
    return Array.from(ofBand[0], (_, index) => (ofBand.reduce((sum, change) => sum + change[index], 0) / length) * 100);
  });
}
