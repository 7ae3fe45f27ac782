import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../../foundation/index.ts';
import { appliedGate, standardGates, type AppliedGate } from '../circuit/index.ts';
import { createMatrixProductState, createStabilizerTableau, createStateVector, type QuantumState } from './index.ts';

const CLIFFORD_GATES = ['x', 'y', 'z', 'h', 's', 'sdg', 'sx', 'sxdg', 'cx', 'cy', 'cz', 'swap'];
const KINDS: readonly (readonly [string, (qubitCount: number) => QuantumState])[] = [
  ['state vector', createStateVector],
  ['stabilizer tableau', createStabilizerTableau],
  ['matrix product state', (qubitCount) => createMatrixProductState(qubitCount)],
];
const QUBIT_COUNT = 4;

const cliffordGates = fc.array(
  fc.record({ name: fc.constantFrom(...CLIFFORD_GATES), qubits: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 2, maxLength: 2 }) }).map(({ name, qubits }): AppliedGate =>
    appliedGate({ type: 'gate', name, parameters: [], controls: [], qubits: qubits.slice(0, standardGates[name].qubitCount) }),
  ),
  { maxLength: 30 },
);

function stateAfter(gates: readonly AppliedGate[], create: (qubitCount: number) => QuantumState): QuantumState {
  const state = create(QUBIT_COUNT);
  for (const gate of gates) state.apply(gate);
  return state;
}

/** |⟨left|right⟩|²: 1 for states that differ by a global phase only. */
function fidelity(left: QuantumState, right: QuantumState): number {
  const a = left.amplitudes();
  const b = right.amplitudes();
  let re = 0;
  let im = 0;
  for (let index = 0; index < a.re.length; index += 1) {
    re += a.re[index] * b.re[index] + a.im[index] * b.im[index];
    im += a.re[index] * b.im[index] - a.im[index] * b.re[index];
  }
  return re * re + im * im;
}

test('a stabilizer tableau and a state vector agree on every Clifford circuit', () => {
  fc.assert(
    fc.property(cliffordGates, (gates) => {
      const tableau = stateAfter(gates, createStabilizerTableau);
      const vector = stateAfter(gates, createStateVector);
      expect(fidelity(tableau, vector)).toBeCloseTo(1, 10);
      const probabilities = vector.probabilities([2, 0, 3]);
      for (const [outcome, probability] of tableau.probabilities([2, 0, 3]).entries()) expect(probability).toBeCloseTo(probabilities[outcome], 10);
    }),
  );
});

const anyGates = fc.array(
  fc.record({ name: fc.constantFrom('h', 't', 'u3', 'ry', 'cx', 'cz', 'cu3', 'swap', 'rxx', 'crx'), qubits: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 2, maxLength: 2 }), angles: fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 3, maxLength: 3 }) }).map(({ name, qubits, angles }): AppliedGate =>
    appliedGate({ type: 'gate', name, parameters: angles.slice(0, standardGates[name].parameterCount), controls: [], qubits: qubits.slice(0, standardGates[name].qubitCount) }),
  ),
  { maxLength: 25 },
);

test('a matrix product state and a state vector agree on every circuit of gates on two qubits', () => {
  fc.assert(
    fc.property(anyGates, (gates) => {
      const chain = stateAfter(gates, createMatrixProductState);
      const vector = stateAfter(gates, createStateVector);
      const probabilities = vector.probabilities([2, 0, 3]);
      for (const [outcome, probability] of chain.probabilities([2, 0, 3]).entries()) expect(probability).toBeCloseTo(probabilities[outcome], 9);
      for (let qubit = 0; qubit < QUBIT_COUNT; qubit += 1) expect(chain.probabilityOfOne(qubit)).toBeCloseTo(vector.probabilityOfOne(qubit), 9);
      expect(fidelity(chain, vector)).toBeCloseTo(1, 9);
    }),
  );
});

test('a matrix product state holds a hundred qubits that entangle little', () => {
  const state = createMatrixProductState(100);
  for (let qubit = 0; qubit < 100; qubit += 1) state.apply(appliedGate({ type: 'gate', name: 'ry', parameters: [0.3 + qubit / 100], controls: [], qubits: [qubit] }));
  for (let qubit = 0; qubit + 1 < 100; qubit += 1) state.apply(appliedGate({ type: 'gate', name: 'crx', parameters: [0.7], controls: [], qubits: [qubit, qubit + 1] }));
  // The first three qubits do not know of those after them.
  const few = createStateVector(4);
  for (let qubit = 0; qubit < 4; qubit += 1) few.apply(appliedGate({ type: 'gate', name: 'ry', parameters: [0.3 + qubit / 100], controls: [], qubits: [qubit] }));
  for (let qubit = 0; qubit < 3; qubit += 1) few.apply(appliedGate({ type: 'gate', name: 'crx', parameters: [0.7], controls: [], qubits: [qubit, qubit + 1] }));
  const expected = few.probabilities([0, 1, 2]);
  for (const [outcome, probability] of state.probabilities([0, 1, 2]).entries()) expect(probability).toBeCloseTo(expected[outcome], 9);
});

