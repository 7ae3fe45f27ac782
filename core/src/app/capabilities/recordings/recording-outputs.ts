import { z } from 'zod';

export const annotationOutput = z.strictObject({ onsetSeconds: z.number(), durationSeconds: z.number(), text: z.string() });

export const provenanceOutput = z.strictObject({
  izaVersion: z.string(),
  pipeline: z.strictObject({ version: z.string(), name: z.string() }),
  input: z.strictObject({
    name: z.string(),
    sha256: z.string().optional(),
    format: z.string(),
    channelCount: z.int(),
    samplingRateHz: z.number(),
    sampleCount: z.int().optional(),
  }),
  steps: z.array(z.strictObject({ step: z.string(), parameters: z.record(z.string(), z.unknown()), resolved: z.record(z.string(), z.unknown()) })).readonly(),
  warnings: z.array(z.string()).readonly(),
});
