import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../../foundation/index.ts';
import { hermitianEigenvalues, type Circuit, type Expression, type Operation } from '../circuit/index.ts';
import { expectationOf, parsePauliSum, pauliSumMatrix, sampleExpectation } from '../observables/index.ts';
import { createStateVector } from '../simulators/index.ts';
import { adjointGradient, cutWeight, findLargeCut, findLowestEnergy, layeredAnsatz, maxCutCircuit, maxCutEnergy, minimiseWithAdam, minimiseWithSpsa, parameterShiftGradient, type Graph } from './index.ts';
import { appliedTunable, tunableGates } from './tunable-gates.ts';

const hydrogen = parsePauliSum('-1.052373245772859*II + 0.39793742484318045*IZ - 0.39793742484318045*ZI - 0.01128010425623538*ZZ + 0.18093119978423156*XX');
/** Of the molecule without the repulsion of its nuclei; NumPy's eigenvalue of the matrix. */
const HYDROGEN_GROUND_ENERGY = -1.8572750302023795;

const symbol = (name: string): Expression => ({ type: 'symbol', name });
const gate = (name: string, qubits: readonly number[], ...parameters: Expression[]): Operation => ({ type: 'gate', name, parameters, controls: [], qubits });
const circuitOf = (qubitCount: number, parameterNames: readonly string[], operations: readonly Operation[]): Circuit => ({ qubitCount, bitCount: 0, qubitRegisters: [{ name: 'q', start: 0, size: qubitCount }], bitRegisters: [], variables: [], parameterNames, operations });

/** Every kind of gate that has angles, on 3 qubits, each angle a formula of a and b. */
const ANGLES: readonly Expression[] = [
  symbol('a'),
  symbol('b'),
  { type: 'binary', operator: '*', left: 2, right: symbol('a') },
  { type: 'binary', operator: '-', left: symbol('b'), right: { type: 'binary', operator: '/', left: symbol('a'), right: 3 } },
  { type: 'call', name: 'sin', operands: [symbol('b')] },
  { type: 'unary', operator: '-', operand: { type: 'binary', operator: '**', left: symbol('a'), right: 2 } },
  0.4,
];
const angle = fc.constantFrom(...ANGLES);
const qubits = fc.shuffledSubarray([0, 1, 2], { minLength: 3, maxLength: 3 });
const operations = fc.array(
  fc.oneof(
    fc.record({ name: fc.constantFrom('rx', 'ry', 'rz', 'p'), row: qubits, angles: fc.tuple(angle) }).map(({ name, row, angles }) => gate(name, row.slice(0, 1), ...angles)),
    fc.record({ name: fc.constantFrom('rxx', 'ryy', 'rzz', 'crx', 'cry', 'crz', 'cp'), row: qubits, angles: fc.tuple(angle) }).map(({ name, row, angles }) => gate(name, row.slice(0, 2), ...angles)),
    fc.record({ name: fc.constantFrom('u', 'cu3'), row: qubits, angles: fc.tuple(angle, angle, angle) }).map(({ name, row, angles }) => gate(name, row.slice(0, name === 'u' ? 1 : 2), ...angles)),
    fc.record({ row: qubits, angles: fc.tuple(angle, angle, angle, angle) }).map(({ row, angles }) => gate('cu', row.slice(0, 2), ...angles)),
    fc.record({ row: qubits, angles: fc.tuple(angle), value: fc.constantFrom(0 as const, 1 as const) }).map(({ row, angles, value }): Operation => ({ type: 'gate', name: 'ry', parameters: angles, phaseRad: angles[0], controls: [{ qubit: row[1], value }], qubits: row.slice(0, 1) })),
    qubits.map((row) => gate('cx', row.slice(0, 2))),
    qubits.map((row) => gate('h', row.slice(0, 1))),
  ),
  { minLength: 1, maxLength: 10 },
);
const values = fc.record({ a: fc.double({ min: -3, max: 3, noNaN: true }), b: fc.double({ min: -3, max: 3, noNaN: true }) });
const observable = parsePauliSum('0.5*ZZI + 0.7*XIX - 0.4*IYZ + 0.3*YIZ + 0.2*IIX + III');

