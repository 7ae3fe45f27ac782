/** How often, or how probably, each outcome is seen. What they sum to does not matter. */
export type Outcomes = Iterable<readonly [key: string, weight: number]>;

/** Half the sum of all differences of probability: 0 for equal outcomes, 1 for outcomes of which none is shared. @throws RangeError for outcomes of no weight, or of less than none */
export function totalVariationDistance(left: Outcomes, right: Outcomes): number {
  const [p, q] = [probabilitiesOf(left), probabilitiesOf(right)];
  let sum = 0;
  for (const key of new Set([...p.keys(), ...q.keys()])) sum += Math.abs((p.get(key) ?? 0) - (q.get(key) ?? 0));
  return Math.min(1, sum / 2);
}

/** (Σ √(p q))², as Qiskit's `hellinger_fidelity`: 1 for equal outcomes, 0 for outcomes of which none is shared. @throws as `totalVariationDistance` */
export function hellingerFidelity(left: Outcomes, right: Outcomes): number {
  const [p, q] = [probabilitiesOf(left), probabilitiesOf(right)];
  let sum = 0;
  for (const [key, probability] of p) sum += Math.sqrt(probability * (q.get(key) ?? 0));
  return Math.min(1, sum * sum);
}

function probabilitiesOf(outcomes: Outcomes): Map<string, number> {
  const weights = new Map<string, number>();
  let total = 0;
  for (const [key, weight] of outcomes) {
    if (!(weight >= 0 && weight < Infinity)) throw new RangeError(`Cannot compare outcomes: ${key} was seen ${weight} times`);
    weights.set(key, (weights.get(key) ?? 0) + weight);
    total += weight;
  }
  if (total === 0) throw new RangeError('Cannot compare outcomes: nothing was seen on one side');
  return new Map([...weights].map(([key, weight]) => [key, weight / total]));
}
