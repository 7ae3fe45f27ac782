import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSeededRandom } from '../../foundation/index.ts';
import { unitarityError } from '../circuit/index.ts';
import { quantumVolumeCircuit, randomUnitary } from './index.ts';

test('randomUnitary() is unitary, and the same for the same seed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.integer(), (dimension, seed) => {
      const matrix = randomUnitary(dimension, createSeededRandom(seed));
      expect(unitarityError(matrix)).toBeLessThan(1e-13);
      expect(randomUnitary(dimension, createSeededRandom(seed))).toEqual(matrix);
    }),
  );
});

test('randomUnitary() has entries as Haar’s measure: |entry|² is 1/d, |entry|⁴ is 2/(d(d+1)) in the mean, and no phase is preferred', () => {
  const random = createSeededRandom('haar');
  const means = { square: 0, fourth: 0, re: 0, im: 0 };
  const count = 20_000;
  for (let draw = 0; draw < count; draw += 1) {
    const { re, im } = randomUnitary(4, random);
    const square = re[5] * re[5] + im[5] * im[5];
    means.square += square / count;
    means.fourth += (square * square) / count;
    means.re += re[5] / count;
    means.im += im[5] / count;
  }
  // the standard errors are 0.0014, 0.0010 and 0.0025
  expect(Math.abs(means.square - 1 / 4)).toBeLessThan(0.006);
  expect(Math.abs(means.fourth - 1 / 10)).toBeLessThan(0.005);
  expect(Math.abs(means.re)).toBeLessThan(0.011);
  expect(Math.abs(means.im)).toBeLessThan(0.011);
});

test('quantumVolumeCircuit() pairs every qubit once a layer, but for the odd one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 9 }), fc.integer(), (qubitCount, seed) => {
      const { operations } = quantumVolumeCircuit(qubitCount, createSeededRandom(seed));
      const pairCount = Math.floor(qubitCount / 2);
      expect(operations).toHaveLength(qubitCount * pairCount);
      for (let layer = 0; layer < qubitCount; layer += 1) {
        const qubits = operations.slice(layer * pairCount, (layer + 1) * pairCount).flatMap((operation) => (operation.type === 'matrix' ? operation.qubits : []));
        expect(new Set(qubits).size).toBe(2 * pairCount);
      }
    }),
    { numRuns: 30 },
  );
  expect(() => quantumVolumeCircuit(1, createSeededRandom(1))).toThrow(/at least two/);
});
