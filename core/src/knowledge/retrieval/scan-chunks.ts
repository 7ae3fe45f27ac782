import type { AnalysedQuery } from './analyse-query.ts';
import type { Collection } from './collection.ts';
import type { FirstStage } from './first-stage.ts';
import { noteFieldCount } from './note-record.ts';
import type { QueryFragments } from './query-fragments.ts';
import type { SparseNumbers } from './sparse-numbers.ts';

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
const wordSaturation = 1.2;
const lengthEffect = 0.75;

export interface QueryScanner {
  scan(chunk: number): ChunkScan;
}

/** @param termOfStem scratch, all 0; the caller clears it */
export function createQueryScanner(query: AnalysedQuery, collection: Collection, first: FirstStage, fragments: QueryFragments, termOfStem: SparseNumbers): QueryScanner {
  const { vocabulary } = collection;
  const stemOfWord = vocabulary.stemOfWord.values;
  const words = collection.words.values;
  termOfStem.reserve(vocabulary.stems.count);
  query.terms.forEach(({ stems }, term) => stems.forEach((stem) => termOfStem.set(stem, term + 1)));
  const termNumbers = termOfStem.values;
  const fragmentLists = fragments.listOfWord.values;
  const exactTermOfWord = new Map<number, number>();
  query.terms.forEach(({ words: exactWords }, term) => exactWords.forEach((word) => exactTermOfWord.set(word, term)));

  const pairCount = Math.max(0, query.sequence.length - 1);
  const orderedCounts = new Float32Array(pairCount);
  const windowCounts = new Float32Array(pairCount);
  const pairIdf = Float32Array.from({ length: pairCount }, (_, pair) => Math.min(first.idf[query.sequence[pair]], first.idf[query.sequence[pair + 1]]));
  const present = new Uint8Array(query.terms.length);
  const exactCounts = new Float32Array(query.terms.length);
  const fragmentCounts = new Float32Array(fragments.idf.length);
  const averageChunk = Math.max(1, collection.liveLength / Math.max(1, collection.liveChunkCount));
  const foundTerms: number[] = [];
  const foundPositions: number[] = [];

  function readRange(start: number, end: number): void {
    foundTerms.length = 0;
    foundPositions.length = 0;
    let position = 0;
    for (let index = start; index < end; index++) {
      const word = words[index];
      const stem = stemOfWord[word];
      const term = termNumbers[stem] - 1;
      if (term >= 0) {
        foundTerms.push(term);
        foundPositions.push(position);
        present[term] = 1;
        const exact = exactTermOfWord.get(word);
        if (exact !== undefined) exactCounts[exact]++;
      }
      if (!vocabulary.isStopStem(stem)) position++;
      const list = fragmentLists[word];
      if (list > 0) for (const fragment of fragments.lists[list - 1]) fragmentCounts[fragment]++;
    }
    if (foundTerms.length > 1) for (let pair = 0; pair < pairCount; pair++) countPair(pair);
  }

  function countPair(pair: number): void {
    const a = query.sequence[pair];
    const b = query.sequence[pair + 1];
    if (a === b || present[a] === 0 || present[b] === 0) return;
    for (let index = 0; index < foundTerms.length; index++) {
      const term = foundTerms[index];
      if (term !== a && term !== b) continue;
      const other = term === a ? b : a;
      for (let next = index + 1; next < foundTerms.length; next++) {
        const distance = foundPositions[next] - foundPositions[index];
        if (distance >= windowSize || foundTerms[next] === term) break;
        if (foundTerms[next] !== other) continue;
        windowCounts[pair]++;
        if (term === a && distance === 1) orderedCounts[pair]++;
        break;
      }
    }
  }

  return {
    scan(chunk) {
      orderedCounts.fill(0);
      windowCounts.fill(0);
      exactCounts.fill(0);
      fragmentCounts.fill(0);
      present.fill(0);
      const fields = collection.chunkNote.values[chunk] * (noteFieldCount + 1);
      readRange(collection.noteFieldStarts.values[fields], collection.noteFieldStarts.values[fields + 1]);
      readRange(collection.chunkHeadingStart.values[chunk], collection.chunkBodyStart.values[chunk]);
      readRange(collection.chunkBodyStart.values[chunk], collection.chunkEnd.values[chunk]);

      const result: ChunkScan = { coverage: 0, bigram: 0, window: 0, exact: 0, fragments: 0 };
      for (let pair = 0; pair < pairCount; pair++) {
        result.bigram += saturated(pairIdf[pair], orderedCounts[pair], pairSaturation);
        result.window += saturated(pairIdf[pair], windowCounts[pair], pairSaturation);
      }
      const saturation = wordSaturation * (1 - lengthEffect + (lengthEffect * collection.chunkLength.values[chunk]) / averageChunk);
      for (let term = 0; term < present.length; term++) {
        if (present[term] === 1) result.coverage += first.idf[term];
        result.exact += saturated(first.idf[term], exactCounts[term], saturation);
      }
      for (let fragment = 0; fragment < fragmentCounts.length; fragment++) result.fragments += saturated(fragments.idf[fragment], fragmentCounts[fragment], saturation);
      return result;
    },
  };
}

function saturated(idf: number, count: number, saturation: number): number {
  return count === 0 ? 0 : (idf * count) / (saturation + count);
}
