import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { noiseModelSchema, type NoiseModel } from '../noise/index.ts';
import { readQasm } from '../qasm/index.ts';
import { outcomesOf, runExactly } from './index.ts';

const file = join(process.env['IZA_QUANTUM_DATA'] ?? join(import.meta.dirname, '../../../../../shared/data/quantum'), 'noise_refs.json');
const isThere = existsSync(file);

interface Reference {
  readonly n: number;
  readonly probabilities: readonly number[];
  readonly purity: number;
}

const references = (isThere ? JSON.parse(readFileSync(file, 'utf8')) : {}) as Readonly<Record<string, Reference>>;
const model = (rest: Partial<Record<keyof NoiseModel, unknown>>): NoiseModel => noiseModelSchema.parse({ version: 'iza.noise/1', ...rest });
const header = 'OPENQASM 2.0;\ninclude "qelib1.inc";\n';

/** The programs of the references, in the words of this language. Channels that stand alone follow an `id`. */
const cases: readonly (readonly [name: string, source: string, noise: NoiseModel])[] = [
  ['bell_depol', `${header}qreg q[2]; creg c[2]; h q[0]; cx q[0],q[1]; measure q -> c;`, model({ gates: [{ gates: ['h'], channels: [{ type: 'depolarising', probability: 0.02 }] }, { gates: ['cx'], channels: [{ type: 'depolarising', probability: 0.05 }] }] })],
  [
    'bell_depol_readout',
    `${header}qreg q[2]; creg c[2]; h q[0]; cx q[0],q[1]; measure q -> c;`,
    model({
      gates: [{ gates: ['h'], channels: [{ type: 'depolarising', probability: 0.02 }] }, { gates: ['cx'], channels: [{ type: 'depolarising', probability: 0.05 }] }],
      readout: [{ qubits: [0], oneGivenZero: 0.03, zeroGivenOne: 0.07 }, { qubits: [1], oneGivenZero: 0.01, zeroGivenOne: 0.04 }],
    }),
  ],
  ['amp_damp_1q', `${header}qreg q[1]; creg c[1]; u3(1.1,0.4,0) q[0]; measure q -> c;`, model({ gates: [{ channels: [{ type: 'amplitude-damping', gamma: 0.3 }] }] })],
  ['phase_damp_1q', `${header}qreg q[1]; creg c[1]; u3(1.1,0.4,0) q[0]; measure q -> c;`, model({ gates: [{ channels: [{ type: 'phase-damping', lambda: 0.3 }] }] })],
  ['pauli_channel_1q', `${header}qreg q[1]; creg c[1]; u3(0.7,0.2,0.1) q[0]; measure q -> c;`, model({ gates: [{ channels: [{ type: 'pauli', probabilities: { X: 0.05, Y: 0.02, Z: 0.1 } }] }] })],
  [
    'thermal_chain_3q',
    `${header}qreg q[3]; creg c[3]; h q[0]; cx q[0],q[1]; cx q[1],q[2]; id q; ry(0.6) q[1]; u0(1) q; measure q -> c;`,
    model({ gates: [{ gates: ['id'], channels: [{ type: 'amplitude-damping', gamma: 0.1 }, { type: 'phase-damping', lambda: 0.05 }] }, { gates: ['u0'], channels: [{ type: 'depolarising', probability: 0.01 }] }] }),
  ],
  [
    'noisy_chain_4q',
    `${header}qreg q[4]; creg c[4]; u3(0.3,0,0.1) q[0]; u3(0.6,0.2,0.1) q[1]; u3(0.9,0.4,0.1) q[2]; u3(1.2,0.6,0.1) q[3]; cx q[0],q[1]; cx q[1],q[2]; cx q[2],q[3]; measure q -> c;`,
    model({ gates: [{ gates: ['u3'], channels: [{ type: 'depolarising', probability: 0.005 }] }, { gates: ['cx'], channels: [{ type: 'depolarising', probability: 0.02 }] }], readout: [{ oneGivenZero: 0.02, zeroGivenOne: 0.05 }] }),
  ],
];

describe.skipIf(!isThere)('density matrices (IZA_QUANTUM_DATA)', () => {
  test.each(cases)('%s agrees with its reference', (name, source, noise) => {
    const reading = readQasm(source);
    if (reading.type !== 'circuit') throw new Error(reading.problems[0].message);
    const { n, probabilities } = references[name];
    const found = new Map(outcomesOf(runExactly(reading.circuit, { noise })));
    // the reference was computed with NumPy from the Kraus operators, tolerance 1e-9
    for (const [index, probability] of probabilities.entries()) expect(found.get(index.toString(2).padStart(n, '0')) ?? 0).toBeCloseTo(probability, 9);
  });
});
