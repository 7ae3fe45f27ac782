import { z } from 'zod';
import { findMuscle } from '../../quality/index.ts';
import { goodEegChannels } from '../find-channels.ts';
import { defineStep } from '../pipeline-step.ts';

export const muscleStep = defineStep({
  name: 'muscle',
  description: 'Marks stretches of muscle noise (a clenched jaw) as bad, so that epochs over them are dropped.',
  parameters: z.strictObject({ threshold: z.number().positive().default(4).describe('Deviations above the usual') }),
  run({ recording, badChannels }, { threshold }) {
    const positions = goodEegChannels(recording.channels, badChannels);
    if (positions.length === 0) return { warnings: ['There is no good EEG channel to look at.'] };
    const found = findMuscle(positions.map((position) => recording.samples[position]), { samplingRateHz: recording.samplingRateHz, threshold });
    const seconds = found.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
    return {
      state: { recording: { ...recording, annotations: [...recording.annotations, ...found].toSorted((a, b) => a.onsetSeconds - b.onsetSeconds) } },
      resolved: { stretchCount: found.length, seconds },
      warnings: found.length > 0 ? [`${found.length} stretch${found.length === 1 ? '' : 'es'} of muscle noise, ${seconds.toFixed(1)} s together, were marked as bad.`] : [],
    };
  },
});
