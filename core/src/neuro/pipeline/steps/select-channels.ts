import { z } from 'zod';
import type { Channel } from '../../../ports/index.ts';
import { findChannels } from '../find-channels.ts';
import { defineStep } from '../pipeline-step.ts';

const parameters = z.strictObject({
  channels: z.array(z.string()).optional().describe('By name, in the order they shall have'),
  types: z.array(z.enum(['eeg', 'eog', 'emg', 'ecg', 'accelerometer', 'trigger', 'misc'])).optional().describe('All of these kinds'),
});

function positionsOf(channels: readonly Channel[], chosen: z.output<typeof parameters>): number[] {
  const named = chosen.channels ? findChannels(channels, chosen.channels) : channels.map((_, position) => position);
  const positions = named.filter((position) => chosen.types === undefined || chosen.types.includes(channels[position].type));
  if (positions.length === 0) throw new RangeError(`no channel is left: the recording has the kinds ${[...new Set(channels.map(({ type }) => type))].join(', ')}`);
  return positions;
}

export const selectChannelsStep = defineStep({
  name: 'select-channels',
  description: 'Goes on with some of the channels.',
  parameters,
  run({ recording, badChannels }, chosen) {
    const positions = positionsOf(recording.channels, chosen);
    const channels = positions.map((position) => recording.channels[position]);
    return {
      state: { recording: { ...recording, channels, samples: positions.map((position) => recording.samples[position]) }, badChannels: badChannels.filter((name) => channels.some((channel) => channel.name === name)) },
      resolved: { channels: channels.map(({ name }) => name) },
    };
  },
  createLive(chosen, { channels }) {
    const positions = positionsOf(channels, chosen);
    return {
      channels: positions.map((position) => channels[position]),
      process(samples, sampleCount) {
        const rows = new Float64Array(positions.length * sampleCount);
        for (const [row, position] of positions.entries()) rows.set(samples.subarray(position * sampleCount, (position + 1) * sampleCount), row * sampleCount);
        return rows;
      },
    };
  },
});
