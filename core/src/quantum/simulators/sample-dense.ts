import type { SeededRandom } from '../../foundation/index.ts';

/**
 * Draws outcomes from the probabilities of all of them: sorted draws meet the running sum in one pass, then the shots are put back
 * into the order they were drawn in.
 * @param probabilities [2^bitCount], summing to 1 but for rounding.
 * @returns One byte a bit, row-major [shotCount][bitCount].
 */
export function sampleDense(probabilities: Float64Array, bitCount: number, shotCount: number, random: SeededRandom): Uint8Array {
  let total = 0;
  for (const probability of probabilities) total += probability;
  const draws = Float64Array.from({ length: shotCount }, () => random.next() * total);
  const order = Uint32Array.from({ length: shotCount }, (_, shot) => shot).sort((left, right) => draws[left] - draws[right]);
  const shots = new Uint8Array(shotCount * bitCount);
  let outcome = 0;
  let reached = probabilities[0];
  for (const shot of order) {
    while (draws[shot] >= reached && outcome < probabilities.length - 1) {
      outcome += 1;
      reached += probabilities[outcome];
    }
    // Rounding may leave the last draw beyond the last outcome that can be.
    while (probabilities[outcome] === 0 && outcome > 0) outcome -= 1;
    for (let bit = 0; bit < bitCount; bit += 1) shots[shot * bitCount + bit] = (outcome >>> bit) & 1;
  }
  return shots;
}
