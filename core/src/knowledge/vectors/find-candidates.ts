import type { Int8Matrix, ScoredRow } from '../../kernels/index.ts';

/** Room for near-equal rows around the last place, before it is known how near they are. */
const FIRST_CANDIDATE_COUNT = 64;
/** More rows than this closer to each other than int8 can tell are not all rescored. */
const MAX_CANDIDATE_COUNT = 4096;
/** Standard deviations of the coarse layer's error that a row is given the benefit of. */
const ERROR_DEVIATIONS = 5;

export interface CandidateSearch {
  readonly topK: number;
  readonly accept?: (row: number) => boolean;
  /** The best `count` rows by coarse score, best first. */
  readonly scan: (count: number) => ScoredRow[];
}

/**
 * The rows whose exact similarity may be among the `topK` best. A row's coarse similarity is off by a sum of rounding errors,
 * each even over one step: for a query of unit length its standard deviation is `step / √12`, `step` being the row's scale.
 * @param matrix its scales are the steps. @param queryScale turns a score into a similarity.
 */
export function findCandidates(matrix: Int8Matrix, { topK, scan, queryScale, largestStep }: { topK: number; scan: (count: number) => ScoredRow[]; queryScale: number; largestStep: number }): number[] {
  const errorOf = (step: number) => (ERROR_DEVIATIONS * step) / Math.sqrt(12);
  const limit = Math.max(MAX_CANDIDATE_COUNT, 2 * topK);
  for (let count = Math.max(FIRST_CANDIDATE_COUNT, 2 * topK); ; count = Math.min(4 * count, limit)) {
    const scored = scan(count).map(({ row, score }) => ({ row, similarity: score * queryScale, error: errorOf(matrix.scaleAt(row)) }));
    const sureAt = scored.map(({ similarity, error }) => similarity - error).sort((a, b) => b - a)[topK - 1];
    if (scored.length < count || sureAt === undefined) return sureAt === undefined ? scored.map(({ row }) => row) : within(scored, sureAt);
    const outsiderAtBest = scored.at(-1)!.similarity + errorOf(largestStep);
    if (outsiderAtBest < sureAt || count === limit) return within(scored, sureAt);
  }
}

function within(scored: readonly { row: number; similarity: number; error: number }[], sureAt: number): number[] {
  return scored.filter(({ similarity, error }) => similarity + error >= sureAt).map(({ row }) => row);
}
