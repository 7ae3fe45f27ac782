import { z } from 'zod';
import { averageEpochs } from '../../features/index.ts';
import { defineStep } from '../pipeline-step.ts';

export const averageStep = defineStep({
  name: 'average',
  description: 'Averages the epochs of each label, with the standard error.',
  parameters: z.strictObject({ labels: z.array(z.string()).optional().describe('All when absent') }),
  run({ epochs }, chosen) {
    if (!epochs) throw new RangeError('there are no epochs. Put a step "epochs" before it');
    const labels = chosen.labels ?? [...new Set(epochs.kept.map(({ event }) => event.label))];
    const evoked = labels.map((label) => ({ label, evoked: averageEpochs(epochs, { labels: [label] }) })).filter((entry) => entry.evoked.epochCount > 0);
    return {
      state: { evoked },
      result: {
        type: 'average',
        channelNames: epochs.channels.map(({ name }) => name),
        timesSeconds: Array.from(epochs.timesSeconds),
        averages: evoked.map((entry) => ({
          label: entry.label,
          epochCount: entry.evoked.epochCount,
          meanUv: entry.evoked.mean.map((channel) => Array.from(channel)),
          standardErrorUv: entry.evoked.standardError.map((channel) => Array.from(channel)),
        })),
      },
      warnings: evoked.length === 0 ? [`No epoch was kept${chosen.labels ? ` of ${chosen.labels.map((label) => `"${label}"`).join(', ')}` : ''}: there is nothing to average.`] : [],
    };
  },
});
