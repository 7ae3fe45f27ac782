import { z } from 'zod';

/** JSON has no NaN: what was not finite arrives as null, and is NaN again. */
const number = z.number().nullable().transform((value) => value ?? Number.NaN);
const count = z.int().min(0);

const channelSchema = z.strictObject({
  name: z.string(),
  type: z.enum(['eeg', 'eog', 'emg', 'ecg', 'accelerometer', 'trigger', 'misc']),
  unit: z.string(),
  samplingRateHz: z.number().positive(),
});

/** `HeadsetSession` of the headset port. */
export const liveSessionSchema = z.strictObject({
  id: z.string(),
  deviceId: z.string(),
  boardId: z.string(),
  title: z.string(),
  channels: z.array(channelSchema).min(1).readonly(),
  samplingRateHz: z.number().positive(),
  startedMs: z.number(),
  state: z.enum(['streaming', 'reconnecting', 'ended']),
  sampleCount: count,
  lostCount: count,
  gapCount: count,
  driftPpm: z.number().optional(),
  firmware: z.string().optional(),
  recordingPath: z.string().optional(),
  warnings: z.array(z.string()).readonly(),
});

/** The first message: what the frames that follow are made of. */
const openSchema = z.strictObject({ type: z.literal('live-open'), session: liveSessionSchema, backlogSampleCount: count });
const sessionChangeSchema = z.strictObject({ type: z.literal('session-change'), session: liveSessionSchema });
const qualitySchema = z.strictObject({
  type: z.literal('quality'),
  sampleIndex: count,
  channels: z
    .array(
      z.strictObject({
        channelName: z.string(),
        state: z.enum(['good', 'noisy', 'near-railed', 'railed', 'flat']),
        peakToPeakUv: number,
        fullScaleRatio: number,
        lineNoiseUv: number,
      }),
    )
    .readonly(),
});
/** `powersUv2` is row-major [channelCount][bandCount]. */
const bandPowersSchema = z
  .strictObject({ type: z.literal('band-powers'), sampleIndex: count, bandNames: z.array(z.string()).min(1).readonly(), powersUv2: z.array(number).readonly() })
  .refine(({ bandNames, powersUv2 }) => powersUv2.length % bandNames.length === 0, { message: 'not whole rows of bands', path: ['powersUv2'] });
const markerSchema = z.strictObject({ type: z.literal('marker'), sampleIndex: count, text: z.string() });
/** This subscriber was too slow: so many messages were left out for it; the capture lost nothing by that. */
const skippedSchema = z.strictObject({ type: z.literal('skipped'), eventCount: z.int().min(1) });
/** The last message. */
const sessionEndSchema = z.strictObject({
  type: z.literal('session-end'),
  session: liveSessionSchema,
  durationSeconds: z.number().min(0),
  recordingPath: z.string().optional(),
  notePath: z.string().optional(),
  warnings: z.array(z.string()).readonly(),
});

/** Every text frame of the live stream. */
export const liveMessageSchema = z.discriminatedUnion('type', [
  openSchema,
  sessionChangeSchema,
  qualitySchema,
  bandPowersSchema,
  markerSchema,
  skippedSchema,
  sessionEndSchema,
]);

export type LiveTextMessage = z.output<typeof liveMessageSchema>;
export type LiveSession = z.output<typeof liveSessionSchema>;
