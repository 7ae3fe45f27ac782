import { describe, expect, test } from 'vitest';
import { noiseModelSchema } from '../noise/index.ts';
import { readQasm } from '../qasm/index.ts';
import { outcomesOf, runExactly, sampleCircuit } from './index.ts';

function circuitOf(source: string) {
  const reading = readQasm(`OPENQASM 3.0;\ninclude "stdgates.inc";\n${source}`);
  if (reading.type !== 'circuit') throw new Error(reading.problems[0].message);
  return reading.circuit;
}

const noise = noiseModelSchema.parse({
  version: 'iza.noise/1',
  gates: [{ gates: ['cx'], channels: [{ type: 'depolarising', probability: 0.1 }] }, { qubitCount: 1, channels: [{ type: 'amplitude-damping', gamma: 0.1 }] }],
  readout: [{ oneGivenZero: 0.02, zeroGivenOne: 0.05 }],
});

/** χ² of shots against exact probabilities, and its degrees of freedom. */
function chiSquared(counts: ReadonlyMap<string, number>, exact: ReadonlyMap<string, number>, shotCount: number): number {
  for (const key of counts.keys()) expect(exact.get(key) ?? 0, key).toBeGreaterThan(0);
  return [...exact].reduce((sum, [key, probability]) => sum + ((counts.get(key) ?? 0) - shotCount * probability) ** 2 / (shotCount * probability), 0);
}

describe('sampleCircuit() shows each outcome as often as it is probable', () => {
  test.each([
    ['where nothing is measured on the way', 'qubit[3] q; bit[3] c; h q[0]; cx q[0], q[1]; ry(0.7) q[2]; c = measure q;', undefined, 8],
    ['where what follows depends on a measurement', 'qubit[2] q; bit[2] c; ry(1.0) q[0]; c[0] = measure q[0]; if (c[0]) { ry(0.5) q[1]; } else { h q[1]; } c[1] = measure q[1];', undefined, 4],
    ['where a loop goes on until it succeeds', 'qubit q; bit c; int n = 0; bit[3] m; h q; c = measure q; while (c) { n += 1; h q; c = measure q; } m = n & 3;', undefined, 8],
    ['on a density matrix', 'qubit[2] q; bit[2] c; h q[0]; cx q[0], q[1]; t q[1]; h q[1]; c = measure q;', noise, 4],
    ['along trajectories', 'qubit[9] q; bit[2] c; h q[0]; cx q[0], q[1]; t q[1]; h q[1]; c = measure q[0:1];', noise, 4],
  ])('%s', (_title, source, model, outcomeCount) => {
    const circuit = circuitOf(source);
    const shotCount = 2000;
    const exact = new Map(outcomesOf(runExactly(circuit, { noise: model })));
    const counts = sampleCircuit(circuit, shotCount, { seed: 'χ²', noise: model });
    expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(shotCount);
    expect(counts.size).toBeLessThanOrEqual(outcomeCount);
    // χ² with 7 degrees of freedom exceeds 29.9 once in 10,000 seeds; this seed is fixed
    expect(chiSquared(counts, exact, shotCount)).toBeLessThan(29.9);
  });
});

test('a shallow circuit of sixty qubits is sampled, though no memory holds its amplitudes', () => {
  const circuit = circuitOf('qubit[60] q; bit[60] c; ry(1.2) q[0]; for int i in [0:58] { cx q[i], q[i + 1]; } t q[3]; c = measure q;');
  const counts = sampleCircuit(circuit, 200, { seed: 1 });
  expect([...counts.keys()].every((key) => /^(0{60}|1{60})$/.test(key))).toBe(true);
  expect(counts.size).toBe(2);
});

test('sampleCircuit() repeats its shots for an equal seed', () => {
  const circuit = circuitOf('qubit[4] q; h q;');
  expect(sampleCircuit(circuit, 100, { seed: 1 })).toEqual(sampleCircuit(circuit, 100, { seed: 1 }));
  expect(sampleCircuit(circuit, 100, { seed: 1 })).not.toEqual(sampleCircuit(circuit, 100, { seed: 2 }));
});

test('sampleCircuit() refuses a count that is none', () => {
  for (const count of [0, -1, 1.5, Number.NaN]) expect(() => sampleCircuit(circuitOf('qubit q;'), count, { seed: 1 })).toThrow(RangeError);
});

test('a loop that cannot end is refused, shot by shot too', () => {
  const circuit = circuitOf('qubit q; bit c; c = measure q; while (!c) { c = measure q; }');
  expect(() => sampleCircuit(circuit, 1, { seed: 1 })).toThrow(/does not end/);
});
