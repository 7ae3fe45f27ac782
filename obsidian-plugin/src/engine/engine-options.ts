import { noteSourceFactsSchema, settingsSchema } from '@iza/core/app';
import { z } from 'zod';

/** What the plugin hands to the engine when it opens it; crosses a thread as a structured clone. */
export const engineOptionsSchema = z.strictObject({
  settings: settingsSchema,
  keys: z.strictObject({ anthropic: z.string().optional(), openai: z.string().optional() }),
  source: noteSourceFactsSchema,
  /** `device`: a database of this device. `vault`: files that the main thread writes through the vault's adapter. */
  index: z.discriminatedUnion('type', [z.strictObject({ type: z.literal('device'), databaseName: z.string() }), z.strictObject({ type: z.literal('vault') })]),
});
export type EngineOptions = z.output<typeof engineOptionsSchema>;
