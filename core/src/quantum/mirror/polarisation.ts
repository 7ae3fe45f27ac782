/** From 20 qubits on, 4ⁿ is taken as infinite: the difference is below 1e-12. */
const INFINITE_FROM = 20;

/** How far outcomes lie from the target: `byDistance[k]` is the probability of a Hamming distance k, [n + 1]. */
export function hammingDistances(outcomes: Iterable<readonly [key: string, weight: number]>, target: Uint8Array): Float64Array {
  const byDistance = new Float64Array(target.length + 1);
  let total = 0;
  for (const [key, weight] of outcomes) {
    let distance = 0;
    // The leftmost character is the highest bit.
    for (let bit = 0; bit < target.length; bit += 1) if (key.charCodeAt(target.length - 1 - bit) - 48 !== target[bit]) distance += 1;
    byDistance[distance] += weight;
    total += weight;
  }
  if (total > 0) for (let distance = 0; distance < byDistance.length; distance += 1) byDistance[distance] /= total;
  return byDistance;
}

/**
 * Effective polarisation of n qubits: 1 without noise, 0 in the mean for outcomes that are pure chance.
 * S = (4ⁿ Σ (−½)ᵏ hₖ − 1) / (4ⁿ − 1). @see Proctor et al. (2022), Nature Physics 18, 75
 */
export function effectivePolarisation(byDistance: Float64Array): number {
  const qubitCount = byDistance.length - 1;
  let sum = 0;
  for (const [distance, probability] of byDistance.entries()) sum += (-0.5) ** distance * probability;
  if (qubitCount >= INFINITE_FROM) return sum;
  const size = 4 ** qubitCount;
  return (size * sum - 1) / (size - 1);
}

/** 1 − Fₑ of a polarisation p: (4ⁿ − 1)/4ⁿ · (1 − p). */
export function entanglementInfidelity(polarisation: number, qubitCount: number): number {
  return (qubitCount >= INFINITE_FROM ? 1 : 1 - 4 ** -qubitCount) * (1 - polarisation);
}
