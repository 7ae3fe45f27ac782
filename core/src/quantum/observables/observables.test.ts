import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../../foundation/index.ts';
import { appliedGate, hermitianEigenvalues, type AppliedGate } from '../circuit/index.ts';
import { createDensityMatrix, createStabilizerTableau, createStateVector, pauliExpectation, type QuantumState } from '../simulators/index.ts';
import { expectationOf, expectationOfMixture, formatPauliSum, groupTerms, lettersOf, parsePauliSum, pauliSum, pauliSumMatrix, sampleExpectation } from './index.ts';

const QUBIT_COUNT = 4;
const strings = fc.string({ unit: fc.constantFrom('I', 'X', 'Y', 'Z'), minLength: QUBIT_COUNT, maxLength: QUBIT_COUNT });
const coefficients = fc.double({ min: -3, max: 3, noNaN: true });
const sums = fc.array(fc.tuple(strings, coefficients), { minLength: 1, maxLength: 6 }).map((entries) => pauliSum(entries));

const gateOf = (name: string, qubits: readonly number[], parameters: readonly number[] = []): AppliedGate => appliedGate({ type: 'gate', name, parameters, controls: [], qubits });
const pairs = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 2, maxLength: 2 });
const cliffordGates = fc.array(
  fc.record({ name: fc.constantFrom('h', 's', 'sx', 'x', 'y', 'cx', 'cz', 'swap'), qubits: pairs }).map(({ name, qubits }) => gateOf(name, qubits.slice(0, /^(?:c|swap)/.test(name) ? 2 : 1))),
  { maxLength: 24 },
);
const anyGates = fc.array(
  fc.oneof(fc.record({ qubits: pairs, parameters: fc.tuple(coefficients, coefficients, coefficients) }).map(({ qubits, parameters }) => gateOf('u', qubits.slice(0, 1), parameters)), pairs.map((qubits) => gateOf('cx', qubits))),
  { maxLength: 16 },
);

function stateAfter(gates: readonly AppliedGate[], create: (qubitCount: number) => QuantumState, qubitCount = QUBIT_COUNT): QuantumState {
  const state = create(qubitCount);
  for (const gate of gates) state.apply(gate);
  return state;
}

/** Without what it knows of expectations: gates and a measurement have to do. */
function withoutExpectation(state: QuantumState): QuantumState {
  return { ...state, clone: () => state.clone(), expectation: undefined };
}

