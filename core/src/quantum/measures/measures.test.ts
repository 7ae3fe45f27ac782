import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appliedGate, identityMatrix, type AppliedGate, type ComplexMatrix } from '../circuit/index.ts';
import { depolarisingChannel } from '../noise/index.ts';
import { createDensityMatrix, createStabilizerTableau, createStateVector, type QuantumState } from '../simulators/index.ts';
import { concurrenceOf, densityOfQubits, entanglementEntropyBits, entropyBits, fidelityOf, hellingerFidelity, overlapOf, partialTrace, purityOf, totalVariationDistance } from './index.ts';

const gateOf = (name: string, qubits: readonly number[], parameters: readonly number[] = []): AppliedGate => appliedGate({ type: 'gate', name, parameters, controls: [], qubits });
const angle = fc.double({ min: -3, max: 3, noNaN: true });
const pairs = fc.shuffledSubarray([0, 1, 2], { minLength: 2, maxLength: 2 });
const gates = fc.array(fc.oneof(fc.tuple(fc.nat(2), angle, angle, angle).map(([qubit, ...angles]) => gateOf('u', [qubit], angles)), pairs.map((qubits) => gateOf('cx', qubits))), { maxLength: 12 });

function after<State extends QuantumState>(row: readonly AppliedGate[], state: State): State {
  for (const gate of row) state.apply(gate);
  return state;
}

/** A mixture of three qubits: gates, and noise on each. */
function noisy(row: readonly AppliedGate[], probability: number): ComplexMatrix {
  const state = after(row, createDensityMatrix(3));
  for (let qubit = 0; qubit < 3; qubit += 1) state.applyChannel({ channel: depolarisingChannel(probability, 1), qubits: [qubit] });
  return densityOfQubits(state, [0, 1, 2]);
}

const mixed = (dimension: number): ComplexMatrix => {
  const { re, im } = identityMatrix(dimension);
  return { dimension, re: re.map((value) => value / dimension), im };
};
const bell = [gateOf('h', [0]), gateOf('cx', [0, 1])];

function expectClose(found: ComplexMatrix, expected: ComplexMatrix): void {
  expect(found.dimension).toBe(expected.dimension);
  for (let index = 0; index < found.re.length; index += 1) {
    expect(found.re[index]).toBeCloseTo(expected.re[index], 10);
    expect(found.im[index]).toBeCloseTo(expected.im[index], 10);
  }
}

describe('density matrices', () => {
  test('densityOfQubits() is the same of amplitudes and of a density matrix, for any qubits in any order', () => {
    fc.assert(
      fc.property(gates, fc.shuffledSubarray([0, 1, 2], { minLength: 1 }), (row, qubits) => {
        expectClose(densityOfQubits(after(row, createDensityMatrix(3)), qubits), densityOfQubits(after(row, createStateVector(3)), qubits));
      }),
    );
  });

  test('partialTrace() in two steps is partialTrace() in one, and keeps the trace', () => {
    fc.assert(
      fc.property(gates, fc.double({ min: 0, max: 1, noNaN: true }), (row, probability) => {
        const density = noisy(row, probability);
        const once = partialTrace(density, [2]);
        // of qubits 1 and 2, qubit 2 is the second
        expectClose(partialTrace(partialTrace(density, [1, 2]), [1]), once);
        expect(once.re[0] + once.re[3]).toBeCloseTo(1, 10);
      }),
      { numRuns: 40 },
    );
  });

  test('refuse qubits that are not there, or there twice, or too many', () => {
    expect(() => densityOfQubits(createStateVector(2), [2])).toThrow(/2 of 2/);
    expect(() => partialTrace(mixed(4), [1, 1])).toThrow(/each once/);
    expect(() => densityOfQubits(createStateVector(8), [0, 1, 2, 3, 4, 5, 6])).toThrow(/at most 6/);
  });
});

describe('entropy and purity', () => {
  test('of nothing known are the number of qubits and one in all', () => {
    expect(entropyBits(mixed(8))).toBeCloseTo(3, 12);
    expect(purityOf(mixed(8))).toBeCloseTo(1 / 8, 12);
  });

  test('entanglementEntropyBits() is one bit for a Bell pair, on every kind of state', () => {
    for (const create of [createStateVector, createStabilizerTableau]) expect(entanglementEntropyBits(after(bell, create(2)), [0])).toBeCloseTo(1, 12);
  });

  test('entanglementEntropyBits() is the same from either side', () => {
    fc.assert(
      fc.property(gates, (row) => {
        const state = after(row, createStateVector(3));
        const alone = entropyBits(densityOfQubits(state, [1]));
        expect(entanglementEntropyBits(state, [0, 2])).toBeCloseTo(alone, 7);
        expect(entropyBits(densityOfQubits(state, [0, 2]))).toBeCloseTo(alone, 7);
        expect(purityOf(densityOfQubits(state, [0, 1, 2]))).toBeCloseTo(1, 10);
      }),
      { numRuns: 40 },
    );
  });
});

