import type { Passage } from '../index/index.ts';
import type { Citation } from './answer.ts';
import { citeRange, citeUnverified } from './cite.ts';
import type { NoteTexts, PresentNote } from './note-texts.ts';
import type { GivenQuote } from './quote-lines.ts';
import { markersIn, type Claim } from './read-claims.ts';
import { passageUnits } from './passage-units.ts';

export interface VerificationOptions {
  /** The answer's text, with its markers. */
  readonly text: string;
  readonly claims: readonly Claim[];
  readonly quotes: readonly GivenQuote[];
  /** What the model was given; marker n stands for `passages[n - 1]`. */
  readonly passages: readonly Passage[];
  readonly notes: NoteTexts;
}

/** Quotes of one marker further apart than this are not shown as one. */
const MAX_JOINED_LENGTH = 1200;

/** One citation for every marker in an answer, checked against the notes' present text. */
export async function verifyCitations({ text, claims, quotes, passages, notes }: VerificationOptions): Promise<Citation[]> {
  const citations: Citation[] = [];
  for (const marker of markersIn(text)) {
    const passage = passages[marker - 1];
    if (!passage) {
      citations.push(phantom(marker, passages.length));
      continue;
    }
    const given = quotes.filter((quote) => quote.marker === marker).map(({ quote }) => quote);
    const note = await notes.of(passage);
    if (!note) citations.push(citeUnverified(marker, passage, given[0] ?? '', 'The note is no longer there.'));
    else if (given.length > 0) citations.push(await citeGiven(marker, passage, note, given, { passages, notes }));
    else citations.push(citeUnquoted(marker, passage, note, claims.filter(({ markers }) => markers.includes(marker))));
  }
  return citations;
}

async function citeGiven(marker: number, passage: Passage, note: PresentNote, given: readonly string[], others: { passages: readonly Passage[]; notes: NoteTexts }): Promise<Citation> {
  const places = given.map((quote) => note.finder.find(quote, { near: passage }));
  const missing = places.findIndex((place) => place === undefined);
  if (missing !== -1) {
    const elsewhere = await findElsewhere(given[missing], passage, others);
    const words = given[missing].length > 80 ? `${given[missing].slice(0, 80)}…` : given[missing];
    return citeUnverified(marker, passage, given[missing], `“${words}” is not in this note${elsewhere ? `; it is in “${elsewhere.path}”` : ''}.`);
  }
  const found = places.filter((place) => place !== undefined);
  const start = Math.min(...found.map((place) => place.start));
  const end = Math.max(...found.map((place) => place.end));
  return citeRange(marker, passage, note.text, end - start <= MAX_JOINED_LENGTH ? { start, end } : found[0]);
}

async function findElsewhere(quote: string, passage: Passage, { passages, notes }: { passages: readonly Passage[]; notes: NoteTexts }): Promise<Passage | undefined> {
  for (const other of passages) {
    if (other.path === passage.path && other.sourceId === passage.sourceId) continue;
    if ((await notes.of(other))?.finder.find(quote)) return other;
  }
  return undefined;
}

/** A marker without a quote: proven where the sentence itself is copied from the note, else shown with the closest words, unproven. */
function citeUnquoted(marker: number, passage: Passage, note: PresentNote, claims: readonly Claim[]): Citation {
  for (const { text } of claims) {
    if (!saysSomething(text)) continue;
    const place = note.finder.find(text, { near: passage });
    if (place) return citeRange(marker, passage, note.text, place);
  }
  const problem = 'The model gave no quote for this. Shown are the closest words of the passage.';
  const units = passageUnits(passage.text).filter(({ kind }) => kind !== 'heading');
  const claimed = wordsOf(claims.map(({ text }) => text).join(' '));
  const closeness = ({ start, end }: { start: number; end: number }) => [...wordsOf(passage.text.slice(start, end))].filter((word) => claimed.has(word)).length;
  const closest = units.sort((a, b) => closeness(b) - closeness(a))[0];
  const place = closest && note.finder.find(passage.text.slice(closest.start, closest.end), { near: passage });
  return place ? { ...citeRange(marker, passage, note.text, place), verified: false, problem } : citeUnverified(marker, passage, '', 'The model gave no quote for this.');
}

/** A word or two stand in many notes by chance. Scripts without spaces say as much in a few letters. */
function saysSomething(claim: string): boolean {
  return wordsOf(claim).size >= 3 || /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]{4}/u.test(claim);
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []);
}

function phantom(marker: number, passageCount: number): Citation {
  return {
    marker,
    sourceId: '',
    path: '',
    title: '',
    headingPath: [],
    anchor: undefined,
    startLine: 0,
    endLine: 0,
    quote: '',
    verified: false,
    problem: `The model cited passage ${marker}, but it was given ${passageCount}.`,
  };
}
