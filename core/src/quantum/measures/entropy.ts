import { hermitianEigenvalues, type ComplexMatrix } from '../circuit/index.ts';
import type { QuantumState } from '../simulators/index.ts';
import { densityOfQubits } from './density.ts';

/** tr ρ²: 1 for a pure state, 1/dimension for one of which nothing is known. */
export function purityOf({ re, im }: ComplexMatrix): number {
  let sum = 0;
  for (let index = 0; index < re.length; index += 1) sum += re[index] * re[index] + im[index] * im[index];
  return sum;
}

/** −tr ρ log₂ ρ, in bits: 0 for a pure state, the number of qubits for one of which nothing is known. */
export function entropyBits(density: ComplexMatrix): number {
  let sum = 0;
  // Rounding may leave an eigenvalue a little below nothing.
  for (const eigenvalue of hermitianEigenvalues(density)) if (eigenvalue > 0) sum -= eigenvalue * Math.log2(eigenvalue);
  return Math.max(0, sum);
}

/** How much the qubits are entangled with the rest of a pure state, in bits. Either side gives it: the smaller one is written out. @throws as `densityOfQubits` */
export function entanglementEntropyBits(state: QuantumState, qubits: readonly number[]): number {
  const others = Array.from({ length: state.qubitCount }, (_, qubit) => qubit).filter((qubit) => !qubits.includes(qubit));
  return entropyBits(densityOfQubits(state, qubits.length <= others.length ? qubits : others));
}
