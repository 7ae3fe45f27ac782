import { pauliExpectation, type QuantumState } from '../simulators/index.ts';
import type { PauliSum } from './pauli-sum.ts';

/** One of the states that a mixture is of, as a way that a circuit with measurements can go. */
export interface WeightedState {
  readonly probability: number;
  readonly state: QuantumState;
}

/** The mean of what measuring the sum on the state gives. The state stays. @throws RangeError for different numbers of qubits */
export function expectationOf(sum: PauliSum, state: QuantumState): number {
  checkQubitCount(sum, state);
  let total = 0;
  for (const { coefficient, pauli } of sum.terms) total += coefficient * pauliExpectation(state, pauli);
  return total;
}

/** The mean over states of which each is there with its probability. What the probabilities sum to does not matter. @throws as `expectationOf` */
export function expectationOfMixture(sum: PauliSum, states: readonly WeightedState[]): number {
  let total = 0;
  let weight = 0;
  for (const { probability, state } of states) {
    total += probability * expectationOf(sum, state);
    weight += probability;
  }
  return total / weight;
}

export function checkQubitCount({ qubitCount }: PauliSum, state: QuantumState): void {
  if (qubitCount !== state.qubitCount) throw new RangeError(`Cannot measure Pauli strings of ${qubitCount} letters on ${state.qubitCount} qubits: write one letter a qubit, I for those left alone`);
}
