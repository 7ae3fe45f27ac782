import type { ScoredRow } from '../../kernels/index.ts';

/** Room for near-equal rows around the last place, before it is known how near they are. */
const FIRST_CANDIDATE_COUNT = 64;
/** Of more rows than this that lie closer together than int8 can tell, the rest is left unranked. */
const MAX_CANDIDATE_COUNT = 4096;
/** Standard deviations of a coarse similarity's error that a row is given the benefit of. */
const ERROR_DEVIATIONS = 5;

export interface CandidateSearch {
  readonly topK: number;
  /** The best `count` rows by coarse similarity, best first; pauses where the search may. */
  readonly scan: (count: number) => Generator<void, ScoredRow[]>;
  /** The width of one step of a row's coarse layer. */
  readonly stepOf: (row: number) => number;
  readonly largestStep: number;
}

/**
 * The rows whose exact similarity may be among the `topK` best, best coarse similarity first. For a query of unit length a coarse
 * similarity is off by a sum of rounding errors, each even over one step: its standard deviation is `step / √12`.
 */
export function* findCandidates({ topK, scan, stepOf, largestStep }: CandidateSearch): Generator<void, number[]> {
  const errorOf = (step: number) => (ERROR_DEVIATIONS * step) / Math.sqrt(12);
  const limit = Math.max(MAX_CANDIDATE_COUNT, 2 * topK);
  for (let count = Math.max(FIRST_CANDIDATE_COUNT, 2 * topK); ; count = Math.min(4 * count, limit)) {
    const found = (yield* scan(count)).map(({ row, score }) => ({ row, similarity: score, error: errorOf(stepOf(row)) }));
    // Every one of the topK best reaches this for sure, so what cannot reach it is out.
    const sure = found.map(({ similarity, error }) => similarity - error).sort((a, b) => b - a)[topK - 1] ?? -Infinity;
    const bestOutside = found.length < count ? -Infinity : found.at(-1)!.similarity + errorOf(largestStep);
    if (bestOutside < sure || found.length < count || count === limit) {
      return found.filter(({ similarity, error }) => similarity + error >= sure).map(({ row }) => row);
    }
  }
}
