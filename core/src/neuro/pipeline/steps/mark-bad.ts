import { z } from 'zod';
import { suggestBadChannels } from '../../quality/index.ts';
import { findChannels } from '../find-channels.ts';
import { defineStep } from '../pipeline-step.ts';

export const markBadStep = defineStep({
  name: 'mark-bad',
  description: 'Marks channels that references, averages and measures leave out: those that are named, or those that are flat, too loud, too quiet or unlike all others.',
  parameters: z.strictObject({ channels: z.array(z.string()).optional().describe('Found by their signal when absent') }),
  run({ recording, badChannels }, { channels: named }) {
    const { channels, samples, samplingRateHz } = recording;
    if (named) {
      const names = findChannels(channels, named).map((position) => channels[position].name);
      return { state: { badChannels: [...new Set([...badChannels, ...names])] }, resolved: { channels: names } };
    }
    const positions = channels.flatMap(({ type }, position) => (type === 'eeg' ? [position] : []));
    const found = suggestBadChannels(positions.map((position) => samples[position]), { channelNames: positions.map((position) => channels[position].name), samplingRateHz });
    return {
      state: { badChannels: [...new Set([...badChannels, ...found.map(({ channelName }) => channelName)])] },
      resolved: { channels: found.map(({ channelName }) => channelName) },
      warnings: found.map(({ channelName, reason, detail }) => `${channelName} is ${reason.replaceAll('-', ' ')} (${detail}) and was marked as bad.`),
    };
  },
});
