import { z } from 'zod';
import { defineCapability } from '../../capability.ts';
import { searchFilterOf } from './filter.ts';
import { filterShape, passageSchema } from './schemas.ts';

export const notesSearch = defineCapability({
  id: 'notes.search',
  title: 'Search notes',
  description: 'Finds the passages of your notes that answer a query, best first, with their path, heading and lines.',
  input: z.strictObject({
    query: z.string().trim().min(1).describe('What to look for, in any language'),
    limit: z.int().min(1).max(100).default(10).describe('Most passages to return'),
    perNote: z.int().min(1).max(100).default(2).describe('Most passages of one note'),
    parents: z.boolean().default(false).describe('Return the whole section around each hit'),
    explain: z.boolean().default(false).describe('Say by which signals each passage was found'),
    ...filterShape,
  }),
  output: z.strictObject({ passages: z.array(passageSchema).readonly() }),
  positional: 'query',
  permission: 'notes:read',
  effect: 'read',
  async run(input, iza, { signal }) {
    const passages = await iza.knowledge.search(input.query, {
      limit: input.limit,
      passagesPerNote: input.perNote,
      parents: input.parents,
      explain: input.explain,
      filter: searchFilterOf(input),
      signal,
    });
    return { passages };
  },
});