test('a matrix product state refuses to be nearly right', () => {
  const state = createMatrixProductState(8, { maxBondDimension: 2 });
  const entangle = (): void => {
    for (let round = 0; round < 4; round += 1) {
      for (let qubit = 0; qubit < 8; qubit += 1) state.apply(appliedGate({ type: 'gate', name: 'u3', parameters: [1 + qubit, 0.3 * round, 0.7], controls: [], qubits: [qubit] }));
      for (let qubit = 0; qubit + 1 < 8; qubit += 1) state.apply(appliedGate({ type: 'gate', name: 'cx', parameters: [], controls: [], qubits: [qubit, qubit + 1] }));
    }
  };
  expect(entangle).toThrow(/entangles more than bonds of 2/);
});

describe.each(KINDS)('a %s', (_kind, create) => {
  test('is what it was found at, after a measurement', () => {
    fc.assert(
      fc.property(cliffordGates, fc.nat(QUBIT_COUNT - 1), fc.boolean(), (gates, qubit, wanted) => {
        const state = stateAfter(gates, create);
        const one = state.probabilityOfOne(qubit);
        const value = one < 1e-9 ? 0 : one > 1 - 1e-9 ? 1 : wanted ? 1 : 0;
        const reference = stateAfter(gates, createStateVector);
        state.collapse(qubit, value);
        reference.collapse(qubit, value);
        expect(state.probabilityOfOne(qubit)).toBeCloseTo(value, 10);
        expect(fidelity(state, reference)).toBeCloseTo(1, 9);
      }),
    );
  });

  test('refuses to be found where it cannot be', () => {
    expect(() => create(2).collapse(1, 1)).toThrow(/no probability/);
  });

  test('is not changed by what happens to its clone', () => {
    fc.assert(
      fc.property(cliffordGates, cliffordGates, (before, after) => {
        const state = stateAfter(before, create);
        const clone = state.clone();
        for (const gate of after) clone.apply(gate);
        expect(fidelity(state, stateAfter(before, createStateVector))).toBeCloseTo(1, 10);
      }),
      { numRuns: 30 },
    );
  });

  test('shows its outcomes as often as they are probable', () => {
    const gates = [['h', 0], ['cx', 0, 1], ['h', 2], ['s', 2], ['cx', 2, 3], ['h', 0]].map(([name, ...qubits]) => appliedGate({ type: 'gate', name: String(name), parameters: [], controls: [], qubits: qubits.map(Number) }));
    const state = stateAfter(gates, create);
    const shotCount = 20_000;
    const shots = state.sample([0, 1, 2, 3], shotCount, createSeededRandom('χ²'));
    const counts = new Float64Array(16);
    for (let shot = 0; shot < shotCount; shot += 1) counts[shots.subarray(shot * 4, shot * 4 + 4).reduce((index, bit, position) => index | (bit << position), 0)] += 1;
    let chiSquared = 0;
    for (const [outcome, probability] of state.probabilities([0, 1, 2, 3]).entries()) {
      if (probability === 0) expect(counts[outcome]).toBe(0);
      else chiSquared += (counts[outcome] - shotCount * probability) ** 2 / (shotCount * probability);
    }
    // χ² with 7 degrees of freedom exceeds 29.9 once in 10,000 seeds; this seed is fixed
    expect(chiSquared).toBeLessThan(29.9);
  });
});

test('a stabilizer tableau refuses a gate that is no Clifford gate', () => {
  expect(() => createStabilizerTableau(1).apply(appliedGate({ type: 'gate', name: 't', parameters: [], controls: [], qubits: [0] }))).toThrow(/Clifford/);
});

test('a stabilizer tableau samples a thousand qubits', () => {
  const state = createStabilizerTableau(1000);
  const gate = (name: string, ...qubits: number[]): void => state.apply(appliedGate({ type: 'gate', name, parameters: [], controls: [], qubits }));
  gate('h', 0);
  for (let qubit = 1; qubit < 1000; qubit += 1) gate('cx', qubit - 1, qubit);
  const qubits = Array.from({ length: 1000 }, (_, qubit) => qubit);
  const shots = state.sample(qubits, 50, createSeededRandom(1));
  for (let shot = 0; shot < 50; shot += 1) expect(new Set(shots.subarray(shot * 1000, (shot + 1) * 1000)).size).toBe(1);
});

test('a state vector refuses what memory cannot hold, before it allocates', () => {
  expect(() => createStateVector(60)).toThrow(/60 qubits: it needs 16 EB/);
});
