import { hermitianEigenvalues, mapEigenvalues, multiplyMatrices, type ComplexMatrix } from '../circuit/index.ts';

const root = (value: number): number => Math.sqrt(Math.max(0, value));

/**
 * (tr √(√ρ σ √ρ))²: 1 for equal states, 0 for states that a measurement tells apart; |⟨ψ|φ⟩|² where both are pure.
 * @throws RangeError for different dimensions
 * @see Jozsa (1994), Fidelity for mixed quantum states, J. Mod. Opt. 41, 2315
 */
export function fidelityOf(left: ComplexMatrix, right: ComplexMatrix): number {
  const half = mapEigenvalues(left, root);
  const eigenvalues = hermitianEigenvalues(multiplyMatrices(half, multiplyMatrices(right, half)));
  return eigenvalues.reduce((sum, eigenvalue) => sum + root(eigenvalue), 0) ** 2;
}

interface Amplitudes {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** |⟨left|right⟩|² of pure states. @throws RangeError for different lengths */
export function overlapOf(left: Amplitudes, right: Amplitudes): number {
  if (left.re.length !== right.re.length) throw new RangeError(`Cannot compare states of ${left.re.length} and ${right.re.length} amplitudes`);
  let re = 0;
  let im = 0;
  for (let index = 0; index < left.re.length; index += 1) {
    re += left.re[index] * right.re[index] + left.im[index] * right.im[index];
    im += left.re[index] * right.im[index] - left.im[index] * right.re[index];
  }
  return re * re + im * im;
}
