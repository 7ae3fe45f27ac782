import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adjointMatrix, appliedGate, inverseOperation, multiplyMatrices, principalPower, standardGates, unitarityError, unitaryOf, type ComplexMatrix, type GateOperation } from './index.ts';

const angles = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 4, maxLength: 4 });

function operationOf(name: string, parameters: readonly number[]): GateOperation {
  const { parameterCount, qubitCount } = standardGates[name];
  return { type: 'gate', name, parameters: parameters.slice(0, parameterCount), controls: [], qubits: Array.from({ length: qubitCount }, (_, qubit) => qubit) };
}

function expectClose(actual: ComplexMatrix, expected: ComplexMatrix, tolerance = 1e-12): void {
  for (let index = 0; index < expected.re.length; index += 1) {
    expect(Math.hypot(actual.re[index] - expected.re[index], actual.im[index] - expected.im[index])).toBeLessThan(tolerance);
  }
}

describe.each(Object.keys(standardGates))('the gate %s', (name) => {
  const { qubitCount } = standardGates[name];

  test('is unitary, and so is its inverse, which undoes it', () => {
    fc.assert(
      fc.property(angles, (parameters) => {
        const operation = operationOf(name, parameters);
        expect(unitarityError(unitaryOf([operation], qubitCount))).toBeLessThan(1e-12);
        const undone = unitaryOf([operation, inverseOperation(operation)], qubitCount);
        expectClose(undone, unitaryOf([], qubitCount));
      }),
      { numRuns: 20 },
    );
  });
});

test('the controlled U of qelib1.inc is what its definition there comes to', () => {
  const gate = (gateName: string, qubits: number[], ...parameters: number[]): GateOperation => ({ type: 'gate', name: gateName, parameters, controls: [], qubits });
  fc.assert(
    fc.property(angles, ([theta, phi, lambda]) => {
      const written = [gate('u1', [0], (lambda + phi) / 2), gate('u1', [1], (lambda - phi) / 2), gate('cx', [0, 1]), gate('u3', [1], -theta / 2, 0, -(phi + lambda) / 2), gate('cx', [0, 1]), gate('u3', [1], theta / 2, phi, 0)];
      expectClose(unitaryOf([gate('cu3', [0, 1], theta, phi, lambda)], 2), unitaryOf(written, 2));
    }),
  );
});

test('principalPower() is the root of a gate: its power gives the gate again', () => {
  fc.assert(
    fc.property(angles, fc.integer({ min: 2, max: 5 }), (parameters, count) => {
      const matrix = unitaryOf([operationOf('cu3', parameters), operationOf('h', [])], 2);
      const root = principalPower(matrix, 1 / count);
      let power = root;
      for (let step = 1; step < count; step += 1) power = multiplyMatrices(power, root);
      expectClose(power, matrix, 1e-9);
      expectClose(principalPower(matrix, -1), adjointMatrix(matrix), 1e-9);
    }),
    { numRuns: 30 },
  );
});

test('a gate refuses an angle that is not finite', () => {
  for (const angleRad of [Number.NaN, Infinity]) expect(() => appliedGate(operationOf('rx', [angleRad]))).toThrow(RangeError);
});
