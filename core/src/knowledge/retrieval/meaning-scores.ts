import { createInt8Matrix, quantizeToInt16 } from '../../kernels/index.ts';
import type { AnalysedQuery } from './analyse-query.ts';
import type { Collection } from './collection.ts';
import { meaningDimensions, type MeaningVectors } from './meaning-vectors.ts';
import { noteFieldCount } from './note-record.ts';

/** Vectors kept for chunks that queries meet again: 4 MB. */
const keptCount = 8192;

/** The meaning of chunks, each computed when first asked for and kept. */
export interface ChunkMeanings {
  /** Unit length; all zero for a chunk of words without vectors. Valid until the next call. */
  vector(chunk: number): Float32Array;
}

export function createChunkMeanings(collection: Collection, meaning: MeaningVectors): ChunkMeanings {
  const kept = new Map<number, Float32Array>();
  return {
    vector(chunk) {
      let vector = kept.get(chunk);
      if (!vector) {
        if (kept.size >= keptCount) kept.clear();
        vector = chunkVector(collection, meaning, chunk);
        kept.set(chunk, vector);
      }
      return vector;
    },
  };
}

function chunkVector(collection: Collection, meaning: MeaningVectors, chunk: number): Float32Array {
  const counts = new Map<number, number>();
  const stemOfWord = collection.vocabulary.stemOfWord.values;
  const count = (start: number, end: number, weight: number): void => {
    for (let index = start; index < end; index++) {
      const row = meaning.rowOfStem[stemOfWord[collection.words.values[index]]] ?? -1;
      if (row >= 0) counts.set(row, (counts.get(row) ?? 0) + weight);
    }
  };
  const fields = collection.chunkNote.values[chunk] * (noteFieldCount + 1);
  count(collection.noteFieldStarts.values[fields], collection.noteFieldStarts.values[fields + 1], 1);
  count(collection.chunkHeadingStart.values[chunk], collection.chunkEnd.values[chunk], 1);
  const vector = new Float32Array(meaningDimensions);
  for (const [row, frequency] of counts) addRow(vector, meaning, row, (1 + Math.log(frequency)) * meaning.weights[row]);
  return toUnitLength(vector);
}

function addRow(vector: Float32Array, meaning: MeaningVectors, row: number, weight: number): void {
  const base = row * meaningDimensions;
  for (let index = 0; index < meaningDimensions; index++) vector[index] += weight * meaning.vectors[base + index];
}

function toUnitLength(vector: Float32Array): Float32Array {
  let square = 0;
  for (const value of vector) square += value * value;
  if (square > 0) {
    const scale = 1 / Math.sqrt(square);
    for (let index = 0; index < vector.length; index++) vector[index] *= scale;
  }
  return vector;
}

/** Unit length, or `undefined` when no word of the query has a vector. */
export function queryMeaning(query: AnalysedQuery, meaning: MeaningVectors): Float32Array | undefined {
  const vector = new Float32Array(meaningDimensions);
  let known = false;
  for (const { stems, count } of query.terms) {
    for (const stem of stems) {
      const row = meaning.rowOfStem[stem] ?? -1;
      if (row < 0) continue;
      known = true;
      addRow(vector, meaning, row, (count * meaning.weights[row]) / stems.length);
    }
  }
  return known ? toUnitLength(vector) : undefined;
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index] * b[index];
  return sum;
}

/** Likeness below which a word is near by chance: random projections of unrelated words reach it. */
const chanceSimilarity = 0.35;

/** Finds the words whose meaning is nearest to a query's, best first, without `exclude`. */
export type WordFinder = (vector: Float32Array, exclude: ReadonlySet<number>, count: number) => { stem: number; similarity: number }[];

export function createWordFinder(meaning: MeaningVectors): WordFinder {
  const matrix = createInt8Matrix({ dimensionCount: meaningDimensions });
  for (let row = 0; row < meaning.stems.length; row++) matrix.push(meaning.vectors.subarray(row * meaningDimensions, (row + 1) * meaningDimensions), 1 / 127);
  return (vector, exclude, count) => {
    const asked = new Int16Array(meaningDimensions);
    const scale = quantizeToInt16(vector, asked);
    return matrix
      .topRows(asked, { count, accept: (row) => !exclude.has(meaning.stems[row]) })
      .map(({ row, score }) => ({ stem: meaning.stems[row], similarity: score * scale }))
      .filter(({ similarity }) => similarity > chanceSimilarity);
  };
}
