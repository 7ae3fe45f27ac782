import { z } from 'zod';
import { defineCapability } from '../../capability.ts';
import { skippedSchema } from './schemas.ts';

const previewSchema = z.strictObject({
  readCount: z.int().describe('Notes that would be read'),
  removedCount: z.int(),
  embedding: z
    .strictObject({
      fingerprint: z.string(),
      chunkCount: z.int(),
      tokenCount: z.int().describe('Estimated'),
      usd: z.number().optional().describe('Absent when the price is not known'),
      remote: z.boolean().describe('Whether text leaves this machine'),
    })
    .optional(),
});

export const notesIndex = defineCapability({
  id: 'notes.index',
  title: 'Index notes',
  description: 'Brings the index up to date with the notes. Only what changed is read; an interrupted run goes on where it stopped.',
  input: z.strictObject({
    rebuild: z.boolean().default(false).describe('Forget the index and read every note again'),
    preview: z.boolean().default(false).describe('Only say what would be read and embedded, and what that costs'),
  }),
  output: z.strictObject({
    addedCount: z.int(),
    changedCount: z.int(),
    movedCount: z.int(),
    removedCount: z.int(),
    unchangedCount: z.int(),
    noteCount: z.int(),
    chunkCount: z.int(),
    skipped: skippedSchema,
    problems: z.array(z.string()).readonly(),
    durationMs: z.number(),
    preview: previewSchema.optional().describe('Present when asked for; nothing was indexed then'),
  }),
  permission: 'notes:index',
  effect: 'write',
  async run(input, iza, { signal, onProgress }) {
    if (input.preview) {
      const { noteCount, chunkCount, skipped, problems } = iza.knowledge.status();
      const nothingDone = { addedCount: 0, changedCount: 0, movedCount: 0, removedCount: 0, unchangedCount: 0, durationMs: 0 };
      return { ...nothingDone, noteCount, chunkCount, skipped, problems, preview: await iza.knowledge.preview({ signal }) };
    }
    return iza.knowledge.sync({
      rebuild: input.rebuild,
      signal,
      onProgress: ({ doneCount, totalCount, path }) => onProgress?.({ doneCount, totalCount, message: path }),
    });
  },
});
