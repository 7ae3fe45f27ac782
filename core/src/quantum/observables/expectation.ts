import { pauliExpectation, type QuantumState } from '../simulators/index.ts';
import type { PauliSum } from './pauli-sum.ts';

/** The mean of what measuring the sum on the state gives. The state stays. @throws RangeError for different numbers of qubits */
export function expectationOf({ qubitCount, terms }: PauliSum, state: QuantumState): number {
  if (qubitCount !== state.qubitCount) throw new RangeError(`Cannot measure Pauli strings of ${qubitCount} letters on ${state.qubitCount} qubits: write one letter a qubit, I for those left alone`);
  let sum = 0;
  for (const { coefficient, pauli } of terms) sum += coefficient * pauliExpectation(state, pauli);
  return sum;
}
