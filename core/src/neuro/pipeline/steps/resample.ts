import { z } from 'zod';
import { resample } from '../../dsp/index.ts';
import { defineStep } from '../pipeline-step.ts';

export const resampleStep = defineStep({
  name: 'resample',
  description: 'Changes the sampling rate, as mne.filter.resample does.',
  parameters: z.strictObject({ toHz: z.number().positive() }),
  run({ recording }, { toHz }, { signal }) {
    const { samplingRateHz: fromHz, samples, channels } = recording;
    const resampled = resample(samples, { fromHz, toHz, signal });
    const unknown = channels.filter((_, position) => samples[position].some(Number.isNaN)).map(({ name }) => name);
    return {
      state: { recording: { ...recording, samplingRateHz: toHz, samples: resampled, channels: channels.map((channel) => ({ ...channel, samplingRateHz: toHz })) }, epochs: undefined, evoked: [] },
      resolved: { fromHz, sampleCount: resampled[0]?.length ?? 0 },
      warnings: unknown.length > 0 ? [`${unknown.length === channels.length ? 'Every channel' : unknown.join(', ')} has lost samples and cannot be resampled: crop to a stretch without any.`] : [],
    };
  },
});
