import type { ChatModel } from '../../ports/index.ts';
import type { KnowledgeBase, SearchFilter } from '../index/index.ts';
import type { Answer } from './answer.ts';
import { answerWithModel } from './answer-with-model.ts';
import { answerWithQuotes } from './answer-with-quotes.ts';
import type { AnswerScope } from './chat-prompt.ts';
import { createNoteTexts } from './note-texts.ts';

export interface AnswerOptions {
  readonly knowledge: Pick<KnowledgeBase, 'search' | 'read'>;
  /** Without one the answer is made of quotes. */
  readonly chatModel: ChatModel | undefined;
  readonly scope: AnswerScope;
  /** Most passages the answer may lean on. */
  readonly passageLimit: number;
  readonly filter?: SearchFilter;
  readonly signal?: AbortSignal | undefined;
  /** Pieces of the text as they are made; together they are the answer's text. */
  readonly onDelta?: ((text: string) => void) | undefined;
}

/**
 * Answers a question from the notes, with every citation checked against their present text.
 * @throws IzaError what searching, reading and the chat model throw
 */
export async function answerQuestion(question: string, options: AnswerOptions): Promise<Answer> {
  const { knowledge, chatModel, scope, passageLimit, filter, signal, onDelta } = options;
  const passages = await knowledge.search(question, { limit: passageLimit, ...(filter && { filter }), ...(signal && { signal }) });
  const notes = createNoteTexts(knowledge, signal);
  // Without passages a model could only answer from what it knows, which "only my notes" rules out.
  if (chatModel && (passages.length > 0 || scope !== 'notes')) return answerWithModel(question, { chatModel, scope, passages, notes, signal, onDelta });
  return answerWithQuotes(question, { passages, notes, signal, onDelta });
}
