import { z } from 'zod';
import { evaluateRetrieval } from '../../../knowledge/index.ts';
import { defineCapability } from '../../capability.ts';

export const notesEvaluate = defineCapability({
  id: 'notes.evaluate',
  title: 'Evaluate retrieval',
  description:
    'Measures search on judged queries: a folder with corpus.jsonl, queries.jsonl and qrels.tsv, any three such files, or the open vault with a golden file of queries and expected notes.',
  input: z.strictObject({
    folder: z.string().optional().describe('Folder with corpus.jsonl, queries.jsonl and qrels.tsv'),
    corpus: z.string().optional().describe('JSON lines with id, title, text'),
    queries: z.string().optional().describe('JSON lines with id, text'),
    qrels: z.string().optional().describe('Tab-separated query-id, corpus-id, score with one header line'),
    golden: z.string().optional().describe('JSON lines with query and relevant (paths): evaluates the open vault'),
    perQuery: z.boolean().default(false).describe('Add the result of every query'),
  }),
  output: z.strictObject({
    ndcgAt10: z.number(),
    recallAt10: z.number(),
    recallAt100: z.number(),
    mrrAt10: z.number(),
    queryCount: z.int(),
    documentCount: z.int(),
    indexMs: z.number(),
    queryMsP50: z.number(),
    queryMsP99: z.number(),
    perQuery: z
      .array(z.strictObject({ id: z.string(), text: z.string(), ndcgAt10: z.number(), recallAt100: z.number(), top: z.array(z.string()) }))
      .optional(),
  }),
  positional: 'folder',
  permission: 'notes:evaluate',
  effect: 'read',
  leftOut: { obsidian: 'It reads evaluation files outside the vault; use the terminal.' },
  async run(input, iza, { signal, onProgress }) {
    return evaluateRetrieval(input, {
      files: iza.files,
      knowledge: iza.knowledge,
      createEmbedder: iza.createEmbedder,
      clock: iza.clock,
      signal,
      onProgress: (doneCount, totalCount, message) => onProgress?.({ doneCount, totalCount, message }),
    });
  },
});
