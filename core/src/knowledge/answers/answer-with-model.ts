import { throwIfAborted } from '../../foundation/index.ts';
import type { ChatEvent, ChatModel } from '../../ports/index.ts';
import type { Passage } from '../index/index.ts';
import type { Answer, Citation } from './answer.ts';
import { answerWithQuotes } from './answer-with-quotes.ts';
import { chatRequestOf, GENERAL_MARK, type AnswerScope } from './chat-prompt.ts';
import type { NoteTexts } from './note-texts.ts';
import { parseQuoteLines } from './quote-lines.ts';
import { readClaims, type Claim } from './read-claims.ts';
import { createReplyReader } from './reply-reader.ts';
import { createTextGuard, safeText } from './safe-text.ts';
import { verifyCitations } from './verify-citations.ts';

export interface ModelAnswerOptions {
  readonly chatModel: ChatModel;
  readonly scope: AnswerScope;
  /** Best first. */
  readonly passages: readonly Passage[];
  readonly notes: NoteTexts;
  readonly signal: AbortSignal | undefined;
  readonly onDelta: ((text: string) => void) | undefined;
}

/**
 * Answers with a chat model. What it says streams through a guard; then every marker is checked against the notes, and what
 * is not proven is said at the end. A reply that proves nothing is followed by the notes' own words.
 * @throws IzaError what the chat model throws; nothing is claimed then
 */
export async function answerWithModel(question: string, options: ModelAnswerOptions): Promise<Answer> {
  const { chatModel, scope, passages, notes, signal } = options;
  const guard = createTextGuard();
  const reader = createReplyReader();
  let text = '';
  const say = (piece: string) => {
    if (piece === '') return;
    text += piece;
    options.onDelta?.(piece);
  };

  let finish: (ChatEvent & { type: 'finish' }) | undefined;
  for await (const event of chatModel.stream(chatRequestOf(question, passages, scope), { ...(signal && { signal }) })) {
    throwIfAborted(signal);
    if (event.type === 'text-delta') say(guard.push(reader.push(event.text)));
    else finish = event;
  }
  const reply = reader.end();
  say(guard.push(reply.text) + guard.end());

  const claims = readClaims(text);
  const citations = await verifyCitations({ text, claims, quotes: parseQuoteLines(reply.quotes), passages, notes });
  const general = claims.some((claim) => claim.general) || (scope !== 'notes' && claims.some(({ markers }) => markers.length === 0));
  const usage = { model: chatModel.id, inputTokens: finish?.inputTokens, outputTokens: finish?.outputTokens };

  if (text.trim() === '' && reply.saysNotInNotes) say('Your notes do not hold the answer.');
  const provesNothing = !citations.some(({ path }) => path !== '') && !reply.saysNotInNotes && !(general && scope !== 'notes');
  if (provesNothing) {
    say(`${text.trim() === '' ? '' : '\n\n---\n\n'}${whyNothing(chatModel.id, text, finish)}`);
    if (passages.length === 0) return { text, citations, basis: 'nothing', ...usage };
    say(' These are the words of your notes:\n\n');
    const quoted = await answerWithQuotes(question, { passages, notes, signal, onDelta: say, firstMarker: 1 + Math.max(passages.length, ...citations.map(({ marker }) => marker)) });
    return { text, citations: [...citations, ...quoted.citations], basis: quoted.basis, ...usage };
  }
  say(safeText(remarks({ scope, claims, citations, cutOff: finish?.reason === 'length', saysNotInNotes: reply.saysNotInNotes })));
  const basis = general ? 'notes-and-general-knowledge' : citations.length > 0 ? 'notes' : 'nothing';
  return { text, citations, basis, ...usage };
}

function whyNothing(model: string, text: string, finish: { reason: string } | undefined): string {
  if (finish?.reason === 'refusal') return `${model} refused to answer.`;
  if (text.trim() === '') return `${model} gave no answer.`;
  return `${model} cited none of your notes, so nothing above is checked.`;
}

const MAX_NAMED_SENTENCES = 3;

/** What a reader must know of the answer above, as a closing quote block; empty when all of it is proven. */
function remarks(options: { scope: AnswerScope; claims: readonly Claim[]; citations: readonly Citation[]; cutOff: boolean; saysNotInNotes: boolean }): string {
  const { scope, claims, citations, cutOff, saysNotInNotes } = options;
  const lines: string[] = [];
  if (cutOff) lines.push('The answer was cut off at the longest reply that the model may give.');
  for (const { marker, verified, problem } of citations) if (!verified) lines.push(`[${marker}] is not verified: ${problem}`);
  const uncited = claims.filter(({ markers, general }) => markers.length === 0 && !general);
  if (uncited.length > 0 && !saysNotInNotes) {
    const named = uncited.slice(0, MAX_NAMED_SENTENCES).map(({ text }) => `“${shortened(text)}”`).join(', ');
    const source = scope === 'notes' ? 'without a citation, so not from your notes as far as can be told' : `without a citation or ${GENERAL_MARK}: take it for general knowledge`;
    lines.push(`${uncited.length === 1 ? 'One sentence is' : `${uncited.length} sentences are`} ${source}: ${named}${uncited.length > MAX_NAMED_SENTENCES ? ' …' : ''}`);
  }
  return lines.length === 0 ? '' : `\n\n${lines.map((line) => `> ${line.replaceAll('\n', ' ')}`).join('\n>\n')}`;
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79).replace(/[\ud800-\udbff]$/, '')}…` : text;
}
