import { hermitianEigenvalues, mapEigenvalues, multiplyMatrices, type ComplexMatrix } from '../circuit/index.ts';

/**
 * How much two qubits are entangled, mixed as they may be: 0 not at all, 1 as a Bell pair.
 * @throws RangeError unless the density matrix is one of two qubits
 * @see Wootters (1998), Phys. Rev. Lett. 80, 2245
 */
export function concurrenceOf(density: ComplexMatrix): number {
  if (density.dimension !== 4) throw new RangeError(`Cannot tell the concurrence of a density matrix of ${density.dimension} rows: it is of two qubits, 4 rows`);
  const half = mapEigenvalues(density, (value) => Math.sqrt(Math.max(0, value)));
  const [a, b, c, d] = hermitianEigenvalues(multiplyMatrices(half, multiplyMatrices(flipped(density), half))).map((value) => Math.sqrt(Math.max(0, value)));
  return Math.max(0, d - c - b - a);
}

/** (Y ⊗ Y) ρ* (Y ⊗ Y): both spins turned over. Y ⊗ Y has −1, 1, 1, −1 from the upper right corner down. */
function flipped({ re, im }: ComplexMatrix): ComplexMatrix {
  const signs = [-1, 1, 1, -1];
  const out = { dimension: 4, re: new Float64Array(16), im: new Float64Array(16) };
  for (let row = 0; row < 4; row += 1) {
    for (let column = 0; column < 4; column += 1) {
      const sign = signs[row] * signs[column];
      const from = (3 - row) * 4 + (3 - column);
      out.re[row * 4 + column] = sign * re[from];
      out.im[row * 4 + column] = -sign * im[from];
    }
  }
  return out;
}
