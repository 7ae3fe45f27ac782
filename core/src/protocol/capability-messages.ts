import { z } from 'zod';

/**
 * What a host and the worker (or bridge) that runs the capabilities say to each other, over postMessage or a socket.
 * The same messages serve calls in the other direction: a worker that reads notes through its host's vault adapter.
 */
export const callMessageSchema = z.strictObject({
  type: z.literal('call-start'),
  callId: z.int(),
  method: z.string(),
  input: z.unknown(),
});
export const cancelMessageSchema = z.strictObject({ type: z.literal('call-cancel'), callId: z.int() });
export const progressMessageSchema = z.strictObject({ type: z.literal('call-progress'), callId: z.int(), progress: z.unknown() });
export const deltaMessageSchema = z.strictObject({ type: z.literal('call-delta'), callId: z.int(), text: z.string() });
export const resultMessageSchema = z.strictObject({ type: z.literal('call-result'), callId: z.int(), output: z.unknown() });
export const errorMessageSchema = z.strictObject({
  type: z.literal('call-error'),
  callId: z.int(),
  code: z.string().optional(),
  message: z.string(),
});

export const capabilityMessageSchema = z.discriminatedUnion('type', [
  callMessageSchema,
  cancelMessageSchema,
  progressMessageSchema,
  deltaMessageSchema,
  resultMessageSchema,
  errorMessageSchema,
]);

export type CapabilityMessage = z.output<typeof capabilityMessageSchema>;