describe('fidelityOf()', () => {
  test('of pure states is the overlap', () => {
    fc.assert(
      fc.property(gates, gates, (first, second) => {
        const [left, right] = [after(first, createStateVector(3)), after(second, createStateVector(3))];
        // √ of eigenvalues that are nothing but rounding leave 1e-8 each
        expect(fidelityOf(densityOfQubits(left, [0, 1, 2]), densityOfQubits(right, [0, 1, 2]))).toBeCloseTo(overlapOf(left, right), 5);
      }),
      { numRuns: 40 },
    );
  });

  test('does not care which comes first, and is 1 for equals', () => {
    fc.assert(
      fc.property(gates, gates, fc.double({ min: 0.05, max: 1, noNaN: true }), (first, second, probability) => {
        const [left, right] = [noisy(first, probability), noisy(second, 0.3)];
        const fidelity = fidelityOf(left, right);
        expect(fidelityOf(right, left)).toBeCloseTo(fidelity, 8);
        expect(fidelity).toBeLessThan(1 + 1e-9);
        expect(fidelityOf(left, left)).toBeCloseTo(1, 8);
      }),
      { numRuns: 30 },
    );
  });

  test('of a pure state with nothing known is one in all', () => {
    expect(fidelityOf(densityOfQubits(after(bell, createStateVector(2)), [0, 1]), mixed(4))).toBeCloseTo(0.25, 9);
  });

  test('refuses states of different sizes', () => {
    expect(() => fidelityOf(mixed(2), mixed(4))).toThrow(RangeError);
    expect(() => overlapOf(createStateVector(1), createStateVector(2))).toThrow(/2 and 4/);
  });
});

describe('concurrenceOf()', () => {
  test('is 1 for a Bell pair, 0 for a product, 2/3 for two qubits of W', () => {
    const w = createStateVector(3);
    w.re.set([0, 1, 1, 0, 1, 0, 0, 0].map((value) => value / Math.sqrt(3)));
    expect(concurrenceOf(densityOfQubits(after(bell, createStateVector(2)), [0, 1]))).toBeCloseTo(1, 9);
    expect(concurrenceOf(densityOfQubits(after([gateOf('h', [0]), gateOf('ry', [1], [0.7])], createStateVector(2)), [0, 1]))).toBeCloseTo(0, 7);
    // Coffman, Kundu, Wootters (2000), Phys. Rev. A 61, 052306
    expect(concurrenceOf(densityOfQubits(w, [0, 1]))).toBeCloseTo(2 / 3, 9);
  });

  test('of a Werner state is (3p − 1)/2, or nothing', () => {
    for (const [p, expected] of [[0.9, 0.85], [0.5, 0.25], [0.3, 0]]) {
      const state = after(bell, createDensityMatrix(2));
      state.applyChannel({ channel: depolarisingChannel(1 - p, 2), qubits: [0, 1] });
      expect(concurrenceOf(densityOfQubits(state, [0, 1]))).toBeCloseTo(expected, 9);
    }
  });

  test('of a pure state is √(2 (1 − purity of either qubit))', () => {
    fc.assert(
      fc.property(fc.tuple(angle, angle, angle), fc.tuple(angle, angle, angle), (first, second) => {
        const state = after([gateOf('u', [0], first), gateOf('cx', [0, 1]), gateOf('u', [1], second), gateOf('cx', [1, 0])], createStateVector(2));
        expect(concurrenceOf(densityOfQubits(state, [0, 1]))).toBeCloseTo(Math.sqrt(Math.max(0, 2 * (1 - purityOf(densityOfQubits(state, [0]))))), 6);
      }),
    );
  });

  test('refuses another number of qubits', () => {
    expect(() => concurrenceOf(mixed(8))).toThrow(/two qubits/);
  });
});

describe('comparing outcomes', () => {
  const counts = fc.dictionary(fc.constantFrom('00', '01', '10', '11'), fc.integer({ min: 1, max: 100 }), { minKeys: 1 }).map((record) => Object.entries(record));

  test('equal outcomes are equal however often they were seen', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 9 }), (outcomes, factor) => {
        const more = outcomes.map(([key, count]): [string, number] => [key, count * factor]);
        expect(totalVariationDistance(outcomes, more)).toBeCloseTo(0, 12);
        expect(hellingerFidelity(outcomes, more)).toBeCloseTo(1, 12);
      }),
    );
  });

  test('distance and fidelity bound each other', () => {
    fc.assert(
      fc.property(counts, counts, (left, right) => {
        const distance = totalVariationDistance(left, right);
        const overlap = Math.sqrt(hellingerFidelity(left, right));
        expect(distance).toBeCloseTo(totalVariationDistance(right, left), 12);
        // Fuchs, van de Graaf (1999), IEEE Trans. Inf. Theory 45, 1216
        expect(distance).toBeGreaterThan(1 - overlap - 1e-9);
        expect(distance).toBeLessThan(Math.sqrt(Math.max(0, 1 - overlap * overlap)) + 1e-7);
      }),
    );
  });

  test('of a fair and an unfair coin', () => {
    const fair = [['0', 50], ['1', 50]] as const;
    const unfair = new Map([['0', 0.8], ['1', 0.2]]);
    expect(totalVariationDistance(fair, unfair)).toBeCloseTo(0.3, 12);
    // (√0.4 + √0.1)² = 0.9
    expect(hellingerFidelity(fair, unfair)).toBeCloseTo(0.9, 12);
    expect(totalVariationDistance([['0', 1]], [['1', 1]])).toBe(1);
  });

  test('refuses nothing seen, and less than nothing', () => {
    expect(() => totalVariationDistance([], [['0', 1]])).toThrow(/nothing was seen/);
    expect(() => hellingerFidelity([['0', -1]], [['0', 1]])).toThrow(/-1 times/);
  });
});
