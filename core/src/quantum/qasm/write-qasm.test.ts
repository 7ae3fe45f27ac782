import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../../foundation/index.ts';
import { randomBrickCircuit } from '../generate/index.ts';
import { standardGates, unitaryOf, type Circuit, type ComplexMatrix, type Operation, type UnitaryOperation } from '../circuit/index.ts';
import { NotExpressible, readQasm, writeQasm2, writeQasm3 } from './index.ts';

const QUBIT_COUNT = 3;

function circuitOf(source: string): Circuit {
  const reading = readQasm(source);
  if (reading.type !== 'circuit') throw new Error(`${reading.problems[0].line}: ${reading.problems[0].message}\n${source}`);
  return reading.circuit;
}

function matrixOf({ operations, qubitCount }: Circuit): ComplexMatrix {
  return unitaryOf(operations.filter((operation): operation is UnitaryOperation => operation.type === 'gate' || operation.type === 'matrix' || operation.type === 'composite'), qubitCount);
}

/** |tr(a† b)| / dimension: 1 for gates that differ by a global phase only. */
function overlap(a: ComplexMatrix, b: ComplexMatrix): number {
  let re = 0;
  let im = 0;
  for (let index = 0; index < a.re.length; index += 1) {
    re += a.re[index] * b.re[index] + a.im[index] * b.im[index];
    im += a.re[index] * b.im[index] - a.im[index] * b.re[index];
  }
  return Math.hypot(re, im) / a.dimension;
}

const names = Object.keys(standardGates).filter((name) => standardGates[name].qubitCount <= QUBIT_COUNT);
const angle = fc.oneof(fc.double({ min: -7, max: 7, noNaN: true }), fc.constantFrom(Math.PI / 2, -Math.PI / 4, 0));
const gates = (from: readonly string[], mostControls: number) =>
  fc.array(
    fc.record({ name: fc.constantFrom(...from), angles: fc.array(angle, { minLength: 4, maxLength: 4 }), order: fc.shuffledSubarray([0, 1, 2], { minLength: 3, maxLength: 3 }), controlCount: fc.nat(mostControls), values: fc.array(fc.constantFrom(0 as const, 1 as const), { minLength: 2, maxLength: 2 }), phase: angle }).map(({ name, angles, order, controlCount, values, phase }): Operation => {
      const { qubitCount, parameterCount } = standardGates[name];
      const free = order.slice(qubitCount, qubitCount + controlCount);
      return { type: 'gate', name, parameters: angles.slice(0, parameterCount), ...(free.length > 0 && { phaseRad: phase }), controls: free.map((qubit, index) => ({ qubit, value: values[index] })), qubits: order.slice(0, qubitCount) };
    }),
    { maxLength: 8 },
  );

function circuitWith(operations: readonly Operation[]): Circuit {
  return { qubitCount: QUBIT_COUNT, bitCount: 0, qubitRegisters: [{ name: 'q', start: 0, size: QUBIT_COUNT }], bitRegisters: [], variables: [], parameterNames: [], operations };
}

describe('writeQasm3()', () => {
  test('writes any gates so that reading gives them back, up to a global phase', () => {
    fc.assert(
      fc.property(gates(names, 2), (operations) => {
        const circuit = circuitWith(operations);
        expect(overlap(matrixOf(circuitOf(writeQasm3(circuit))), matrixOf(circuit))).toBeCloseTo(1, 9);
      }),
    );
  });

  test('writes a gate of the program’s own so that it may be controlled', () => {
    const circuit = circuitOf('OPENQASM 3.0; include "stdgates.inc"; gate g(a) x, y { u3(a, 0.2, 0.3) x; ctrl @ rx(a / 2) x, y; gphase(a); } qubit[3] q; ctrl @ g(0.7) q[2], q[0], q[1]; inv @ g(0.4) q[0], q[2];');
    const written = writeQasm3(circuit);
    expect(overlap(matrixOf(circuitOf(written)), matrixOf(circuit))).toBeCloseTo(1, 12);
    expect(written).toContain('gate g_dg(a) x, y {');
  });

  test('is the same program after reading and writing again', () => {
    fc.assert(
      fc.property(gates(names, 1), (operations) => {
        const once = writeQasm3(circuitOf(writeQasm3(circuitWith(operations))));
        expect(writeQasm3(circuitOf(once))).toBe(once);
      }),
      { numRuns: 40 },
    );
  });

  test('keeps measurements, decisions, loops, variables and inputs', () => {
    const source = 'OPENQASM 3.0; include "stdgates.inc"; input float t; qubit[2] q; bit[2] c; int n = 0; rx(t) q[0]; c[0] = measure q[0]; while (c[0]) { n += 1; h q[0]; c[0] = measure q[0]; if (n > 3) break; } if (c == 2) { x q[1]; } else { reset q[1]; } barrier q; c[1] = measure q[1];';
    const circuit = circuitOf(source);
    const again = circuitOf(writeQasm3(circuit));
    expect(again.operations.map(({ type }) => type)).toEqual(circuit.operations.map(({ type }) => type));
    expect(again.parameterNames).toEqual(['t']);
  });
});

describe('writeQasm2()', () => {
  const plain = names.filter((name) => standardGates[name].headers.includes('qelib1.inc'));

  test('writes the gates of qelib1.inc so that reading gives them back, up to a global phase', () => {
    fc.assert(
      fc.property(gates(plain, 0), (operations) => {
        const circuit = circuitWith(operations);
        expect(overlap(matrixOf(circuitOf(writeQasm2(circuit))), matrixOf(circuit))).toBeCloseTo(1, 9);
      }),
    );
  });

  test('writes controls where a name has them, also on 0', () => {
    const circuit = circuitOf('OPENQASM 3.0; include "stdgates.inc"; qubit[3] q; ctrl @ negctrl @ x q[0], q[1], q[2]; negctrl @ h q[1], q[0]; ctrl @ gphase(0.3) q[1];');
    expect(overlap(matrixOf(circuitOf(writeQasm2(circuit))), matrixOf(circuit))).toBeCloseTo(1, 12);
  });

  test.each([
    ['a loop', 'qubit q; bit c; while (c) { c = measure q; }', /"while"/],
    ['an else', 'qubit q; bit[2] c; if (c == 1) { x q; } else { h q; }', /knows no else/],
    ['an open parameter', 'input float t; qubit q; rx(t) q;', /bind t first/],
    ['a gate without a name', 'qubit[3] q; ctrl @ ctrl @ h q[0], q[1], q[2];', /no such gate/],
  ])('refuses %s by name', (_title, body, message) => {
    const circuit = circuitOf(`OPENQASM 3.0; include "stdgates.inc"; ${body}`);
    expect(() => writeQasm2(circuit)).toThrow(NotExpressible);
    expect(() => writeQasm2(circuit)).toThrow(message);
  });
});

test('a random circuit survives the way from one version to the other and back', () => {
  const circuit = randomBrickCircuit(3, 4, createSeededRandom('round trip'));
  expect(overlap(matrixOf(circuitOf(writeQasm2(circuitOf(writeQasm3(circuit))))), matrixOf(circuit))).toBeCloseTo(1, 12);
});
