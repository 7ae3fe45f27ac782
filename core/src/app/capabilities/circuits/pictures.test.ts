import { describe, expect, test } from 'vitest';
import { createManualClock, createMemoryByteFiles } from '../../../testing/index.ts';
import { createIza } from '../../create-iza.ts';
import { settingsSchema } from '../../settings.ts';

const BELL = 'OPENQASM 2.0; include "qelib1.inc"; qreg q[2]; creg c[2]; h q[0]; cx q[0],q[1]; measure q -> c;';
const TWO_WAYS = 'OPENQASM 2.0; include "qelib1.inc"; qreg q[1]; creg c[1]; h q[0]; measure q[0] -> c[0]; if (c==1) x q[0];';

interface Drawn {
  readonly text?: string;
  readonly svg?: string;
  readonly written?: string;
}

async function call(id: string, input: object, withRasteriser = true): Promise<{ result: Drawn; files: ReturnType<typeof createMemoryByteFiles> }> {
  const files = createMemoryByteFiles({});
  const fetch = (): Promise<Response> => Promise.reject(new TypeError('fetch failed'));
  const rasterizeSvg = (svg: string, { widthPx }: { widthPx: number }): Promise<Uint8Array> => Promise.resolve(new TextEncoder().encode(`${widthPx} ${svg.slice(0, 4)}`));
  const iza = await createIza({ settings: settingsSchema.parse({}), sources: [], clock: createManualClock(), byteFiles: files, fetch, ...(withRasteriser && { rasterizeSvg }) });
  try {
    // reason: the capability's own schema has checked it
    return { result: (await iza.call(id, input)) as Drawn, files };
  } finally {
    await iza.close();
  }
}

async function textOf(files: ReturnType<typeof createMemoryByteFiles>, path: string): Promise<string> {
  const source = (await files.open(path))!;
  return new TextDecoder().decode(await source.read(0, source.sizeBytes));
}

describe('circuits.draw', () => {
  test.each([
    ['histogram', 'Probability of 2 outcomes: 00 0.5, 11 0.5.\n'],
    ['bloch', 'Bloch vectors. q[0]: x 0, y 0, z 0, length 0; q[1]: x 0, y 0, z 0, length 0.\n'],
    ['amplitudes', 'Amplitudes: 00 0.707 at phase 0, 11 0.707 at phase 0.\n'],
    ['density', 'Density matrix of 2 qubits, purity 1, diagonal 0.5, 0, 0, 0.5.\n'],
  ])('tells the %s in words beside its picture', async (show, text) => {
    const { result } = await call('circuits.draw', { source: BELL, show });
    expect(result.text).toBe(text);
    expect(result.svg).toMatch(/^<svg/);
  });

  test('writes SVG, and PNG twice as wide', async () => {
    const { files } = await call('circuits.draw', { source: BELL, show: 'bloch', out: 'a.svg' });
    expect(await textOf(files, 'a.svg')).toContain('Bloch vectors');
    expect(await textOf((await call('circuits.draw', { source: BELL, out: 'a.PNG', widthPx: 500 })).files, 'a.PNG')).toBe('1000 <svg');
  });

  test('refuses what has no picture, and says what to do', async () => {
    await expect(call('circuits.draw', { source: BELL, out: 'a.gif' })).rejects.toThrow('ends in .svg or .png');
    await expect(call('circuits.draw', { source: BELL, out: 'a.png' }, false)).rejects.toThrow('Write an .svg');
    await expect(call('circuits.draw', { source: TWO_WAYS, show: 'amplitudes' })).rejects.toThrow('density matrix instead');
  });
});

describe('circuits.mirror', () => {
  test('draws a scan', async () => {
    const { files, result } = await call('circuits.mirror', { widths: [1, 2], depths: [1, 2], circuits: 2, out: 'mirror.svg' });
    expect(result.written).toContain('mirror.svg');
    expect(await textOf(files, 'mirror.svg')).toContain('2 qubits and 2 layers 1');
  });

  test('has no picture of one program', async () => {
    await expect(call('circuits.mirror', { source: BELL, out: 'mirror.svg' })).rejects.toThrow('with widths and depths');
  });
});
