import { describe, expect, test } from 'vitest';
import { createManualClock, createMemoryByteFiles } from '../../../testing/index.ts';
import { createIza } from '../../create-iza.ts';
import { settingsSchema } from '../../settings.ts';

const TOFFOLI = 'OPENQASM 3.0;\ninclude "stdgates.inc";\nqubit[3] q;\nbit[3] c;\nx q[0];\nx q[1];\nx q[1];\nx q[1];\nctrl @ negctrl @ x q[0], q[1], q[2];\nccx q[0], q[1], q[2];\nc = measure q;\n';

interface Optimised {
  readonly program?: string;
  readonly written?: string;
  readonly before: { readonly gateCount: number; readonly multiQubitCount: number; readonly depth: number };
  readonly after: Optimised['before'];
  readonly permutation: readonly number[];
  readonly equivalent: boolean | null;
}

async function withIza<Result>(use: (call: (id: string, input: object) => Promise<unknown>) => Promise<Result>, files: Readonly<Record<string, string>> = {}): Promise<Result> {
  const fetch = (): Promise<Response> => Promise.reject(new TypeError('fetch failed'));
  const iza = await createIza({ settings: settingsSchema.parse({}), sources: [], clock: createManualClock(), byteFiles: createMemoryByteFiles(files), fetch });
  try {
    return await use((id, input) => iza.call(id, input));
  } finally {
    await iza.close();
  }
}

// reason: the capability's own schema has checked it
const optimise = (input: object): Promise<Optimised> => withIza(async (call) => (await call('circuits.optimise', input)) as Optimised);

describe('circuits.optimise', () => {
  test.each(['u,cx', 'rz,sx,x,cx'])('writes both versions in %s alone, and they run as before', async (basis) => {
    const names = new Set(['U', ...basis.split(',')]);
    for (const to of ['2', '3']) {
      const { program = '', before, after, equivalent, permutation } = await optimise({ source: TOFFOLI, basis, to });
      expect(equivalent).toBe(true);
      expect(permutation).toEqual([0, 1, 2]);
      expect(before.gateCount).toBe(6);
      expect(after.gateCount).toBeGreaterThan(0);
      const used = program.split('\n').map((line) => /^(\w+)(?:\([^)]*\))? q\[/.exec(line)?.[1]).filter((name) => name !== undefined && name !== 'measure' && name !== 'qreg');
      expect([...new Set(used)].filter((name) => !names.has(name as string))).toEqual([]);
      const ran = await withIza((call) => call('circuits.run', { source: program }));
      expect(ran).toMatchObject({ circuits: [{ probabilities: { '111': expect.closeTo(1, 12) as number } }] });
    }
  });

  test('places a circuit on pairs of qubits and tells where each qubit went', async () => {
    const source = 'OPENQASM 3.0;\ninclude "stdgates.inc";\nqubit[3] q;\nh q[0];\ncx q[0], q[2];\n';
    const { program, permutation, equivalent, after } = await optimise({ source, coupling: ['0-1', '1-2'], to: '3' });
    expect(equivalent).toBe(true);
    expect(permutation).not.toEqual([0, 1, 2]);
    expect(after.multiQubitCount).toBe(4);
    expect(program).not.toMatch(/q\[0\], q\[2\]|q\[2\], q\[0\]/);
  });

  test('makes a way out for what OpenQASM 2 cannot say', async () => {
    const source = 'OPENQASM 3.0;\ninclude "stdgates.inc";\nqubit[4] q;\nnegctrl @ ctrl(2) @ ry(0.3) q[0], q[1], q[2], q[3];\n';
    await expect(withIza((call) => call('circuits.convert', { source, to: '2' }))).rejects.toMatchObject({ code: 'bad-input' });
    expect(await optimise({ source, to: '2' })).toMatchObject({ equivalent: true, version: '2.0' });
  });

  test('does not check what is too large, and says so', async () => {
    const source = 'OPENQASM 3.0;\ninclude "stdgates.inc";\nqubit[40] q;\nh q;\nx q[3];\nx q[3];\n';
    expect(await optimise({ source })).toMatchObject({ equivalent: null, before: { gateCount: 42 }, after: { gateCount: 40 } });
  });

  test('reads and writes files', async () => {
    await withIza(
      async (call) => {
        expect(await call('circuits.optimise', { file: 'a.qasm', out: 'b.qasm' })).toMatchObject({ written: expect.stringContaining('b.qasm') as string, equivalent: true });
        expect(await call('circuits.run', { files: ['b.qasm'] })).toMatchObject({ circuits: [{ probabilities: { '111': expect.closeTo(1, 12) as number } }] });
        await expect(call('circuits.optimise', { file: 'a.qasm', out: 'b.qasm' })).rejects.toMatchObject({ code: 'file-exists' });
        await expect(call('circuits.optimise', { file: 'a.qasm', out: 'b.txt' })).rejects.toMatchObject({ code: 'bad-input' });
      },
      { 'a.qasm': TOFFOLI },
    );
  });

  test.each([
    [{ coupling: ['0-1', '3-4'] }, /no way leads from qubit 0 to qubit 2/],
    [{ coupling: ['0-1'] }, /larger coupling map/],
    [{ coupling: ['0-900000000'] }, /at most 1024/],
    [{ coupling: ['0'] }, /0-1/],
    [{ basis: 'rx,cz' }, /basis/],
  ])('refuses %o', async (input, message) => {
    await expect(optimise({ source: TOFFOLI, ...input })).rejects.toThrow(message);
  });
});
