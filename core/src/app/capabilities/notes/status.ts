import { z } from 'zod';
import { defineCapability } from '../../capability.ts';
import { skippedSchema } from './schemas.ts';

export const notesStatus = defineCapability({
  id: 'notes.status',
  title: 'Show index status',
  description: 'Says what the index holds, whether it is being built, and which files were skipped and why.',
  input: z.strictObject({}),
  output: z.strictObject({
    state: z.enum(['idle', 'indexing', 'paused']),
    progress: z.strictObject({ doneCount: z.int(), totalCount: z.int(), path: z.string() }).optional(),
    sources: z.array(z.strictObject({ id: z.string(), kind: z.string(), noteCount: z.int() })).readonly(),
    noteCount: z.int(),
    chunkCount: z.int(),
    indexBytes: z.int(),
    skipped: skippedSchema,
    embedder: z.strictObject({ fingerprint: z.string(), embeddedCount: z.int(), pendingCount: z.int() }).optional(),
    lastSyncMs: z.number().optional(),
    problems: z.array(z.string()).readonly().describe('What a person should know'),
    chatModel: z.string(),
  }),
  permission: 'notes:read',
  effect: 'read',
  async run(_input, iza) {
    return { ...iza.knowledge.status(), chatModel: iza.chatModel?.id ?? 'extractive' };
  },
});
