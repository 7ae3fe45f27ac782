import type { AnalysedQuery } from './analyse-query.ts';
import type { ChunkWordVectors } from './chunk-word-vectors.ts';
import type { Collection } from './collection.ts';
import { noteFieldCount } from './note-record.ts';

/** How much of the title, or of the aliases, the query says: 0 to 1 by idf. A short title said in full is what a person who knows the note types. */
export function createTitleMatch(query: AnalysedQuery, collection: Collection, wordVectors: ChunkWordVectors): (note: number) => number {
  const { vocabulary } = collection;
  const stemOfWord = vocabulary.stemOfWord.values;
  const words = collection.words.values;
  const starts = collection.noteFieldStarts.values;
  const asked = new Set(query.terms.flatMap(({ stems }) => stems));

  function saidFraction(start: number, end: number): number {
    let total = 0;
    let said = 0;
    for (let index = start; index < end; index++) {
      const stem = stemOfWord[words[index]!]!;
      if (vocabulary.isStopStem(stem)) continue;
      // the constant keeps a word that every note has from counting nothing
      const weight = wordVectors.idf(stem) + 0.1;
      total += weight;
      if (asked.has(stem)) said += weight;
    }
    return total > 0 ? said / total : 0;
  }
  return (note) => {
    const at = note * (noteFieldCount + 1);
    return Math.max(saidFraction(starts[at]!, starts[at + 1]!), saidFraction(starts[at + 1]!, starts[at + 2]!));
  };
}
