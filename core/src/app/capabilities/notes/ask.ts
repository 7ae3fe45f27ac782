import { z } from 'zod';
import { answerQuestion } from '../../../knowledge/index.ts';
import { defineCapability } from '../../capability.ts';
import { searchFilterOf } from './filter.ts';
import { citationSchema, filterShape } from './schemas.ts';

export const notesAsk = defineCapability({
  id: 'notes.ask',
  title: 'Ask your notes',
  description: 'Answers a question from your notes. Every citation is checked against the note; without a chat model the answer is made of quotes.',
  input: z.strictObject({
    question: z.string().trim().min(1).describe('A question, in any language'),
    scope: z
      .enum(['notes', 'notes-and-general-knowledge'])
      .default('notes')
      .describe('Whether the model may add what it knows besides your notes; such sentences are marked'),
    passages: z.int().min(1).max(40).default(12).describe('Most passages the answer may lean on'),
    ...filterShape,
  }),
  output: z.strictObject({
    text: z.string(),
    citations: z.array(citationSchema).readonly(),
    basis: z.enum(['notes', 'notes-and-general-knowledge', 'nothing']),
    model: z.string(),
    inputTokens: z.int().optional(),
    outputTokens: z.int().optional(),
  }),
  positional: 'question',
  permission: 'notes:read',
  effect: 'spend',
  async run(input, iza, { signal, onDelta }) {
    return answerQuestion(input.question, {
      knowledge: iza.knowledge,
      chatModel: iza.chatModel,
      scope: input.scope,
      passageLimit: input.passages,
      filter: searchFilterOf(input),
      signal,
      onDelta,
    });
  },
});
