import { z } from 'zod';
import { findPosition, interpolateChannels } from '../../montage/index.ts';
import { defineStep } from '../pipeline-step.ts';
import { replaceSamples } from '../replace-samples.ts';

/** Fewer directions say nothing about the others. */
const LEAST_GOOD = 4;

export const interpolateStep = defineStep({
  name: 'interpolate',
  description: 'Replaces bad channels by what spherical splines through the good ones give, as mne interpolate_bads does.',
  parameters: z.strictObject({}),
  run({ recording, badChannels }) {
    const { channels, samples } = recording;
    if (badChannels.length === 0) return { resolved: { channels: [] } };
    const positions = channels.flatMap(({ type, name }, position) => (type === 'eeg' && findPosition(name) ? [position] : []));
    const names = positions.map((position) => channels[position].name);
    const placed = badChannels.filter((name) => names.includes(name));
    const unplaced = badChannels.filter((name) => !names.includes(name));
    if (placed.length > 0 && names.length - placed.length < LEAST_GOOD) {
      return { resolved: { channels: [] }, warnings: [`${badChannels.join(', ')} cannot be interpolated: fewer than ${LEAST_GOOD} good channels have a place on the head. They stay marked as bad.`] };
    }
    const replaced = placed.length === 0 ? positions.map((position) => samples[position]) : interpolateChannels(positions.map((position) => samples[position]), { channelNames: names, badNames: placed });
    return {
      state: { recording: replaceSamples(recording, positions, replaced), badChannels: unplaced },
      resolved: { channels: placed },
      warnings: unplaced.length > 0 ? [`${unplaced.join(', ')} cannot be interpolated, for the name is no 10-10 site; it stays marked as bad.`] : [],
    };
  },
});
