import type { Outcomes } from './compare-outcomes.ts';

/**
 * How often a heavy outcome was seen: one more probable than the median of all 2^qubitCount, those without probability among them.
 * Half for pure chance, (1 + ln 2)/2 ≈ 0.85 for a perfect machine on wide random circuits; more than two thirds passes the quantum volume test.
 * @param ideal The exact probabilities by outcome.
 * @param seen Counts, or probabilities under noise.
 * @throws RangeError where nothing was seen
 * @see Cross et al. (2019), Phys. Rev. A 100, 032328
 */
export function heavyOutputRatio(ideal: Outcomes, seen: Outcomes, qubitCount: number): number {
  const probabilities = new Map(ideal);
  const median = medianOf([...probabilities.values()], 2 ** qubitCount);
  let heavy = 0;
  let total = 0;
  for (const [key, weight] of seen) {
    total += weight;
    if ((probabilities.get(key) ?? 0) > median) heavy += weight;
  }
  if (!(total > 0)) throw new RangeError('Cannot tell how often heavy outcomes were seen: nothing was seen');
  return heavy / total;
}

/** Of the values and as many zeros as are missing to `count`. */
function medianOf(values: readonly number[], count: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  const missing = count - sorted.length;
  const at = (rank: number): number => (rank < missing ? 0 : sorted[rank - missing]);
  return (at(count / 2 - 1) + at(count / 2)) / 2;
}
