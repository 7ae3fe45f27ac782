import { z } from 'zod';
import { defineCapability } from '../../capability.ts';

export const notesRelated = defineCapability({
  id: 'notes.related',
  title: 'Show related notes',
  description: 'Lists the notes that are close to one note by links and by content, with the reasons.',
  input: z.strictObject({
    path: z.string().min(1).describe('The note, relative to its vault'),
    source: z.string().optional().describe('Which source holds it, when several do'),
    limit: z.int().min(1).max(50).default(10),
  }),
  output: z.strictObject({
    notes: z
      .array(
        z.strictObject({
          sourceId: z.string(),
          path: z.string(),
          title: z.string(),
          score: z.number(),
          reasons: z.array(z.string()).readonly(),
        }),
      )
      .readonly(),
  }),
  positional: 'path',
  permission: 'notes:read',
  effect: 'read',
  async run(input, iza, { signal }) {
    const notes = await iza.knowledge.related(input.path, { sourceId: input.source, limit: input.limit, signal });
    return { notes };
  },
});
