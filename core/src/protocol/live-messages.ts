// zod's small front: this is read in a page, and the other one brings every language's messages along.
import * as z from 'zod/mini';

/** JSON has no NaN: what was not finite arrives as null, and is NaN again. */
const number = z.pipe(
  z.nullable(z.number()),
  z.transform((value) => value ?? Number.NaN),
);
const count = z.int().check(z.minimum(0));
const listOf = <Item extends z.ZodMiniType>(item: Item) => z.readonly(z.array(item));

const channelSchema = z.strictObject({
  name: z.string(),
  type: z.enum(['eeg', 'eog', 'emg', 'ecg', 'accelerometer', 'trigger', 'misc']),
  unit: z.string(),
  samplingRateHz: z.number().check(z.positive()),
});

/** `HeadsetSession` of the headset port. */
export const liveSessionSchema = z.strictObject({
  id: z.string(),
  deviceId: z.string(),
  boardId: z.string(),
  title: z.string(),
  channels: z.readonly(z.array(channelSchema).check(z.minLength(1))),
  samplingRateHz: z.number().check(z.positive()),
  startedMs: z.number(),
  state: z.enum(['streaming', 'reconnecting', 'ended']),
  sampleCount: count,
  lostCount: count,
  gapCount: count,
  driftPpm: z.optional(z.number()),
  firmware: z.optional(z.string()),
  recordingPath: z.optional(z.string()),
  warnings: listOf(z.string()),
});

/** The first message: what the frames that follow are made of. */
const openSchema = z.strictObject({ type: z.literal('live-open'), session: liveSessionSchema, backlogSampleCount: count });
const sessionChangeSchema = z.strictObject({ type: z.literal('session-change'), session: liveSessionSchema });
const qualitySchema = z.strictObject({
  type: z.literal('quality'),
  sampleIndex: count,
  channels: listOf(
    z.strictObject({
      channelName: z.string(),
      state: z.enum(['good', 'noisy', 'near-railed', 'railed', 'flat']),
      peakToPeakUv: number,
      fullScaleRatio: number,
      lineNoiseUv: number,
    }),
  ),
});
/** `powersUv2` is row-major [channelCount][bandCount]. */
const bandPowersSchema = z
  .strictObject({ type: z.literal('band-powers'), sampleIndex: count, bandNames: z.readonly(z.array(z.string()).check(z.minLength(1))), powersUv2: listOf(number) })
  .check(z.refine(({ bandNames, powersUv2 }) => powersUv2.length % bandNames.length === 0, { path: ['powersUv2'] }));
const markerSchema = z.strictObject({ type: z.literal('marker'), sampleIndex: count, text: z.string() });
/** This subscriber was too slow: so many messages were left out for it; the capture lost nothing by that. */
const skippedSchema = z.strictObject({ type: z.literal('skipped'), eventCount: z.int().check(z.minimum(1)) });
/** The last message. */
const sessionEndSchema = z.strictObject({
  type: z.literal('session-end'),
  session: liveSessionSchema,
  durationSeconds: z.number().check(z.minimum(0)),
  recordingPath: z.optional(z.string()),
  notePath: z.optional(z.string()),
  warnings: listOf(z.string()),
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
