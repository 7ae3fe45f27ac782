import type { AnalysedQuery } from './analyse-query.ts';
import type { ChunkWordVectors } from './chunk-word-vectors.ts';
import type { Collection } from './collection.ts';
import { noteFieldCount } from './note-record.ts';

/** How a query and the names of a note agree. Both 0 to 1, by idf. */
export interface TitleMatch {
  /** How much of the title, or of the aliases, the query says. A short title said in full is what a person who knows the note types. */
  readonly said: number;
  /** How nearly the query *is* a name of the note: its title, its aliases, or what other notes call it in their links. */
  readonly name: number;
}

export function createTitleMatch(query: AnalysedQuery, idf: Float32Array, collection: Collection, wordVectors: ChunkWordVectors): (note: number) => TitleMatch {
  const { vocabulary } = collection;
  const stemOfWord = vocabulary.stemOfWord.values;
  const words = collection.words.values;
  const starts = collection.noteFieldStarts.values;
  const termOfStem = new Map(query.terms.flatMap(({ stems }, term) => stems.map((stem) => [stem, term] as const)));
  const idfTotal = idf.reduce((sum, value) => sum + value, 0);

  function compare(count: number, stemAt: (index: number) => number): TitleMatch {
    let total = 0;
    let said = 0;
    let asked = 0;
    const seen = new Set<number>();
    for (let index = 0; index < count; index++) {
      const stem = stemAt(index);
      if (vocabulary.isStopStem(stem)) continue;
      // the constant keeps a word that every note has from counting nothing
      const weight = wordVectors.idf(stem) + 0.1;
      total += weight;
      const term = termOfStem.get(stem);
      if (term === undefined) continue;
      said += weight;
      if (!seen.has(term)) asked += idf[term];
      seen.add(term);
    }
    return total > 0 && idfTotal > 0 ? { said: said / total, name: (said / total) * (asked / idfTotal) } : { said: 0, name: 0 };
  }

  return (note) => {
    const at = note * (noteFieldCount + 1);
    const range = (start: number, end: number): TitleMatch => compare(end - start, (index) => stemOfWord[words[start + index]]);
    const title = range(starts[at], starts[at + 1]);
    const alias = range(starts[at + 1], starts[at + 2]);
    let name = Math.max(title.name, alias.name);
    for (const { stems } of collection.linkTexts[note] ?? []) name = Math.max(name, compare(stems.length, (index) => stems[index]).name);
    return { said: Math.max(title.said, alias.said), name };
  };
}
