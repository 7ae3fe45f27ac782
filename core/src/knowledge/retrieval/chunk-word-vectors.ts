import type { Collection } from './collection.ts';
import { inverseDocumentFrequency } from './first-stage.ts';
import { noteFieldCount } from './note-record.ts';
import { createSparseNumbers } from './sparse-numbers.ts';

/** A chunk's content stems, its note's title among them, weighted by (1 + ln tf) · idf, at unit length but for the lightest words. */
export interface WordVector {
  readonly stems: Int32Array;
  readonly weights: Float32Array;
}

export interface ChunkWordVectors {
  of(chunk: number): WordVector;
  /** Inverse document frequency of a stem among the live notes, 0 for a stop word. */
  idf(stem: number): number;
}

/** Words that weigh less hardly change a likeness, and cost most of the time. */
const leastWeight = 0.05;
/** Vectors kept for chunks that queries meet again. */
const keptCount = 12_000;

/** Computes vectors when asked for; all are forgotten when the collection changes, because rarity does. */
export function createChunkWordVectors(collection: Collection): ChunkWordVectors {
  const { vocabulary } = collection;
  const counts = createSparseNumbers();
  const vectors = new Map<number, WordVector>();
  /** By number of notes. */
  let idfOfCount = new Float32Array(0);
  let revision = -1;

  function refresh(): void {
    if (revision === collection.revision) return;
    revision = collection.revision;
    vectors.clear();
    idfOfCount = Float32Array.from({ length: collection.liveNoteCount + 1 }, (_, count) => inverseDocumentFrequency(count, collection.liveNoteCount));
    counts.reserve(vocabulary.stems.count);
  }

  function idfOf(stem: number): number {
    return vocabulary.isStopStem(stem) ? 0 : idfOfCount[collection.notesWithStem.values[stem] ?? 0];
  }

  function compute(chunk: number): WordVector {
    const stemOfWord = vocabulary.stemOfWord.values;
    const words = collection.words.values;
    const fields = collection.chunkNote.values[chunk] * (noteFieldCount + 1);
    const read = (start: number, end: number): void => {
      for (let index = start; index < end; index++) {
        const stem = stemOfWord[words[index]];
        if (!vocabulary.isStopStem(stem)) counts.set(stem, counts.values[stem] + 1);
      }
    };
    read(collection.noteFieldStarts.values[fields], collection.noteFieldStarts.values[fields + 1]);
    read(collection.chunkHeadingStart.values[chunk], collection.chunkEnd.values[chunk]);
    const { ids } = counts;
    let square = 0;
    for (let index = 0; index < ids.length; index++) {
      const count = counts.values[ids[index]];
      const weight = (count === 1 ? 1 : 1 + Math.log(count)) * idfOf(ids[index]);
      square += weight * weight;
    }
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    const stems = new Int32Array(ids.length);
    const weights = new Float32Array(ids.length);
    let kept = 0;
    for (let index = 0; index < ids.length; index++) {
      const count = counts.values[ids[index]];
      const weight = scale * (count === 1 ? 1 : 1 + Math.log(count)) * idfOf(ids[index]);
      if (weight < leastWeight) continue;
      stems[kept] = ids[index]!;
      weights[kept++] = weight;
    }
    counts.clear();
    return { stems: stems.slice(0, kept), weights: weights.slice(0, kept) };
  }

  return {
    of(chunk) {
      refresh();
      let vector = vectors.get(chunk);
      if (!vector) {
        if (vectors.size >= keptCount) vectors.clear();
        vector = compute(chunk);
        vectors.set(chunk, vector);
      }
      return vector;
    },
    idf(stem) {
      refresh();
      return idfOf(stem);
    },
  };
}
