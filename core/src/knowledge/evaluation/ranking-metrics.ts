/** Judged relevance of documents for one query: 0 is not relevant. */
export type Judgements = ReadonlyMap<string, number>;

/** Discounted gain of a ranking's first `depth` places over that of the best possible one. Gain 2^relevance − 1, discount log2(rank + 1). 0 without a relevant document. @see Järvelin & Kekäläinen (2002) */
export function ndcgAt(depth: number, ranking: readonly string[], judgements: Judgements): number {
  const ideal = [...judgements.values()].filter((relevance) => relevance > 0).sort((a, b) => b - a);
  const best = discountedGain(ideal.slice(0, depth));
  return best === 0 ? 0 : discountedGain(ranking.slice(0, depth).map((id) => Math.max(0, judgements.get(id) ?? 0))) / best;
}

function discountedGain(relevances: readonly number[]): number {
  return relevances.reduce((sum, relevance, index) => sum + (2 ** relevance - 1) / Math.log2(index + 2), 0);
}

/** Share of the relevant documents among the first `depth` places. 0 without a relevant document. */
export function recallAt(depth: number, ranking: readonly string[], judgements: Judgements): number {
  const relevantCount = [...judgements.values()].filter((relevance) => relevance > 0).length;
  if (relevantCount === 0) return 0;
  return ranking.slice(0, depth).filter((id) => (judgements.get(id) ?? 0) > 0).length / relevantCount;
}

/** 1 over the place of the first relevant document, 0 when it is not among the first `depth`. */
export function reciprocalRankAt(depth: number, ranking: readonly string[], judgements: Judgements): number {
  const place = ranking.slice(0, depth).findIndex((id) => (judgements.get(id) ?? 0) > 0);
  return place < 0 ? 0 : 1 / (place + 1);
}

/** The value below which `share` of the values lie, by the nearest rank; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
