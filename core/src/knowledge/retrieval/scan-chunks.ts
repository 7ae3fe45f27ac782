import type { AnalysedQuery } from './analyse-query.ts';
import type { Collection } from './collection.ts';
import type { FirstStage } from './first-stage.ts';
import { noteFieldCount } from './note-record.ts';
import type { QueryFragments } from './query-fragments.ts';

/** What reading the words of one chunk (and its note's title) in order says about a query. */
export interface ChunkScan {
  /** Sum of idf of the query's words that it holds. */
  coverage: number;
  /** Neighbouring query words found next to each other in the same order, weighted by idf and saturated. */
  bigram: number;
  /** Neighbouring query words found within a window of eight, in any order. */
  window: number;
  /** Query words found exactly as written. */
  exact: number;
  /** Shared fragments of words: typos, compounds, inflections that no stemmer knows. */
  fragments: number;
}

const windowSize = 8;
const pairSaturation = 1.2;
const fragmentSaturation = 1.2;
const fragmentLengthEffect = 0.75;

export interface QueryScanner {
  scan(chunk: number): ChunkScan;
}

export function createQueryScanner(query: AnalysedQuery, collection: Collection, first: FirstStage, fragments: QueryFragments): QueryScanner {
  const stemOfWord = collection.vocabulary.stemOfWord.values;
  const words = collection.words.values;
  const termOfStem = new Map<number, number>();
  query.terms.forEach(({ stems }, term) => stems.forEach((stem) => termOfStem.set(stem, term)));
  const pairCount = Math.max(0, query.sequence.length - 1);
  const orderedCounts = new Float32Array(pairCount);
  const windowCounts = new Float32Array(pairCount);
  const pairIdf = Float32Array.from({ length: pairCount }, (_, pair) => Math.min(first.idf[query.sequence[pair]!]!, first.idf[query.sequence[pair + 1]!]!));
  const exactTermOfWord = new Map<number, number>();
  query.terms.forEach(({ words: exactWords }, term) => exactWords.forEach((word) => exactTermOfWord.set(word, term)));
  const present = new Uint8Array(query.terms.length);
  const exactCounts = new Float32Array(query.terms.length);
  const fragmentCounts = new Float32Array(fragments.idf.length);
  const averageChunk = Math.max(1, collection.liveLength / Math.max(1, collection.liveChunkCount));
  const found: { term: number; position: number }[] = [];

  function readRange(start: number, end: number): void {
    found.length = 0;
    let position = 0;
    for (let index = start; index < end; index++) {
      const word = words[index]!;
      const stem = stemOfWord[word]!;
      const term = termOfStem.get(stem);
      if (term !== undefined) {
        found.push({ term, position });
        present[term] = 1;
        const exact = exactTermOfWord.get(word);
        if (exact !== undefined) exactCounts[exact]!++;
      }
      if (!collection.vocabulary.isStopStem(stem)) position++;
      fragments.count(word, fragmentCounts);
    }
    for (let pair = 0; pair < pairCount; pair++) {
      const a = query.sequence[pair]!;
      const b = query.sequence[pair + 1]!;
      if (a === b) continue;
      for (let index = 0; index < found.length; index++) {
        const { term, position: at } = found[index]!;
        if (term !== a && term !== b) continue;
        const other = term === a ? b : a;
        for (let next = index + 1; next < found.length; next++) {
          const distance = found[next]!.position - at;
          if (distance >= windowSize) break;
          if (found[next]!.term === term) break;
          if (found[next]!.term !== other) continue;
          windowCounts[pair]!++;
          if (term === a && distance === 1) orderedCounts[pair]!++;
          break;
        }
      }
    }
  }

  return {
    scan(chunk) {
      orderedCounts.fill(0);
      windowCounts.fill(0);
      exactCounts.fill(0);
      present.fill(0);
      fragmentCounts.fill(0);
      const note = collection.chunkNote.values[chunk]!;
      const fields = note * (noteFieldCount + 1);
      readRange(collection.noteFieldStarts.values[fields]!, collection.noteFieldStarts.values[fields + 1]!);
      readRange(collection.chunkHeadingStart.values[chunk]!, collection.chunkBodyStart.values[chunk]!);
      readRange(collection.chunkBodyStart.values[chunk]!, collection.chunkEnd.values[chunk]!);
      const scan: ChunkScan = { coverage: 0, bigram: 0, window: 0, exact: 0, fragments: 0 };
      for (let term = 0; term < present.length; term++) if (present[term] === 1) scan.coverage += first.idf[term]!;
      for (let pair = 0; pair < pairCount; pair++) {
        scan.bigram += (pairIdf[pair]! * orderedCounts[pair]!) / (pairSaturation + orderedCounts[pair]!);
        scan.window += (pairIdf[pair]! * windowCounts[pair]!) / (pairSaturation + windowCounts[pair]!);
      }
      const lengthRatio = 1 - fragmentLengthEffect + (fragmentLengthEffect * collection.chunkLength.values[chunk]!) / averageChunk;
      for (let term = 0; term < exactCounts.length; term++) scan.exact += (first.idf[term]! * exactCounts[term]!) / (fragmentSaturation * lengthRatio + exactCounts[term]!);
      for (let fragment = 0; fragment < fragmentCounts.length; fragment++) {
        scan.fragments += (fragments.idf[fragment]! * fragmentCounts[fragment]!) / (fragmentSaturation * lengthRatio + fragmentCounts[fragment]!);
      }
      return scan;
    },
  };
}