describe('gradients', () => {
  test('by the adjoint method, by parameter shift and by finite differences agree', () => {
    fc.assert(
      fc.property(operations, values, (row, at) => {
        const circuit = circuitOf(3, ['a', 'b'], row);
        const adjoint = adjointGradient(circuit, observable, at);
        const shifted = parameterShiftGradient(circuit, observable, at);
        expect(shifted.energy).toBeCloseTo(adjoint.energy, 11);
        for (const [index, name] of (['a', 'b'] as const).entries()) {
          const step = 1e-5;
          const ahead = adjointGradient(circuit, observable, { ...at, [name]: at[name] + step }).energy;
          const behind = adjointGradient(circuit, observable, { ...at, [name]: at[name] - step }).energy;
          const slope = adjoint.gradient[index];
          expect(shifted.gradient[index]).toBeCloseTo(slope, 9);
          // Formulas of 10 gates with angles like −a² are steep: the error of a difference grows with the third power of their slope.
          expect(Math.abs((ahead - behind) / (2 * step) - slope)).toBeLessThan(1e-4);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('of a state wide enough for the kernel agree', () => {
    const ansatz = layeredAnsatz(10, 1);
    const at = Object.fromEntries(ansatz.parameterNames.map((name, index) => [name, 0.3 + 0.17 * index]));
    const ring = maxCutEnergy({ nodeCount: 10, edges: Array.from({ length: 10 }, (_, node) => ({ from: node, to: (node + 1) % 10, weight: 1 })) });
    const adjoint = adjointGradient(ansatz, ring, at);
    for (const [index, slope] of parameterShiftGradient(ansatz, ring, at).gradient.entries()) expect(adjoint.gradient[index]).toBeCloseTo(slope, 10);
  });

  test('refuse a circuit that measures, a parameter without a value, and an angle without a slope', () => {
    expect(() => adjointGradient(circuitOf(1, [], [{ type: 'measure', qubit: 0, bit: undefined }]), parsePauliSum('Z'), {})).toThrow(/holds "measure"/);
    expect(() => adjointGradient(circuitOf(1, ['a'], [gate('rx', [0], symbol('a'))]), parsePauliSum('Z'), {})).toThrow(/"a" has no value/);
    expect(() => parameterShiftGradient(circuitOf(1, ['a'], [gate('rx', [0], { type: 'call', name: 'floor', operands: [symbol('a')] })]), parsePauliSum('Z'), { a: 1 })).toThrow(/no slope/);
  });
});

describe('minimisers', () => {
  const bowl = (place: Float64Array): number => (place[0] - 1) ** 2 + 10 * (place[1] + 2) ** 2;

  test('minimiseWithAdam() finds the bottom of a bowl', () => {
    const { place, value } = minimiseWithAdam([4, 4], (at) => ({ value: bowl(at), gradient: [2 * (at[0] - 1), 20 * (at[1] + 2)] }), { stepCount: 1000 });
    expect(value).toBeLessThan(1e-10);
    expect(place[1]).toBeCloseTo(-2, 5);
  });

  test('minimiseWithSpsa() comes near it with values that are noisy, the same for the same seed', () => {
    const find = (): number => {
      const noise = createSeededRandom('noise');
      return bowl(minimiseWithSpsa([2, 0], (at) => bowl(at) + 0.01 * noise.normal(), { random: createSeededRandom('spsa'), stepLength: 0.05, stepCount: 500 }).place);
    };
    expect(find()).toBeLessThan(0.02);
    expect(find()).toBe(find());
  });

  test('stop when they are told to', () => {
    const controller = new AbortController();
    controller.abort();
    expect(() => minimiseWithAdam([1], () => ({ value: 0, gradient: [1] }), { signal: controller.signal })).toThrow();
    expect(() => minimiseWithSpsa([1], () => 0, { random: createSeededRandom(1), signal: controller.signal })).toThrow();
  });
});

describe('findLowestEnergy()', () => {
  test('reaches the ground energy of the hydrogen molecule', () => {
    const { energy, parameters } = findLowestEnergy(layeredAnsatz(2, 1), hydrogen, { seed: 'hydrogen' });
    expect(Math.abs(energy - HYDROGEN_GROUND_ENERGY)).toBeLessThan(1e-6);
    expect(energy).toBeGreaterThan(HYDROGEN_GROUND_ENERGY - 1e-12);
    expect(Object.keys(parameters)).toEqual(['t0', 't1', 't2', 't3']);
  });

  test('never falls below the lowest eigenvalue', () => {
    const [lowest] = hermitianEigenvalues(pauliSumMatrix(observable));
    expect(findLowestEnergy(layeredAnsatz(3, 2), observable, { seed: 1, startCount: 1, stepCount: 100 }).energy).toBeGreaterThan(lowest - 1e-10);
  });

  test('SPSA comes close to the molecule’s ground energy from shots alone', () => {
    const ansatz = layeredAnsatz(2, 1);
    const random = createSeededRandom('shots');
    const stateAt = (place: Float64Array): ReturnType<typeof createStateVector> => {
      const state = createStateVector(2);
      for (const tunable of tunableGates(ansatz, Object.fromEntries(ansatz.parameterNames.map((name, index) => [name, place[index]])))) state.apply(appliedTunable(tunable));
      return state;
    };
    const { place } = minimiseWithSpsa([0.1, 3, 0.1, 0.1], (at) => sampleExpectation(hydrogen, [{ probability: 1, state: stateAt(at) }], { shotCount: 200, random }).value, { random: createSeededRandom('spsa'), stepLength: 0.4 });
    expect(Math.abs(expectationOf(hydrogen, stateAt(place)) - HYDROGEN_GROUND_ENERGY)).toBeLessThan(0.02);
  });
});

describe('the largest cut', () => {
  const ring = (nodeCount: number): Graph => ({ nodeCount, edges: Array.from({ length: nodeCount }, (_, node) => ({ from: node, to: (node + 1) % nodeCount, weight: 1 })) });

  // one layer on a ring: n · (1 + sin 4β sin γ cos γ) / 2, as Wang et al. (2018), Phys. Rev. A 97, 022304
  test.each([[6, 0.7, 0.3, 4.377716498407638], [8, Math.PI / 4, Math.PI / 8, 6], [10, 1.1, 0.2, 6.449949549375857]])('one layer on a ring of %i at γ = %d, β = %d expects the cut that theory does', (nodeCount, gamma0, beta0, expected) => {
    const { energy } = adjointGradient(maxCutCircuit(ring(nodeCount), 1), maxCutEnergy(ring(nodeCount)), { gamma0, beta0 });
    expect(-energy).toBeCloseTo(expected, 10);
  });

  test('of a small graph is found, and weighs what every cut tried by hand weighs at most', () => {
    const graph: Graph = { nodeCount: 5, edges: [[0, 1, 1], [1, 2, 2], [2, 3, 1], [3, 4, 1.5], [4, 0, 1], [1, 3, 0.5]].map(([from, to, weight]) => ({ from, to, weight })) };
    const largest = Math.max(...Array.from({ length: 32 }, (_, cut) => cutWeight(graph, Array.from({ length: 5 }, (_unused, node) => (cut >> node) & 1))));
    const found = findLargeCut(graph, { layerCount: 2, seed: 'cut', stepCount: 150 });
    expect(found.weight).toBe(largest);
    expect(cutWeight(graph, found.sides)).toBe(found.weight);
    expect(found.expectedWeight).toBeLessThanOrEqual(largest);
    expect(found.expectedWeight).toBeGreaterThan(0.75 * largest);
  });

  test('the energy of a basis state is minus the weight of its cut', () => {
    const graph: Graph = { nodeCount: 3, edges: [{ from: 0, to: 1, weight: 1 }, { from: 1, to: 2, weight: 4 }] };
    const state = createStateVector(3);
    state.re[0] = 0;
    state.re[0b011] = 1;
    expect(expectationOf(maxCutEnergy(graph), state)).toBe(-4);
  });

  test('of what is no graph is refused', () => {
    expect(() => maxCutEnergy({ nodeCount: 2, edges: [{ from: 0, to: 2, weight: 1 }] })).toThrow(/0 – 2/);
    expect(() => maxCutCircuit(ring(3), 0)).toThrow(/at least one/);
  });
});
