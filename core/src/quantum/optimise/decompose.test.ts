import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../../foundation/index.ts';
import { identityMatrix, standardGates, unitaryOf, type ComplexMatrix, type Control, type Operation, type UnitaryOperation } from '../circuit/index.ts';
import { circuitOfGates, randomBrickCircuit } from '../generate/index.ts';
import { readQasm } from '../qasm/index.ts';
import { areEquivalent } from './equivalence.ts';
import { decomposeOperation } from './decompose.ts';

const random = createSeededRandom('decompose');

function same(qubitCount: number, operation: UnitaryOperation): Operation[] {
  const parts = decomposeOperation(operation);
  expect(areEquivalent(circuitOfGates(qubitCount, [operation]), circuitOfGates(qubitCount, parts))).toBe(true);
  for (const part of parts) {
    expect(part.type).toBe('gate');
    if (part.type === 'gate') expect([['u', 1, 0], ['cx', 2, 0]]).toContainEqual([part.name, part.qubits.length, part.controls.length]);
  }
  return parts;
}

const cxCount = (parts: readonly Operation[]): number => parts.filter((part) => part.type === 'gate' && part.name === 'cx').length;

function randomUnitary(qubitCount: number): ComplexMatrix {
  return unitaryOf(randomBrickCircuit(qubitCount, 6, random).operations as UnitaryOperation[], qubitCount);
}

const matrixGate = (matrix: ComplexMatrix, qubits: readonly number[], controls: readonly Control[] = []): UnitaryOperation => ({ type: 'matrix', label: 'M', matrix, controls, qubits });

describe('decomposeOperation() does what the operation does, in u and cx', () => {
  test.each(Object.keys(standardGates))('%s, and under controls of either value', (name) => {
    const { parameterCount, qubitCount } = standardGates[name];
    const parameters = Array.from({ length: parameterCount }, () => 6 * random.next() - 3);
    const qubits = Array.from({ length: qubitCount }, (_, index) => (index + 1) % qubitCount);
    same(qubitCount, { type: 'gate', name, parameters, controls: [], qubits });
    same(qubitCount + 1, { type: 'gate', name, parameters, phaseRad: 0.4, controls: [{ qubit: qubitCount, value: 0 }], qubits });
    if (qubitCount < 4) same(qubitCount + 2, { type: 'gate', name, parameters, controls: [{ qubit: qubitCount, value: 1 }, { qubit: qubitCount + 1, value: 0 }], qubits });
  });

  test('x and u under up to seven controls; the ladder keeps the count quadratic', () => {
    const counts = [1, 2, 3, 4, 5, 6, 7].map((count) => {
      const controls = Array.from({ length: count }, (_, qubit): Control => ({ qubit, value: qubit % 3 === 1 ? 0 : 1 }));
      same(count + 1, { type: 'gate', name: 'u', parameters: [0.3, 1.1, -2], controls, qubits: [count] });
      return cxCount(same(count + 1, { type: 'gate', name: 'x', parameters: [], controls, qubits: [count] }));
    });
    expect(counts.slice(0, 2)).toEqual([1, 6]);
    // Without borrowed qubits each control more would treble it.
    expect(counts[6]).toBeLessThan(700);
  });

  test('a global phase under controls is a phase of theirs', () => {
    same(2, { type: 'gate', name: 'gphase', parameters: [0.7], controls: [{ qubit: 0, value: 1 }, { qubit: 1, value: 0 }], qubits: [] });
    expect(decomposeOperation({ type: 'gate', name: 'gphase', parameters: [0.7], controls: [], qubits: [] })).toEqual([]);
  });

  test('matrices on one, two and three qubits, bare and under a control', () => {
    for (const qubitCount of [1, 2, 3]) {
      const qubits = Array.from({ length: qubitCount }, (_, index) => (index + 1) % qubitCount);
      same(qubitCount, matrixGate(randomUnitary(qubitCount), qubits));
      same(qubitCount + 1, matrixGate(randomUnitary(qubitCount), qubits, [{ qubit: qubitCount, value: 0 }]));
    }
  });

  test('any matrix on two qubits takes at most three cx, those of fewer interactions fewer', () => {
    for (let round = 0; round < 100; round += 1) expect(cxCount(same(2, matrixGate(randomUnitary(2), [0, 1])))).toBeLessThanOrEqual(3);
    const named = (name: string, ...parameters: number[]): number => cxCount(same(2, matrixGate(unitaryOf([{ type: 'gate', name, parameters, controls: [], qubits: [0, 1] }], 2), [1, 0])));
    expect([named('cx'), named('cz'), named('ryy', Math.PI / 2), named('cp', 0.3), named('ryy', 0.4), named('rxx', 0.4), named('ch'), named('swap')]).toEqual([1, 1, 1, 2, 2, 2, 1, 3]);
    expect(cxCount(same(2, matrixGate(identityMatrix(4), [0, 1])))).toBe(0);
  });

  test('composite gates with parameters that are open, inverted and under controls', () => {
    const reading = readQasm('OPENQASM 3.0;\ninclude "stdgates.inc";\ninput float a;\ngate g(t) p, q { crx(t) p, q; cu(t, a0, 1, t) p, q; }\nqubit[4] q;\ng(a) q[0], q[1];'.replace('a0', '0.2'));
    if (reading.type !== 'circuit') throw new Error(JSON.stringify(reading.problems));
    const { circuit } = reading;
    const [gate] = circuit.operations as UnitaryOperation[];
    if (gate.type !== 'composite') throw new Error('not composite');
    for (const operation of [gate, { ...gate, inverted: true, controls: [{ qubit: 2, value: 0 }, { qubit: 3, value: 1 }] } as const]) {
      expect(areEquivalent({ ...circuit, operations: [operation] }, { ...circuit, operations: decomposeOperation(operation) })).toBe(true);
    }
  });
});

test('areEquivalent() tells apart what differs', () => {
  const circuit = randomBrickCircuit(4, 4, random);
  const last = circuit.operations.length - 1;
  expect(areEquivalent(circuit, circuit)).toBe(true);
  expect(areEquivalent(circuit, { ...circuit, operations: circuit.operations.slice(0, last) })).toBe(false);
  expect(areEquivalent(circuit, circuit, { outputPermutation: [1, 0, 2, 3] })).toBe(false);
  const swapped: Operation[] = [...circuit.operations, { type: 'gate', name: 'swap', parameters: [], controls: [], qubits: [0, 1] }];
  expect(areEquivalent(circuit, { ...circuit, operations: swapped }, { outputPermutation: [1, 0, 2, 3] })).toBe(true);
  const z = (qubitCount: number, angle: number) => circuitOfGates(qubitCount, [{ type: 'gate', name: 'rz', parameters: [angle], controls: [], qubits: [0] }]);
  expect(areEquivalent(z(10, 0.1), z(10, 0.1 + 1e-5))).toBe(false);
  expect(areEquivalent(z(10, 0.1), z(10, 0.1 + 4 * Math.PI))).toBe(true);
});
