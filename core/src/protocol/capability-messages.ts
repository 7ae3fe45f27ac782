import { z } from 'zod';

/**
 * What a host and the worker (or bridge) that runs the capabilities say to each other, over postMessage or a socket.
 * Both sides may call: a worker reads notes through its host's vault adapter with the same messages.
 * `callId` is counted by the side that calls. Payloads are structured clones: a Uint8Array arrives as one.
 * They are optional because a wire of JSON (a webview) drops what is `undefined`.
 */
const callId = z.int().min(0);

/** The first message of each side. */
const helloMessageSchema = z.strictObject({ type: z.literal('channel-hello'), protocolVersion: z.string() });
/** The last message: what is still open will not be answered. */
const closeMessageSchema = z.strictObject({ type: z.literal('channel-close'), reason: z.string() });

/** From the caller. A streaming call is answered by batches, each asked for with `stream-pull`. */
const callMessageSchema = z.strictObject({
  type: z.literal('call-start'),
  callId,
  method: z.string(),
  input: z.unknown().optional(),
  streaming: z.boolean(),
});
const cancelMessageSchema = z.strictObject({ type: z.literal('call-cancel'), callId });
const pullMessageSchema = z.strictObject({ type: z.literal('stream-pull'), callId });

/** From the called side. */
const progressMessageSchema = z.strictObject({ type: z.literal('call-progress'), callId, progress: z.unknown().optional() });
const deltaMessageSchema = z.strictObject({ type: z.literal('call-delta'), callId, text: z.string() });
const resultMessageSchema = z.strictObject({ type: z.literal('call-result'), callId, output: z.unknown().optional() });
const itemsMessageSchema = z.strictObject({ type: z.literal('stream-items'), callId, items: z.array(z.unknown()), done: z.boolean() });
const errorMessageSchema = z.strictObject({
  type: z.literal('call-error'),
  callId,
  name: z.string(),
  /** The code of an IzaError. */
  code: z.string().optional(),
  message: z.string(),
  /** Where an error arose that nobody foresaw. */
  stack: z.string().optional(),
});

export const capabilityMessageSchema = z.discriminatedUnion('type', [
  helloMessageSchema,
  closeMessageSchema,
  callMessageSchema,
  cancelMessageSchema,
  pullMessageSchema,
  progressMessageSchema,
  deltaMessageSchema,
  resultMessageSchema,
  itemsMessageSchema,
  errorMessageSchema,
]);

export type CapabilityMessage = z.output<typeof capabilityMessageSchema>;
export type CallMessage = z.output<typeof callMessageSchema>;
export type ErrorMessage = z.output<typeof errorMessageSchema>;
/** What the called side sends back. */
export type AnswerMessage = Extract<CapabilityMessage, { type: 'call-progress' | 'call-delta' | 'call-result' | 'call-error' | 'stream-items' }>;
