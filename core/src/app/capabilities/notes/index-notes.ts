import { z } from 'zod';
import { defineCapability } from '../../capability.ts';
import { skippedSchema } from './schemas.ts';

export const notesIndex = defineCapability({
  id: 'notes.index',
  title: 'Index notes',
  description: 'Brings the index up to date with the notes. Only what changed is read; an interrupted run goes on where it stopped.',
  input: z.strictObject({
    rebuild: z.boolean().default(false).describe('Forget the index and read every note again'),
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
    durationMs: z.number(),
  }),
  permission: 'notes:index',
  effect: 'write',
  async run(input, iza, { signal, onProgress }) {
    return iza.knowledge.sync({
      rebuild: input.rebuild,
      signal,
      onProgress: ({ doneCount, totalCount, path }) => onProgress?.({ doneCount, totalCount, message: path }),
    });
  },
});
