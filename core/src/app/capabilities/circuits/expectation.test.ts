import { describe, expect, test } from 'vitest';
import { createManualClock, createMemoryByteFiles } from '../../../testing/index.ts';
import { createIza } from '../../create-iza.ts';
import { settingsSchema } from '../../settings.ts';

const BELL = 'OPENQASM 2.0; include "qelib1.inc"; qreg q[2]; creg c[2]; h q[0]; cx q[0],q[1]; measure q -> c;';
/** ⟨Z⟩ of qubit 0 is cos 0.4. */
const TILTED = 'OPENQASM 2.0; include "qelib1.inc"; qreg q[2]; creg c[1]; ry(0.4) q[0]; x q[1]; measure q[1] -> c[0]; if (c==1) x q[1];';
const NOISE = JSON.stringify({ version: 'iza.noise/1', gates: [{ gates: ['cx'], channels: [{ type: 'depolarising', probability: 0.25 }] }] });

interface Ran {
  readonly circuits: readonly { readonly expectation?: number; readonly expectationStandardError?: number; readonly probabilities?: object; readonly counts?: object }[];
}

async function run(input: object, files: Readonly<Record<string, string>> = {}): Promise<Ran['circuits'][number]> {
  const fetch = (): Promise<Response> => Promise.reject(new TypeError('fetch failed'));
  const iza = await createIza({ settings: settingsSchema.parse({}), sources: [], clock: createManualClock(), byteFiles: createMemoryByteFiles(files), fetch });
  try {
    // reason: the capability's own schema has checked it
    return ((await iza.call('circuits.run', { source: BELL, ...input })) as Ran).circuits[0];
  } finally {
    await iza.close();
  }
}

describe('circuits.run with an expectation', () => {
  test('is exact beside the probabilities', async () => {
    expect(await run({ expectation: '0.5*ZZ + 0.2*XX - YY + 3*ZI' })).toEqual({ file: 'source', qubitCount: 2, measured: true, probabilities: { '00': 0.5, 11: 0.5 }, expectation: 1.7 });
  });

  test('has the rightmost letter for qubit 0, and no final measurement changes it', async () => {
    expect((await run({ source: TILTED, expectation: 'IZ' })).expectation).toBeCloseTo(Math.cos(0.4), 12);
    expect((await run({ source: TILTED, expectation: 'ZI' })).expectation).toBeCloseTo(1, 12);
  });

  test('is smaller where noise acts', async () => {
    expect((await run({ expectation: 'ZZ', noise: 'noise.json' }, { 'noise.json': NOISE })).expectation).toBeCloseTo(0.75, 12);
  });

  test('reads the sum from JSON and YAML', async () => {
    expect((await run({ expectation: 'sum.yaml' }, { 'sum.yaml': 'ZZ: 0.5\nYY: 2\n' })).expectation).toBe(-1.5);
    expect((await run({ expectation: 'sum.json' }, { 'sum.json': '{"II": 1, "XX": 0.25}' })).expectation).toBe(1.25);
  });

  test('comes from shots where there are any, with its error, the same for the same seed', async () => {
    const sampled = await run({ source: TILTED, expectation: '2*IZ + ZI', shots: 2000, seed: 'a' });
    const { expectation = NaN, expectationStandardError: error = NaN } = sampled;
    expect(error).toBeGreaterThan(0.005);
    expect(Math.abs(expectation - 2 * Math.cos(0.4) - 1)).toBeLessThan(4 * error);
    expect(sampled.probabilities).toBeUndefined();
    expect(sampled.counts).toEqual({ 1: 2000 });
    expect(await run({ source: TILTED, expectation: '2*IZ + ZI', shots: 2000, seed: 'a' })).toEqual(sampled);
  });

  test.each([
    ['0.5*QQ', {}, /write it as 0\.5\*ZZ/],
    ['ZZZ', {}, /3 letters on 2 qubits/],
    ['sum.json', { 'sum.json': '{"ZZ": "much"}' }, /sum\.json.*by letters/],
    ['sum.json', { 'sum.json': '{}' }, /no Pauli strings/],
    ['sum.yml', { 'sum.yml': '{' }, /neither JSON nor YAML/],
  ])('refuses %s with %j', async (expectation, files, message) => {
    await expect(run({ expectation }, files)).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(message) as string });
  });

  test('says which file is missing', async () => {
    await expect(run({ expectation: 'gone.yaml' })).rejects.toMatchObject({ code: 'file-missing', message: expect.stringMatching(/gone\.yaml/) as string });
  });
});
