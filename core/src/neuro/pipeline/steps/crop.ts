import { z } from 'zod';
import { defineStep } from '../pipeline-step.ts';

export const cropStep = defineStep({
  name: 'crop',
  description: 'Goes on with a part of the time.',
  parameters: z.strictObject({
    startSeconds: z.number().min(0).default(0),
    endSeconds: z.number().positive().optional().describe('The end of the recording when absent'),
  }),
  run({ recording }, { startSeconds, endSeconds }) {
    const { samplingRateHz, samples, annotations, startMs } = recording;
    const sampleCount = samples[0]?.length ?? 0;
    const start = Math.round(startSeconds * samplingRateHz);
    const end = Math.min(sampleCount, endSeconds === undefined ? sampleCount : Math.round(endSeconds * samplingRateHz));
    if (start >= end) throw new RangeError(`nothing is left from ${startSeconds} s to ${endSeconds ?? 'the end'}: the recording lasts ${sampleCount / samplingRateHz} s`);
    const offsetSeconds = start / samplingRateHz;
    return {
      state: {
        recording: {
          ...recording,
          samples: samples.map((channel) => channel.subarray(start, end)),
          annotations: annotations
            .filter((annotation) => annotation.onsetSeconds < end / samplingRateHz && annotation.onsetSeconds + annotation.durationSeconds >= offsetSeconds)
            .map((annotation) => ({ ...annotation, onsetSeconds: annotation.onsetSeconds - offsetSeconds })),
          startMs: startMs === undefined ? undefined : startMs + offsetSeconds * 1000,
        },
      },
      resolved: { startSample: start, endSample: end },
    };
  },
});