describe('parsePauliSum()', () => {
  test.each([
    ['0.5*ZZ + 0.2*XI', [['ZZ', 0.5], ['XI', 0.2]]],
    ['-ZZ-2 XY', [['ZZ', -1], ['XY', -2]]],
    [' + 1e-3*XX  - .5 * IZ ', [['XX', 1e-3], ['IZ', -0.5]]],
    ['Z + Z', [['Z', 2]]],
  ] as const)('reads %s', (text, terms) => {
    const sum = parsePauliSum(text);
    expect(sum.terms.map(({ coefficient, pauli }) => [lettersOf(pauli, sum.qubitCount), coefficient])).toEqual(terms);
  });

  test('has the rightmost letter act on qubit 0', () => {
    expect(parsePauliSum('XIZ').terms).toEqual([{ coefficient: 1, pauli: [{ qubit: 0, letter: 'Z' }, { qubit: 2, letter: 'X' }] }]);
  });

  test.each([
    ['', /column 1 .*write it as/],
    ['0.5', /column 1/],
    ['ZZ 0.5*XX', /column 4 /],
    ['ZZ + ', /column 4/],
    ['ZZ + 0.5*QQ', /column 4/],
    ['ZZ + X', /Cannot add X to strings of 2 letters/],
    ['1e999*Z', /finite/],
  ])('refuses “%s”', (text, message) => {
    expect(() => parsePauliSum(text)).toThrow(message);
    expect(() => parsePauliSum(text)).toThrow(RangeError);
  });

  test('reads what formatPauliSum() writes', () => {
    fc.assert(
      fc.property(sums, (sum) => {
        expect(parsePauliSum(formatPauliSum(sum))).toEqual(sum);
      }),
    );
  });

  test('ends with a sum or a RangeError for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: fc.constantFrom('X', 'Z', '+', '-', '*', ' ', '1', '.', 'e') }), fc.string()), (text) => {
        try {
          expect(parsePauliSum(text).terms.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
    for (const long of [' '.repeat(50_000), '1'.repeat(50_000), 'X'.repeat(50_000).concat('?')]) expect(() => parsePauliSum(long)).toThrow(RangeError);
  });
});

describe('pauliExpectation()', () => {
  test('is the same on every kind of state, and by gates and a measurement', () => {
    fc.assert(
      fc.property(cliffordGates, strings, (gates, letters) => {
        const [{ pauli }] = pauliSum([[letters, 1]]).terms;
        const expected = pauliExpectation(stateAfter(gates, createStabilizerTableau), pauli);
        expect([-1, 0, 1]).toContain(expected);
        for (const create of [createStateVector, createDensityMatrix]) expect(pauliExpectation(stateAfter(gates, create), pauli)).toBeCloseTo(expected, 10);
        expect(pauliExpectation(withoutExpectation(stateAfter(gates, createStabilizerTableau)), pauli)).toBeCloseTo(expected, 10);
      }),
    );
  });

  test('refuses a qubit that is not there', () => {
    expect(() => pauliExpectation(createStateVector(2), [{ qubit: 2, letter: 'Z' }])).toThrow(/2 qubits/);
  });
});

describe('expectationOf()', () => {
  test('is ⟨ψ|H|ψ⟩ with the matrix written out', () => {
    fc.assert(
      fc.property(anyGates, sums, (gates, sum) => {
        const state = stateAfter(gates, createStateVector);
        const { re, im } = state.amplitudes();
        const matrix = pauliSumMatrix(sum);
        let expected = 0;
        for (let row = 0; row < re.length; row += 1) {
          for (let column = 0; column < re.length; column += 1) {
            const a = matrix.re[row * re.length + column];
            const b = matrix.im[row * re.length + column];
            expected += re[row] * (a * re[column] - b * im[column]) + im[row] * (a * im[column] + b * re[column]);
          }
        }
        expect(expectationOf(sum, state)).toBeCloseTo(expected, 10);
        expect(expectationOf(sum, stateAfter(gates, createDensityMatrix))).toBeCloseTo(expected, 10);
      }),
      { numRuns: 50 },
    );
  });

  test('lies within the eigenvalues of the sum', () => {
    fc.assert(
      fc.property(anyGates, sums, (gates, sum) => {
        const eigenvalues = hermitianEigenvalues(pauliSumMatrix(sum));
        const value = expectationOf(sum, stateAfter(gates, createStateVector));
        expect(value).toBeGreaterThan(eigenvalues[0] - 1e-9);
        expect(value).toBeLessThan(eigenvalues[eigenvalues.length - 1] + 1e-9);
      }),
      { numRuns: 30 },
    );
  });

  test('refuses strings of another length than the state', () => {
    expect(() => expectationOf(parsePauliSum('ZZ'), createStateVector(3))).toThrow(/2 letters on 3 qubits/);
  });

  test('tells the parity of a thousand qubits', () => {
    const state = createStabilizerTableau(1000);
    state.apply(gateOf('h', [0]));
    for (let qubit = 1; qubit < 1000; qubit += 1) state.apply(gateOf('cx', [qubit - 1, qubit]));
    // Of a GHZ state ⟨X…X⟩ = 1, ⟨Y…Y⟩ = i^n = 1 for n a multiple of 4, and ⟨Z⟩ = 0.
    expect(expectationOf(pauliSum([['X'.repeat(1000), 2], ['Y'.repeat(1000), 3], [`${'I'.repeat(999)}Z`, 5]]), state)).toBe(5);
  });
});

test('groupTerms() puts every term but the identity into one group, where all agree in their letters', () => {
  fc.assert(
    fc.property(sums, (sum) => {
      const groups = groupTerms(sum);
      expect(groups.flatMap(({ terms }) => terms)).toHaveLength(sum.terms.filter(({ pauli }) => pauli.length > 0).length);
      for (const { basis, terms } of groups) for (const { pauli } of terms) for (const factor of pauli) expect(basis).toContainEqual(factor);
    }),
  );
  expect(groupTerms(parsePauliSum('ZZ + ZI + IZ + XX + II'))).toHaveLength(2);
});

describe('sampleExpectation()', () => {
  const sum = parsePauliSum('0.5*ZZ - 0.3*XI + 0.7*IY + 0.1*II');
  const gates = [gateOf('u', [0], [0.7, 0.3, 0.1]), gateOf('cx', [0, 1]), gateOf('u', [1], [1.9, 0.2, 0.5])];

  test.each([['state vector', createStateVector], ['density matrix', createDensityMatrix]] as const)('comes as close to the exact value on a %s as it says', (_kind, create) => {
    const state = stateAfter(gates, create, 2);
    const { value, standardError } = sampleExpectation(sum, [{ probability: 1, state }], { shotCount: 4000, random: createSeededRandom('expectation') });
    expect(standardError).toBeGreaterThan(0.005);
    expect(standardError).toBeLessThan(0.03);
    expect(Math.abs(value - expectationOf(sum, state))).toBeLessThan(4 * standardError);
  });

  test('is certain where the state is an eigenstate', () => {
    const bell = stateAfter([gateOf('h', [0]), gateOf('cx', [0, 1])], createStabilizerTableau, 2);
    expect(sampleExpectation(parsePauliSum('XX + ZZ - YY'), [{ probability: 1, state: bell }], { shotCount: 10, random: createSeededRandom(1) })).toEqual({ value: 3, standardError: 0 });
  });

  test('meets the states of a mixture as often as they are there', () => {
    const states = [{ probability: 0.3, state: stateAfter([gateOf('x', [0])], createStateVector, 2) }, { probability: 0.6, state: createStateVector(2) }];
    const exact = expectationOfMixture(parsePauliSum('IZ'), states);
    expect(exact).toBeCloseTo(1 / 3, 12);
    const { value, standardError } = sampleExpectation(parsePauliSum('IZ'), states, { shotCount: 4000, random: createSeededRandom('mixture') });
    // √((1 − 1/9)/4000)
    expect(standardError).toBeCloseTo(0.0149, 3);
    expect(Math.abs(value - exact)).toBeLessThan(4 * standardError);
  });

  test('refuses no shots', () => {
    expect(() => sampleExpectation(sum, [{ probability: 1, state: createStateVector(2) }], { shotCount: 0, random: createSeededRandom(1) })).toThrow(/0 shots/);
  });
});
