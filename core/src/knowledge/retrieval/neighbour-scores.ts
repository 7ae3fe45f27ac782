import type { ChunkWordVectors } from './chunk-word-vectors.ts';
import type { SparseNumbers } from './sparse-numbers.ts';

/** Best chunks of the first stage that lend their score to others like them. */
const lenderCount = 100;
const neighbourCount = 10;
/** Total likeness below which a chunk's neighbours hardly count. */
const likenessFloor = 0.2;

/**
 * Chunks like those that match well are likely to be relevant too: by pool position, 0 to 1, the first-stage scores of the ten most similar
 * lenders, weighted by likeness (cosine of tf-idf vectors).
 * @param pool chunk slots, best first; `baseScores` their first-stage scores
 * @param rowOfStem scratch, all 0, at least as long as the stems are many
 * @see Diaz (2005), Regularizing ad hoc retrieval scores
 */
export function scoreNeighbours(pool: readonly number[], baseScores: Float32Array, vectors: ChunkWordVectors, rowOfStem: SparseNumbers): Float32Array {
  const lenders = Math.min(lenderCount, pool.length);
  const holders: { lenders: number[]; weights: number[] }[] = [];
  for (let lender = 0; lender < lenders; lender++) {
    const { stems, weights } = vectors.of(pool[lender]);
    for (let index = 0; index < stems.length; index++) {
      const row = rowOfStem.values[stems[index]];
      if (row > 0) {
        holders[row - 1].lenders.push(lender);
        holders[row - 1].weights.push(weights[index]);
      } else {
        holders.push({ lenders: [lender], weights: [weights[index]] });
        rowOfStem.set(stems[index], holders.length);
      }
    }
  }
  let highest = 0;
  for (let lender = 0; lender < lenders; lender++) highest = Math.max(highest, baseScores[lender]);
  const scores = new Float32Array(pool.length);
  const likeness = new Float32Array(lenders);
  for (let position = 0; position < pool.length; position++) {
    likeness.fill(0);
    const { stems, weights } = vectors.of(pool[position]);
    for (let index = 0; index < stems.length; index++) {
      const weight = weights[index];
      const row = rowOfStem.values[stems[index]];
      if (row === 0) continue;
      const holder = holders[row - 1];
      const holderLenders = holder.lenders;
      const holderWeights = holder.weights;
      for (let at = 0; at < holderLenders.length; at++) likeness[holderLenders[at]] += weight * holderWeights[at];
    }
    if (position < lenders) likeness[position] = 0;
    scores[position] = highest > 0 ? nearestMean(likeness, baseScores) / highest : 0;
  }
  rowOfStem.clear();
  return scores;
}

/** Mean base score of the most similar lenders, weighted by likeness; pulled to 0 where nothing is alike. */
function nearestMean(likeness: Float32Array, baseScores: Float32Array): number {
  const nearest: number[] = [];
  for (let lender = 0; lender < likeness.length; lender++) {
    const value = likeness[lender];
    if (value <= 0 || (nearest.length === neighbourCount && value <= likeness[nearest[neighbourCount - 1]])) continue;
    let at = nearest.length < neighbourCount ? nearest.length : neighbourCount - 1;
    while (at > 0 && likeness[nearest[at - 1]] < value) {
      nearest[at] = nearest[at - 1]!;
      at--;
    }
    nearest[at] = lender;
  }
  let sum = 0;
  let total = likenessFloor;
  for (const lender of nearest) {
    sum += likeness[lender] * baseScores[lender];
    total += likeness[lender];
  }
  return sum / total;
}
