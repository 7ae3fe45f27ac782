import type { Collection } from './collection.ts';
import { inverseDocumentFrequency } from './first-stage.ts';
import { noteFieldCount } from './note-record.ts';

/** Best chunks of the first stage that lend their score to others like them. */
const lenderCount = 100;
const neighbourCount = 10;
/** Total likeness below which a chunk's neighbours hardly count. */
const likenessFloor = 0.2;

export interface NeighbourScores {
  /** By pool position, 0 to 1: the first-stage scores of the ten most similar lenders, weighted by likeness. */
  readonly scores: Float32Array;
  /** Mean likeness of the ten best chunks among each other: whether the query is a topic or a look-up. */
  readonly cohesion: number;
}

/**
 * Chunks like those that match well are likely to be relevant too. Likeness is the cosine of tf-idf vectors.
 * @param pool chunk slots, best first; `baseScores` their first-stage scores
 * @see Diaz (2005), Regularizing ad hoc retrieval scores
 */
export function scoreNeighbours(pool: readonly number[], baseScores: Float32Array, collection: Collection): NeighbourScores {
  const lenders = Math.min(lenderCount, pool.length);
  const vectors = pool.map((chunk) => wordVector(chunk, collection));
  const holders = new Map<number, { lenders: number[]; weights: number[] }>();
  for (let lender = 0; lender < lenders; lender++) {
    const { stems, weights } = vectors[lender]!;
    for (let index = 0; index < stems.length; index++) {
      const list = holders.get(stems[index]!);
      if (list) {
        list.lenders.push(lender);
        list.weights.push(weights[index]!);
      } else holders.set(stems[index]!, { lenders: [lender], weights: [weights[index]!] });
    }
  }
  let highest = 0;
  for (let lender = 0; lender < lenders; lender++) highest = Math.max(highest, baseScores[lender]!);
  const scores = new Float32Array(pool.length);
  const likeness = new Float32Array(lenders);
  let cohesionSum = 0;
  let cohesionPairs = 0;
  for (let position = 0; position < pool.length; position++) {
    likeness.fill(0);
    const { stems, weights } = vectors[position]!;
    for (let index = 0; index < stems.length; index++) {
      const list = holders.get(stems[index]!);
      if (!list) continue;
      const weight = weights[index]!;
      for (let at = 0; at < list.lenders.length; at++) likeness[list.lenders[at]!]! += weight * list.weights[at]!;
    }
    if (position < 10) {
      for (let other = 0; other < position; other++) {
        cohesionSum += likeness[other]!;
        cohesionPairs++;
      }
    }
    if (position < lenders) likeness[position] = 0;
    scores[position] = highest > 0 ? nearestMean(likeness, baseScores) / highest : 0;
  }
  return { scores, cohesion: cohesionPairs > 0 ? cohesionSum / cohesionPairs : 0 };
}

/** Mean base score of the most similar lenders, weighted by likeness; pulled to 0 where nothing is alike. */
function nearestMean(likeness: Float32Array, baseScores: Float32Array): number {
  const nearest: number[] = [];
  for (let lender = 0; lender < likeness.length; lender++) {
    const value = likeness[lender]!;
    if (value <= 0 || (nearest.length === neighbourCount && value <= likeness[nearest[neighbourCount - 1]!]!)) continue;
    let at = nearest.length < neighbourCount ? nearest.length : neighbourCount - 1;
    while (at > 0 && likeness[nearest[at - 1]!]! < value) {
      nearest[at] = nearest[at - 1]!;
      at--;
    }
    nearest[at] = lender;
  }
  let sum = 0;
  let total = likenessFloor;
  for (const lender of nearest) {
    sum += likeness[lender]! * baseScores[lender]!;
    total += likeness[lender]!;
  }
  return sum / total;
}

/** The chunk's content stems, its note's title among them, weighted by (1 + ln tf) · idf, at unit length. */
export function wordVector(chunk: number, collection: Collection): { stems: number[]; weights: Float32Array } {
  const { vocabulary, notesWithStem, liveNoteCount } = collection;
  const stemOfWord = vocabulary.stemOfWord.values;
  const words = collection.words.values;
  const counts = new Map<number, number>();
  const read = (start: number, end: number): void => {
    for (let index = start; index < end; index++) {
      const stem = stemOfWord[words[index]!]!;
      if (!vocabulary.isStopStem(stem)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
    }
  };
  const fields = collection.chunkNote.values[chunk]! * (noteFieldCount + 1);
  read(collection.noteFieldStarts.values[fields]!, collection.noteFieldStarts.values[fields + 1]!);
  read(collection.chunkHeadingStart.values[chunk]!, collection.chunkEnd.values[chunk]!);
  const stems = [...counts.keys()];
  const weights = new Float32Array(stems.length);
  let square = 0;
  stems.forEach((stem, index) => {
    const weight = (1 + Math.log(counts.get(stem)!)) * inverseDocumentFrequency(notesWithStem.values[stem] ?? 0, liveNoteCount);
    weights[index] = weight;
    square += weight * weight;
  });
  if (square > 0) for (let index = 0; index < weights.length; index++) weights[index]! /= Math.sqrt(square);
  return { stems, weights };
}
