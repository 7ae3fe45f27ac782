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
    const suspects = suggestBadChannels(positions.map((position) => samples[position]), { channelNames: positions.map((position) => channels[position].name), samplingRateHz });
    // Where most of them look bad, what they were compared with is no measure: only what is dead for certain is left out.
    const isUnsure = suspects.length * 2 > positions.length;
    const found = isUnsure ? suspects.filter(({ reason }) => reason === 'flat') : suspects;
    return {
      state: { badChannels: [...new Set([...badChannels, ...found.map(({ channelName }) => channelName)])] },
      resolved: { channels: found.map(({ channelName }) => channelName) },
      warnings: [
        ...(isUnsure ? [`${suspects.length} of ${positions.length} channels look bad beside the others, too many to tell which are: only flat ones were marked. Look at the traces.`] : []),
        ...found.map(({ channelName, reason, detail }) => `${channelName} is ${reason.replaceAll('-', ' ')} (${detail}) and was marked as bad.`),
      ],
    };
  },
});
