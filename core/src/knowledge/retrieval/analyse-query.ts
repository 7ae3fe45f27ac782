import { type LanguageId, languages, noLanguage, script, scriptOfLanguage } from '../text/index.ts';
import type { Collection } from './collection.ts';
import { findSimilarSpellings } from './similar-spellings.ts';

/** One word of a query with the stems it may stand for, one a language of the collection. */
export interface QueryTerm {
  readonly text: string;
  /** Known stems; empty when no note has the word. */
  readonly stems: readonly number[];
  /** The words spelt exactly so. */
  readonly words: readonly number[];
  /** How often the query says it. */
  readonly count: number;
}

export interface AnalysedQuery {
  /** Distinct content words, in order of first appearance. */
  readonly terms: readonly QueryTerm[];
  /** Positions in `terms` as the query says them, stop words left out. */
  readonly sequence: readonly number[];
}

/** Words of a query that are used: a pasted page is cut. */
const usedWordLimit = 100;
/** Unknown words whose meant spelling is looked for, each at the cost of a walk through the vocabulary. */
const guessedWordLimit = 4;

export function analyseQuery(query: string, collection: Collection): AnalysedQuery {
  const { vocabulary } = collection;
  const present = languages.map((_, id) => id).filter((id) => id !== noLanguage && (collection.notesByLanguage[id] ?? 0) > 0);
  const spoken: { text: string; stems: number[]; words: number[]; stopIn: LanguageId[] }[] = [];
  vocabulary.tokenize(query, (source, start, end, wordScript) => {
    const text = source.slice(start, end).toLowerCase();
    const candidates = wordScript === script.none || wordScript > script.tamil ? [] : present.filter((id) => scriptOfLanguage[id] === wordScript);
    const stopIn = candidates.filter((language) => vocabulary.isStopWord(text, language));
    if (candidates.length === 0) candidates.push(noLanguage);
    const stems = new Set(candidates.map((language) => vocabulary.findStem(text, 0, text.length, language)));
    stems.delete(-1);
    const words = candidates.map((language) => vocabulary.words.find(text, 0, text.length, language)).filter((word) => word >= 0);
    spoken.push({ text, stems: [...stems], words, stopIn });
  });
  let guessedCount = 0;
  for (const word of spoken) {
    if (word.stems.length > 0 || word.stopIn.length > 0 || guessedCount === guessedWordLimit) continue;
    guessedCount++;
    word.stems = stemsOfSimilarSpellings(word.text, collection);
  }
  const language = stopLanguageOf(spoken, collection);
  const content = spoken.filter(({ stopIn }) => !stopIn.includes(language));
  // "to be or not to be" is a query too
  const used = (content.length > 0 ? content : spoken).slice(0, usedWordLimit);
  const terms: { text: string; stems: number[]; words: number[]; count: number }[] = [];
  const positionOf = new Map<string, number>();
  const sequence: number[] = [];
  for (const { text, stems, words } of used) {
    const key = stems.length > 0 ? stems.join(',') : text;
    let position = positionOf.get(key);
    if (position === undefined) {
      position = terms.length;
      positionOf.set(key, position);
      terms.push({ text, stems, words: [...words], count: 0 });
    } else terms[position].words.push(...words.filter((word) => !terms[position!].words.includes(word)));
    terms[position].count++;
    sequence.push(position);
  }
  return { terms, sequence };
}

/** What a word that no note has may stand for. */
function stemsOfSimilarSpellings(text: string, { vocabulary, notesWithStem }: Collection): number[] {
  const stemOfWord = vocabulary.stemOfWord.values;
  const words = findSimilarSpellings(text, vocabulary.words, (word) => notesWithStem.values[stemOfWord[word]] ?? 0);
  return [...new Set(words.map((word) => stemOfWord[word]))].filter((stem) => !vocabulary.isStopStem(stem));
}

/** The language whose stop words the query uses most; among equals the one of most notes. */
function stopLanguageOf(spoken: readonly { stopIn: readonly LanguageId[] }[], collection: Collection): LanguageId {
  const counts = new Map<LanguageId, number>();
  for (const { stopIn } of spoken) for (const language of stopIn) counts.set(language, (counts.get(language) ?? 0) + 1);
  let best: LanguageId = noLanguage;
  let bestScore = 0;
  for (const [language, count] of counts) {
    const share = (collection.notesByLanguage[language] ?? 0) / Math.max(1, collection.liveNoteCount);
    // a share of the notes settles ties, and keeps a stray foreign note from naming a stop word
    const score = count * (share > 0.02 ? 1 : 0.1) + share;
    if (score > bestScore) {
      bestScore = score;
      best = language;
    }
  }
  return best;
}
