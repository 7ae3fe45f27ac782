/**
 * Σ |X[f]|² of real signals, f = 0 … size/2, from the sums over complex ones that carry two real signals each.
 * @param positions Where each frequency is in `sums`; in natural order when absent.
 */
export function oneSided(sums: Float64Array, positions?: Int32Array): Float64Array {
  const size = sums.length;
  const at = (frequency: number): number => (positions ? positions[frequency] : frequency);
  return Float64Array.from({ length: (size >> 1) + 1 }, (_, frequency) => (sums[at(frequency)] + sums[at((size - frequency) % size)]) / 2);
}
