import { appliedGate } from '../circuit/index.ts';
import type { PauliString } from './pauli-string.ts';
import type { QuantumState } from './quantum-state.ts';

/** ⟨P⟩, from −1 to 1. The state stays. @throws RangeError for a factor on a qubit that the state has not */
export function pauliExpectation(state: QuantumState, pauli: PauliString): number {
  for (const { qubit } of pauli) if (!(Number.isInteger(qubit) && qubit >= 0 && qubit < state.qubitCount)) throw new RangeError(`Cannot measure qubit ${qubit}: the state has ${state.qubitCount} qubits`);
  const last = pauli.at(-1);
  if (!last) return 1;
  if (state.expectation) return state.expectation(pauli);
  // On a copy: turned until it is a product of Z, whose parity is gathered in one qubit.
  const copy = state.clone();
  turnToMeasure(copy, pauli);
  for (const { qubit } of pauli.slice(0, -1)) applyNamed(copy, 'cx', [qubit, last.qubit]);
  return 1 - 2 * copy.probabilityOfOne(last.qubit);
}

/** Turns every qubit of the string so that measuring it in the usual way measures the string's letter. */
export function turnToMeasure(state: QuantumState, pauli: PauliString): void {
  for (const { qubit, letter } of pauli) {
    if (letter === 'Y') applyNamed(state, 'sdg', [qubit]);
    if (letter !== 'Z') applyNamed(state, 'h', [qubit]);
  }
}

function applyNamed(state: QuantumState, name: 'cx' | 'h' | 'sdg', qubits: readonly number[]): void {
  state.apply(appliedGate({ type: 'gate', name, parameters: [], controls: [], qubits }));
}
