import { throwIfAborted } from '../../foundation/index.ts';
import type { Passage } from '../index/index.ts';
import type { Answer, Citation } from './answer.ts';
import { chooseExcerpts, type Excerpt } from './choose-excerpts.ts';
import { citeRange, citeUnverified } from './cite.ts';
import { judgeEvidence } from './judge-evidence.ts';
import { withNamedOpening } from './note-opening.ts';
import type { NoteTexts } from './note-texts.ts';
import { readQuestion } from './question.ts';
import { rankUnits } from './rank-units.ts';
import { showQuote } from './show-quote.ts';
import { createWordReader } from './word-reader.ts';

export interface QuoteAnswerOptions {
  /** Best first. */
  readonly passages: readonly Passage[];
  readonly notes: NoteTexts;
  readonly signal: AbortSignal | undefined;
  readonly onDelta: ((text: string) => void) | undefined;
  /** The number of the first marker. */
  readonly firstMarker?: number;
}

const SAMPLE_LENGTH = 2000;
const MAX_NEAREST = 3;

/** Answers with the notes' own sentences, lists, tables and code, and says so when they do not hold the answer. Needs no model. */
export async function answerWithQuotes(question: string, options: QuoteAnswerOptions): Promise<Answer> {
  const { onDelta } = options;
  const sample = `${`${question}\n`.repeat(3)}${options.passages.map(({ text }) => text).join('\n').slice(0, SAMPLE_LENGTH)}`;
  const reader = createWordReader(sample);
  const asked = readQuestion(question, reader);
  const passages = await withNamedOpening(asked, options.passages, reader, options.notes);
  const ranking = rankUnits(asked, passages, reader);
  const evidence = judgeEvidence(asked, ranking, reader);

  let text = '';
  const say = (piece: string) => {
    text += piece;
    onDelta?.(piece);
  };
  const citations: Citation[] = [];
  const cite = async (excerpt: Excerpt): Promise<Citation> => {
    throwIfAborted(options.signal);
    const citation = await citeExcerpt((options.firstMarker ?? 1) + citations.length, passages[excerpt.passage], excerpt, options.notes);
    citations.push(citation);
    return citation;
  };

  if (!evidence.holdsAnswer) {
    say(evidence.explanation);
    const nearest = ranking.best.filter((unit, index, all) => unit.direct > 0 && all.findIndex(({ passage }) => passage === unit.passage) === index).slice(0, MAX_NEAREST);
    for (const { passage, unit } of nearest) {
      const { marker, quote } = await cite({ passage, start: unit.start, end: unit.end });
      say(`${marker === (options.firstMarker ?? 1) ? ' The nearest passages:' : ''}\n\n${withMarker(showQuote(quote), marker)}`);
    }
    return { text, citations, basis: 'nothing', model: 'extractive', inputTokens: undefined, outputTokens: undefined };
  }
  for (const excerpt of chooseExcerpts(asked, ranking, passages)) {
    const { marker, quote } = await cite(excerpt);
    const { tableHead } = excerpt;
    const head = tableHead ? passages[excerpt.passage].text.slice(tableHead.start, tableHead.end) : '';
    say(`${text === '' ? '' : '\n\n'}${withMarker(showQuote(head + quote), marker)}`);
  }
  return { text, citations, basis: 'notes', model: 'extractive', inputTokens: undefined, outputTokens: undefined };
}

async function citeExcerpt(marker: number, passage: Passage, { start, end }: Excerpt, notes: NoteTexts): Promise<Citation> {
  const quote = passage.text.slice(start, end);
  const note = await notes.of(passage);
  if (!note) return citeUnverified(marker, passage, quote, 'The note is no longer there.');
  const place = note.finder.find(quote, { near: { start: passage.start + start, end: passage.start + end } });
  if (!place) return citeUnverified(marker, passage, quote, 'The note has changed since it was indexed: these words are no longer in it.');
  return citeRange(marker, passage, note.text, place);
}

/** The marker stands behind the last words; behind a table or a code block it needs a line of its own. */
function withMarker(shown: string, marker: number): string {
  const lastLine = shown.slice(shown.lastIndexOf('\n') + 1);
  const ownLine = /^[ \t]*(?:`{3,}|~{3,}|\|)/.test(lastLine);
  return ownLine ? `${shown}\n\n[${marker}]` : `${shown} [${marker}]`;
}
