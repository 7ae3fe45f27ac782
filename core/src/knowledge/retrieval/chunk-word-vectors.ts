import type { Collection } from './collection.ts';
import { inverseDocumentFrequency } from './first-stage.ts';
import { noteFieldCount } from './note-record.ts';
import { createSparseNumbers } from './sparse-numbers.ts';

/** A chunk's content stems, its note's title among them, weighted by (1 + ln tf) · idf, at unit length. */
export interface WordVector {
  readonly stems: Int32Array;
  readonly weights: Float32Array;
}

export interface ChunkWordVectors {
  of(chunk: number): WordVector;
  /** Inverse document frequency of a stem among the live notes. */
  idf(stem: number): number;
}

/** Vectors kept for chunks that queries meet again. */
const keptCount = 4096;

/** Computes vectors when asked for; all are forgotten when the collection changes, because rarity does. */
export function createChunkWordVectors(collection: Collection): ChunkWordVectors {
  const { vocabulary } = collection;
  const counts = createSparseNumbers();
  const kept = new Map<number, WordVector>();
  let idfOfStem = new Float32Array(0);
  let revision = -1;

  function refresh(): void {
    if (revision === collection.revision) return;
    revision = collection.revision;
    kept.clear();
    const { values, length } = collection.notesWithStem;
    const unseen = inverseDocumentFrequency(0, collection.liveNoteCount);
    idfOfStem = new Float32Array(vocabulary.stems.count).fill(unseen);
    for (let stem = 0; stem < length; stem++) idfOfStem[stem] = inverseDocumentFrequency(values[stem]!, collection.liveNoteCount);
    counts.reserve(vocabulary.stems.count);
  }

  function compute(chunk: number): WordVector {
    const stemOfWord = vocabulary.stemOfWord.values;
    const words = collection.words.values;
    const fields = collection.chunkNote.values[chunk]! * (noteFieldCount + 1);
    const read = (start: number, end: number): void => {
      for (let index = start; index < end; index++) {
        const stem = stemOfWord[words[index]!]!;
        counts.set(stem, counts.values[stem]! + 1);
      }
    };
    read(collection.noteFieldStarts.values[fields]!, collection.noteFieldStarts.values[fields + 1]!);
    read(collection.chunkHeadingStart.values[chunk]!, collection.chunkEnd.values[chunk]!);
    const stems = Int32Array.from(counts.ids.filter((stem) => !vocabulary.isStopStem(stem)));
    const weights = new Float32Array(stems.length);
    let square = 0;
    for (let index = 0; index < stems.length; index++) {
      const count = counts.values[stems[index]!]!;
      const weight = (count === 1 ? 1 : 1 + Math.log(count)) * idfOfStem[stems[index]!]!;
      weights[index] = weight;
      square += weight * weight;
    }
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let index = 0; index < weights.length; index++) weights[index]! *= scale;
    counts.clear();
    return { stems, weights };
  }

  return {
    of(chunk) {
      refresh();
      let vector = kept.get(chunk);
      if (!vector) {
        if (kept.size >= keptCount) kept.clear();
        vector = compute(chunk);
        kept.set(chunk, vector);
      }
      return vector;
    },
    idf(stem) {
      refresh();
      return idfOfStem[stem] ?? 0;
    },
  };
}
