import { z } from 'zod';
import type { HeadsetReport, HeadsetSession } from '../../../ports/index.ts';

export const qualityOutput = z.strictObject({
  channelName: z.string(),
  state: z.enum(['good', 'noisy', 'near-railed', 'railed', 'flat']),
  peakToPeakUv: z.number(),
  fullScaleRatio: z.number(),
  lineNoiseUv: z.number(),
});

export const sessionOutput = z.strictObject({
  id: z.string(),
  deviceId: z.string(),
  boardId: z.string(),
  title: z.string(),
  channelNames: z.array(z.string()),
  samplingRateHz: z.number(),
  startedMs: z.number().describe('Milliseconds since the epoch'),
  state: z.enum(['streaming', 'reconnecting', 'ended']),
  sampleCount: z.int(),
  lostCount: z.int(),
  gapCount: z.int(),
  driftPpm: z.number().optional(),
  firmware: z.string().optional(),
  recordingPath: z.string().optional(),
  warnings: z.array(z.string()).readonly(),
});

/** How a session ended. */
export const reportOutput = z.strictObject({
  session: sessionOutput,
  recordingPath: z.string().optional(),
  notePath: z.string().optional(),
  durationSeconds: z.number(),
  failure: z.string().optional().describe('Why it ended before anybody asked for it'),
  quality: z.array(qualityOutput),
  bandPowersUv2: z.record(z.string(), z.record(z.string(), z.number())).describe('By channel and band, over the whole session'),
  annotations: z.array(z.strictObject({ onsetSeconds: z.number(), durationSeconds: z.number(), text: z.string() })),
  warnings: z.array(z.string()).readonly(),
});

export function describeSession({ channels, driftPpm, firmware, recordingPath, ...session }: HeadsetSession): z.output<typeof sessionOutput> {
  return {
    ...session,
    channelNames: channels.map(({ name }) => name),
    ...(driftPpm !== undefined && { driftPpm }),
    ...(firmware !== undefined && { firmware }),
    ...(recordingPath !== undefined && { recordingPath }),
  };
}

export function describeReport({ session, recordingPath, notePath, durationSeconds, failure, quality, bandPowersUv2, annotations, warnings }: HeadsetReport): z.output<typeof reportOutput> {
  return {
    session: describeSession(session),
    ...(recordingPath !== undefined && { recordingPath }),
    ...(notePath !== undefined && { notePath }),
    durationSeconds,
    ...(failure !== undefined && { failure }),
    quality: quality.map(({ channelName, state, peakToPeakUv, fullScaleRatio, lineNoiseUv }) => ({ channelName, state, peakToPeakUv, fullScaleRatio, lineNoiseUv })),
    bandPowersUv2: { ...bandPowersUv2 },
    annotations: annotations.map(({ onsetSeconds, durationSeconds: lengthSeconds, text }) => ({ onsetSeconds, durationSeconds: lengthSeconds, text })),
    warnings,
  };
}
