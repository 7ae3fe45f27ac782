import { z } from 'zod';
import { findBlinks } from '../../quality/index.ts';
import { eyeChannels } from '../eye-channels.ts';
import { defineStep } from '../pipeline-step.ts';

export const blinksStep = defineStep({
  name: 'blinks',
  description: 'Finds blinks on the eye channels, or on those of the forehead, and annotates them.',
  parameters: z.strictObject({
    channels: z.array(z.string()).optional().describe('EOG channels, else frontal ones, when absent'),
    thresholdUv: z.number().positive().optional().describe('Four times the deviation of the rest, at least 50 µV, when absent'),
  }),
  run({ recording }, { channels: named, thresholdUv }) {
    const { channels, samples, samplingRateHz, annotations } = recording;
    const positions = eyeChannels(channels, named);
    if (positions.length === 0) return { warnings: ['No channel shows eye movements: name one in "channels".'] };
    const blinks = findBlinks(positions.map((position) => samples[position]), { samplingRateHz, thresholdUv });
    const onsetsSeconds = blinks.map(({ sampleIndex }) => sampleIndex / samplingRateHz);
    const minutes = (samples[0]?.length ?? 0) / samplingRateHz / 60;
    const channelNames = positions.map((position) => channels[position].name);
    return {
      state: { recording: { ...recording, annotations: [...annotations, ...onsetsSeconds.map((onsetSeconds) => ({ onsetSeconds, durationSeconds: 0, text: 'blink' }))].toSorted((a, b) => a.onsetSeconds - b.onsetSeconds) } },
      result: { type: 'blinks', channelNames, onsetsSeconds, perMinute: blinks.length / minutes },
      resolved: { channels: channelNames },
    };
  },
});
