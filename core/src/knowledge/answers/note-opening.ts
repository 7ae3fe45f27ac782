import type { Passage } from '../index/index.ts';
import { hasDerivedText } from './cite.ts';
import { lineNumberAt } from './line-number.ts';
import type { NoteTexts } from './note-texts.ts';
import { trimSpan } from './split-sentences.ts';
import type { Question } from './question.ts';
import type { WordReader } from './word-reader.ts';

const MAX_OPENING_LENGTH = 1200;

/**
 * The passages with the opening of the note that is named after what a "what is …" question asks, should search have preferred
 * later parts of it: people define a thing at the top of its note.
 */
export async function withNamedOpening(question: Question, passages: readonly Passage[], reader: WordReader, notes: NoteTexts): Promise<readonly Passage[]> {
  if (question.type !== 'definition') return passages;
  const named = passages.find(({ title, path }) => !hasDerivedText(path) && sameWords(reader, title, question.stems));
  if (!named) return passages;
  const text = (await notes.of(named))?.text ?? '';
  const range = openingOf(text);
  if (range.end === range.start || passages.some(({ path, sourceId, start }) => path === named.path && sourceId === named.sourceId && start <= range.start)) return passages;
  const opening: Passage = {
    ...named,
    ...range,
    headingPath: [],
    anchor: undefined,
    startLine: lineNumberAt(text, range.start),
    endLine: lineNumberAt(text, range.end - 1),
    text: text.slice(range.start, range.end),
  };
  return [opening, ...passages];
}

function sameWords(reader: WordReader, title: string, stems: readonly string[]): boolean {
  const words = new Set(reader.words(title).filter(({ isStopWord }) => !isStopWord).map(({ stem }) => stem));
  return words.size === stems.length && stems.every((stem) => words.has(stem));
}

/** From the end of the frontmatter and of a first heading to the next heading. */
function openingOf(text: string): { start: number; end: number } {
  const head = /^(?:---[ \t]*\r?\n[\s\S]*?\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$))?\s*(?:# [^\r\n]*)?/.exec(text)![0].length;
  const rest = text.slice(head, head + MAX_OPENING_LENGTH);
  const heading = /^#{1,6}[ \t]/m.exec(rest)?.index ?? rest.length;
  return trimSpan(text, head, head + heading);
}
