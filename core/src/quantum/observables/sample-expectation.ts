import type { SeededRandom } from '../../foundation/index.ts';
import { turnToMeasure, type QuantumState } from '../simulators/index.ts';
import { groupTerms } from './group-terms.ts';
import type { PauliSum } from './pauli-sum.ts';

export interface SampledExpectation {
  readonly value: number;
  /** How far another sample of the same size would typically lie from the truth. 0 where every shot agreed. */
  readonly standardError: number;
}

/**
 * The mean that shots show. Terms whose letters agree are read off the same shots.
 * @param shotCount For each group of terms, from 1 on.
 */
export function sampleExpectation(sum: PauliSum, state: QuantumState, { shotCount, random }: { readonly shotCount: number; readonly random: SeededRandom }): SampledExpectation {
  if (!(Number.isInteger(shotCount) && shotCount >= 1)) throw new RangeError(`Cannot take ${shotCount} shots: the count is a whole number from 1 on`);
  if (sum.qubitCount !== state.qubitCount) throw new RangeError(`Cannot measure Pauli strings of ${sum.qubitCount} letters on ${state.qubitCount} qubits: write one letter a qubit, I for those left alone`);
  let value = sum.terms.reduce((total, { coefficient, pauli }) => (pauli.length === 0 ? total + coefficient : total), 0);
  let variance = 0;
  for (const { basis, terms } of groupTerms(sum)) {
    const turned = state.clone();
    turnToMeasure(turned, basis);
    const qubits = basis.map(({ qubit }) => qubit);
    const shots = turned.sample(qubits, shotCount, random);
    const places = terms.map(({ coefficient, pauli }) => ({ coefficient, positions: pauli.map(({ qubit }) => qubits.indexOf(qubit)) }));
    let mean = 0;
    let squares = 0;
    for (let shot = 0; shot < shotCount; shot += 1) {
      let shown = 0;
      for (const { coefficient, positions } of places) {
        let parity = 0;
        for (const position of positions) parity ^= shots[shot * qubits.length + position];
        shown += parity === 0 ? coefficient : -coefficient;
      }
      // Welford's running mean: no difference of large numbers
      const step = shown - mean;
      mean += step / (shot + 1);
      squares += step * (shown - mean);
    }
    value += mean;
    if (shotCount > 1) variance += squares / (shotCount - 1) / shotCount;
  }
  return { value, standardError: Math.sqrt(variance) };
}
