import { z } from 'zod';
import { IzaError } from '../../../foundation/index.ts';
import { defineCapability } from '../../capability.ts';
import { passageSchema } from './schemas.ts';

export const notesExplain = defineCapability({
  id: 'notes.explain',
  title: 'Explain a result',
  description: 'Says why a note was found for a query, or why it was not: every signal with what it added.',
  input: z.strictObject({
    query: z.string().trim().min(1),
    path: z.string().min(1).describe('The note to explain, relative to its vault'),
    source: z.string().optional().describe('Which source holds it, when several do'),
  }),
  output: z.strictObject({
    passage: passageSchema.optional(),
    skipped: z.string().optional().describe('Why the note is not in the index, when it is not'),
  }),
  positional: 'query',
  permission: 'notes:read',
  effect: 'read',
  async run(input, iza, { signal }) {
    const passage = await iza.knowledge.explain(input.query, { path: input.path, sourceId: input.source, signal });
    if (passage) return { passage };
    const skipped = iza.knowledge.status().skipped.find(({ path }) => path === input.path);
    if (skipped) return { skipped: skipped.reason };
    throw new IzaError('note-missing', `Cannot explain "${input.path}": it is not in the index. Index the notes, or check the path.`);
  },
});
