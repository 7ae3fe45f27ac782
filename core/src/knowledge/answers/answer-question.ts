import type { ChatModel } from '../../ports/index.ts';
import type { KnowledgeBase, SearchFilter } from '../index/index.ts';
import type { Answer } from './answer.ts';
import { answerWithQuotes } from './answer-with-quotes.ts';
import { createNoteTexts } from './note-texts.ts';

export interface AnswerOptions {
  readonly knowledge: Pick<KnowledgeBase, 'search' | 'read'>;
  /** Without one the answer is made of quotes. */
  readonly chatModel: ChatModel | undefined;
  readonly scope: 'notes' | 'notes-and-general-knowledge';
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
  const { knowledge, passageLimit, filter, signal, onDelta } = options;
  const passages = await knowledge.search(question, { limit: passageLimit, ...(filter && { filter }), ...(signal && { signal }) });
  const notes = createNoteTexts(knowledge, signal);
  return answerWithQuotes(question, { passages, notes, signal, onDelta });
}
