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

const bandOutput = z.strictObject({ name: z.string(), lowHz: z.number(), highHz: z.number() });

export const bandPowerOutput = {
  bands: z.array(bandOutput).readonly(),
  channels: z
    .array(
      z.strictObject({
        name: z.string(),
        powerUv2: z.array(z.number()).readonly().describe('One a band'),
        relativePower: z.array(z.number()).readonly(),
        peakAlphaHz: z.number().nullable(),
        aperiodicExponent: z.number().nullable().describe('n of 1/fⁿ'),
      }),
    )
    .readonly(),
};

export const classificationOutput = {
  method: z.string(),
  labels: z.array(z.string()).readonly(),
  epochCounts: z.array(z.int()).readonly(),
  foldAccuracies: z.array(z.number()).readonly(),
  accuracy: z.number().describe('Mean of the folds'),
  chance: z.number().describe('What always naming the more frequent label would score'),
  confidence: z.array(z.number()).length(2).readonly().describe('95 % interval of the accuracy (Wilson)'),
  confusion: z.array(z.array(z.int()).readonly()).readonly().describe('[true label][told label]'),
};

export const componentsOutput = {
  channelNames: z.array(z.string()).readonly(),
  components: z
    .array(
      z.strictObject({
        number: z.int().describe('From 1'),
        map: z.array(z.number()).readonly().describe('µV at each channel'),
        explainedVariance: z.number(),
        eyeCorrelation: z.number().nullable(),
        removed: z.boolean(),
      }),
    )
    .readonly(),
};
