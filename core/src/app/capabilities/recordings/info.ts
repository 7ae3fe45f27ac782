import { z } from 'zod';
import { defineCapability } from '../../capability.ts';
import { leftOutOfEditors } from './left-out.ts';
import { withRecording } from './open-named-recording.ts';
import { fileInput } from './recording-inputs.ts';
import { annotationOutput } from './recording-outputs.ts';

export const recordingsInfo = defineCapability({
  id: 'recordings.info',
  title: 'Show what a recording holds',
  description: 'Tells format, channels, sampling rate, length, start, annotations and lost samples of a recording, without loading its samples.',
  input: z.strictObject({ file: fileInput }),
  output: z.strictObject({
    name: z.string(),
    format: z.string(),
    channelNames: z.array(z.string()),
    channels: z.array(z.strictObject({ name: z.string(), type: z.string(), unit: z.string(), samplingRateHz: z.number() })),
    samplingRateHz: z.number(),
    sampleCount: z.int(),
    durationSeconds: z.number(),
    startTime: z.string().nullable().describe('ISO 8601 with milliseconds; null where the file tells none'),
    annotations: z.array(annotationOutput),
    lost: z.int().describe('Samples without data, at samplingRateHz'),
    lostStretches: z.array(z.strictObject({ startSeconds: z.number(), durationSeconds: z.number() })),
    warnings: z.array(z.string()).readonly(),
    details: z.record(z.string(), z.string()),
  }),
  positional: ['file'],
  permission: 'recordings:read',
  effect: 'read',
  leftOut: leftOutOfEditors,
  run: ({ file }, iza, context) =>
    withRecording(file, iza, context, async ({ info }) => ({
      name: file,
      format: info.format,
      channelNames: info.channels.map(({ name }) => name),
      channels: info.channels.map(({ name, type, unit, samplingRateHz }) => ({ name, type, unit, samplingRateHz })),
      samplingRateHz: info.samplingRateHz,
      sampleCount: info.sampleCount,
      // A file of annotations alone has no rate.
      durationSeconds: info.sampleCount === 0 ? 0 : info.sampleCount / info.samplingRateHz,
      startTime: info.startMs === undefined ? null : new Date(info.startMs).toISOString(),
      annotations: info.annotations.map(({ onsetSeconds, durationSeconds, text }) => ({ onsetSeconds, durationSeconds, text })),
      lost: info.lost.reduce((sum, { start, end }) => sum + end - start, 0),
      lostStretches: info.lost.map(({ start, end }) => ({ startSeconds: start / info.samplingRateHz, durationSeconds: (end - start) / info.samplingRateHz })),
      warnings: info.warnings,
      details: { ...info.details },
    })),
});
