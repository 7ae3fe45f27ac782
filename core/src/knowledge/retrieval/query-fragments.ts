import type { AnalysedQuery } from './analyse-query.ts';
import type { Collection } from './collection.ts';
import { inverseDocumentFrequency } from './first-stage.ts';
import { type FragmentIndex, fragmentsOf } from './fragment-index.ts';
import type { SparseNumbers } from './sparse-numbers.ts';

/** The fragments of a query's words, and which words of the vocabulary hold them. */
export interface QueryFragments {
  /** By fragment. */
  readonly idf: Float32Array;
  /** By word: 0, or 1 + the position in `lists` of the fragments that it holds. */
  readonly listOfWord: SparseNumbers;
  readonly lists: readonly (readonly number[])[];
}

/** Shorter words are their own fragment, and too common to tell anything. */
const shortestWord = 3;

/** @param listOfWord scratch, all 0; the caller clears it */
export function findQueryFragments(query: AnalysedQuery, collection: Collection, segments: readonly FragmentIndex[], listOfWord: SparseNumbers): QueryFragments {
  const buckets = new Set<number>();
  const { stemOfWord } = collection.vocabulary;
  for (const { text } of query.terms) {
    if (text.length < shortestWord && isSpaced(text)) continue;
    const fragments = new Int32Array(text.length + 2);
    const count = fragmentsOf(text.length, (position) => text.charCodeAt(position), fragments);
    for (let at = 0; at < count; at++) buckets.add(fragments[at]);
  }
  const idf = new Float32Array(buckets.size);
  const lists: number[][] = [];
  listOfWord.reserve(collection.vocabulary.words.count);
  let fragment = 0;
  for (const bucket of buckets) {
    let occurrences = 0;
    for (const { starts, words } of segments) {
      for (let at = starts[bucket]; at < starts[bucket + 1]; at++) {
        const word = words[at];
        occurrences += collection.notesWithStem.values[stemOfWord.values[word]] ?? 0;
        const known = listOfWord.values[word];
        if (known > 0) lists[known - 1].push(fragment);
        else {
          lists.push([fragment]);
          listOfWord.set(word, lists.length);
        }
      }
    }
    idf[fragment++] = inverseDocumentFrequency(Math.min(occurrences, collection.liveNoteCount), collection.liveNoteCount);
  }
  return { idf, listOfWord, lists };
}

function isSpaced(text: string): boolean {
  return !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(text);
}
