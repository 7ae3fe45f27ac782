import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../../foundation/index.ts';
import { randomBrickCircuit } from '../generate/index.ts';
import { noiseModelSchema } from '../noise/index.ts';
import { readQasm } from '../qasm/index.ts';
import { blochVectorsOf, densityOfRun } from './mixture.ts';
import { runExactly, type ExactRun } from './run-exactly.ts';

function run(body: string, noise?: object): ExactRun {
  const reading = readQasm(`OPENQASM 3.0; include "stdgates.inc"; ${body}`);
  if (reading.type === 'problems') throw new Error(reading.problems[0].message);
  return runExactly(reading.circuit, { noise: noise && noiseModelSchema.parse({ version: 'iza.noise/1', ...noise }) });
}

describe('blochVectorsOf()', () => {
  test.each([
    ['qubit q; h q;', [1, 0, 0]],
    ['qubit q; h q; s q;', [0, 1, 0]],
    ['qubit q; x q;', [0, 0, -1]],
    ['qubit q; t q; ry(pi/3) q;', [Math.sqrt(3) / 2, 0, 0.5]],
    // Half of a Bell pair, and a coin that was thrown, know nothing.
    ['qubit[2] q; h q[0]; cx q[0], q[1];', [0, 0, 0]],
    ['qubit q; bit c; h q; c = measure q; if (c) { z q; }', [0, 0, 0]],
  ])('of %s', (body, expected) => {
    const [{ x, y, z }] = blochVectorsOf(run(body));
    for (const [index, value] of [x, y, z].entries()) expect(value).toBeCloseTo(expected[index], 12);
  });

  test('are those of the density matrix', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (seed) => {
        const exact = runExactly(randomBrickCircuit(3, 4, createSeededRandom(seed)));
        const { re, im } = densityOfRun(exact);
        for (const [qubit, { x, y, z }] of blochVectorsOf(exact).entries()) {
          const bit = 1 << qubit;
          let expected = { x: 0, y: 0, z: 0 };
          for (let row = 0; row < 8; row += 1) {
            const across = row + 8 * (row ^ bit);
            const isZero = (row & bit) === 0;
            expected = { x: expected.x + re[across], y: expected.y + (isZero ? -im[across] : im[across]), z: expected.z + (isZero ? 1 : -1) * re[row * 9] };
          }
          expect([x - expected.x, y - expected.y, z - expected.z].every((error) => Math.abs(error) < 1e-12)).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('densityOfRun()', () => {
  test('of a noisy run shrinks the Bloch vector by what depolarising takes', () => {
    const noisy = run('qubit q; h q;', { gates: [{ channels: [{ type: 'depolarising', probability: 0.2 }] }] });
    const { re } = densityOfRun(noisy);
    expect(re[0] + re[3]).toBeCloseTo(1, 12);
    expect(2 * re[2]).toBeCloseTo(blochVectorsOf(noisy)[0].x, 12);
    expect(2 * re[2]).toBeLessThan(0.9);
  });

  test('is refused where nobody could hold it', () => {
    expect(() => densityOfRun(run('qubit[11] q;'))).toThrow('at most 10');
  });
});
