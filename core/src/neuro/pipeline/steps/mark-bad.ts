import { z } from 'zod';
import { findChannels } from '../find-channels.ts';
import { defineStep } from '../pipeline-step.ts';

export const markBadStep = defineStep({
  name: 'mark-bad',
  description: 'Names channels that references, averages and measures leave out.',
  parameters: z.strictObject({ channels: z.array(z.string()).min(1) }),
  run({ recording, badChannels }, { channels }) {
    const names = findChannels(recording.channels, channels).map((position) => recording.channels[position]!.name);
    return { state: { badChannels: [...new Set([...badChannels, ...names])] }, resolved: { channels: names } };
  },
});
