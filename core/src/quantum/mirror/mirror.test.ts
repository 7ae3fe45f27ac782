import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../../foundation/index.ts';
import { randomBrickCircuit, randomCliffordCircuit } from '../generate/index.ts';
import { noiseModelSchema } from '../noise/index.ts';
import { readQasm } from '../qasm/index.ts';
import { echoCircuit, effectivePolarisation, entanglementInfidelity, estimateFidelity, hammingDistances, mirrorCircuit, scanMirrors, scoreMirror } from './index.ts';

const exact = { shotCount: 0, seed: 1 };

describe('a mirror without noise has the polarisation 1', () => {
  test.each(['bare', 'compiled', 'reference'] as const)('%s', (kind) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 5 }), fc.integer(), (width, depth, seed) => {
        const random = createSeededRandom(seed);
        const { success, polarisation } = scoreMirror(mirrorCircuit(randomBrickCircuit(width, depth, random), kind, random), exact);
        expect(success).toBeCloseTo(1, 9);
        expect(polarisation).toBeCloseTo(1, 9);
      }),
      { numRuns: 30 },
    );
  });

  test('of a hundred qubits', () => {
    const random = createSeededRandom('wide');
    expect(scoreMirror(mirrorCircuit(randomCliffordCircuit(100, 5, random), 'compiled', random), { shotCount: 20, seed: 1 }).polarisation).toBe(1);
  });
});

test('the halves of a mirror are not each other’s inverse: its target is spread over the outcomes', () => {
  const random = createSeededRandom('targets');
  const targets = new Set(Array.from({ length: 40 }, () => mirrorCircuit(randomBrickCircuit(3, 2, random), 'bare', random).target.join('')));
  expect(targets.size).toBe(8);
});

test('echoCircuit() comes back to where it began', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.integer(), (width, seed) => {
      expect(scoreMirror(echoCircuit(randomBrickCircuit(width, 4, createSeededRandom(seed))), exact).success).toBeCloseTo(1, 9);
    }),
    { numRuns: 20 },
  );
});

describe('effectivePolarisation()', () => {
  test('is 0 for outcomes that are pure chance', () => {
    for (let qubitCount = 1; qubitCount <= 8; qubitCount += 1) {
      const all = Array.from({ length: 2 ** qubitCount }, (_, index): [string, number] => [index.toString(2).padStart(qubitCount, '0'), 1]);
      expect(effectivePolarisation(hammingDistances(all, new Uint8Array(qubitCount)))).toBeCloseTo(0, 12);
    }
  });

  test('of independent flips e is (4ⁿ (1 − 1.5 e)ⁿ − 1)/(4ⁿ − 1)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.double({ min: 0, max: 1, noNaN: true }), (qubitCount, e) => {
        const outcomes = Array.from({ length: 2 ** qubitCount }, (_, index): [string, number] => {
          const key = index.toString(2).padStart(qubitCount, '0');
          const flips = key.replaceAll('0', '').length;
          return [key, e ** flips * (1 - e) ** (qubitCount - flips)];
        });
        const size = 4 ** qubitCount;
        expect(effectivePolarisation(hammingDistances(outcomes, new Uint8Array(qubitCount)))).toBeCloseTo((size * (1 - 1.5 * e) ** qubitCount - 1) / (size - 1), 9);
      }),
    );
  });
});

test('depolarising noise on one qubit gives the closed form (1 − p)^gates', () => {
  const noise = noiseModelSchema.parse({ version: 'iza.noise/1', gates: [{ channels: [{ type: 'depolarising', probability: 0.03 }] }] });
  const random = createSeededRandom('closed form');
  const mirror = mirrorCircuit(randomBrickCircuit(1, 3, random), 'bare', random);
  const gateCount = mirror.circuit.operations.filter(({ type }) => type === 'gate').length;
  expect(scoreMirror(mirror, { ...exact, noise }).polarisation).toBeCloseTo(0.97 ** gateCount, 10);
});

test('estimateFidelity() finds the infidelity of the circuit with preparation and measurement taken out', () => {
  // Only cx is noisy, so its depolarising channels are all there is to find; readout errors must fall out of the estimate.
  const noise = noiseModelSchema.parse({ version: 'iza.noise/1', gates: [{ gates: ['cx'], channels: [{ type: 'depolarising', probability: 0.02 }] }], readout: [{ oneGivenZero: 0.03, zeroGivenOne: 0.05 }] });
  const circuit = randomBrickCircuit(2, 6, createSeededRandom('fidelity'));
  const cxCount = circuit.operations.filter((operation) => operation.type === 'gate' && operation.name === 'cx').length;
  const estimate = estimateFidelity(circuit, { noise, circuitCount: 20, shotCount: 0, seed: 3 });
  const { value = 0, standardError = 0 } = estimate.entanglementInfidelity ?? {};
  expect(standardError).toBeGreaterThan(0);
  expect(standardError).toBeLessThan(0.01);
  expect(Math.abs(value - entanglementInfidelity(0.98 ** cxCount, 2))).toBeLessThan(3 * standardError);
  expect(estimate.successProbability.value).toBeLessThan(0.95);
  expect(estimate.polarisation.standardError).toBeGreaterThan(0);
});

test('scanMirrors() gives a cell for every width and depth, worse the larger they are', () => {
  const noise = noiseModelSchema.parse({ version: 'iza.noise/1', gates: [{ gates: ['cx'], channels: [{ type: 'depolarising', probability: 0.05 }] }] });
  const cells = scanMirrors({ widths: [2, 3], depths: [1, 8], noise, circuitCount: 4, shotCount: 0, seed: 1 });
  expect(cells.map(({ width, depth }) => [width, depth])).toEqual([[2, 1], [2, 8], [3, 1], [3, 8]]);
  expect(cells[3].polarisation.value).toBeLessThan(cells[0].polarisation.value);
});

test.each([
  ['measures on the way', 'qreg q[1]; creg c[1]; measure q -> c; h q[0];', /goes on after a measurement/],
  ['resets', 'qreg q[1]; reset q[0];', /with reset/],
  ['has a Toffoli', 'qreg q[3]; ccx q[0],q[1],q[2];', /gate ccx/],
])('a circuit that %s is refused with the reason', (_title, source, message) => {
  const reading = readQasm(`OPENQASM 2.0;\ninclude "qelib1.inc";\n${source}`);
  if (reading.type !== 'circuit') throw new Error(reading.problems[0].message);
  expect(() => mirrorCircuit(reading.circuit, 'bare', createSeededRandom(1))).toThrow(message);
});
