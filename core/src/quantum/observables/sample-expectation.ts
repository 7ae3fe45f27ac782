import type { SeededRandom } from '../../foundation/index.ts';
import { turnToMeasure } from '../simulators/index.ts';
import { checkQubitCount, type WeightedState } from './expectation.ts';
import { groupTerms, type TermGroup } from './group-terms.ts';
import type { PauliSum } from './pauli-sum.ts';

export interface SampledExpectation {
  readonly value: number;
  /** How far another sample of the same size would typically lie from the truth. 0 where every shot agreed. */
  readonly standardError: number;
}

/**
 * The mean that shots show. Terms whose letters agree are read off the same shots.
 * @param states One of probability 1, or the states of a mixture. They stay.
 * @param shotCount For each group of terms, from 1 on.
 * @throws RangeError for no shots, and for different numbers of qubits
 */
export function sampleExpectation(sum: PauliSum, states: readonly WeightedState[], { shotCount, random }: { readonly shotCount: number; readonly random: SeededRandom }): SampledExpectation {
  if (!(Number.isInteger(shotCount) && shotCount >= 1)) throw new RangeError(`Cannot take ${shotCount} shots: the count is a whole number from 1 on`);
  for (const { state } of states) checkQubitCount(sum, state);
  let value = sum.terms.reduce((total, { coefficient, pauli }) => (pauli.length === 0 ? total + coefficient : total), 0);
  let variance = 0;
  for (const group of groupTerms(sum)) {
    let count = 0;
    let mean = 0;
    let squares = 0;
    for (const shown of shotsOf(group, states, shotCount, random)) {
      // Welford's running mean: no difference of large numbers
      count += 1;
      const step = shown - mean;
      mean += step / count;
      squares += step * (shown - mean);
    }
    value += mean;
    if (count > 1) variance += squares / (count - 1) / count;
  }
  return { value, standardError: Math.sqrt(variance) };
}

/** What each shot shows for the group: the sum of its terms. */
function* shotsOf({ basis, terms }: TermGroup, states: readonly WeightedState[], shotCount: number, random: SeededRandom): Generator<number> {
  const qubits = basis.map(({ qubit }) => qubit);
  const places = terms.map(({ coefficient, pauli }) => ({ coefficient, positions: pauli.map(({ qubit }) => qubits.indexOf(qubit)) }));
  for (const [index, count] of drawStates(states, shotCount, random).entries()) {
    if (count === 0) continue;
    const turned = states[index].state.clone();
    turnToMeasure(turned, basis);
    const shots = turned.sample(qubits, count, random);
    for (let shot = 0; shot < count; shot += 1) {
      let shown = 0;
      for (const { coefficient, positions } of places) {
        let parity = 0;
        for (const position of positions) parity ^= shots[shot * qubits.length + position];
        shown += parity === 0 ? coefficient : -coefficient;
      }
      yield shown;
    }
  }
}

/** How many of the shots meet each state. */
function drawStates(states: readonly WeightedState[], shotCount: number, random: SeededRandom): number[] {
  if (states.length === 1) return [shotCount];
  const counts = states.map(() => 0);
  const total = states.reduce((sum, { probability }) => sum + probability, 0);
  for (let shot = 0; shot < shotCount; shot += 1) {
    let rest = random.next() * total;
    let index = 0;
    while (index < states.length - 1 && rest >= states[index].probability) {
      rest -= states[index].probability;
      index += 1;
    }
    counts[index] += 1;
  }
  return counts;
}
