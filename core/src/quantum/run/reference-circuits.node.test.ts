import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readQasm } from '../qasm/index.ts';
import { createStateVector } from '../simulators/index.ts';
import { outcomesOf, runExactly } from './index.ts';

const folder = process.env['IZA_QUANTUM_DATA'] ?? join(import.meta.dirname, '../../../../../shared/data/quantum');
const isThere = existsSync(join(folder, 'index.json'));
/** Larger circuits are the benches' matter. */
const MAX_QUBIT_COUNT = 14;

interface IndexedFile {
  readonly path: string;
  readonly expect: 'ok' | 'error';
  readonly ref?: string;
  readonly qubits?: number;
}
interface Reference {
  readonly outcomes?: Readonly<Record<string, number>>;
  readonly outcomes_complete?: boolean;
  readonly state_before_terminal_measurement?: { readonly norm: number };
}

const files = isThere ? (JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as { files: IndexedFile[] }).files.filter(({ path }) => path.endsWith('.qasm') && existsSync(join(folder, path))) : [];
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

describe.skipIf(!isThere)('the reference circuits (IZA_QUANTUM_DATA)', () => {
  test.each(files.filter((file) => file.expect === 'error').map(({ path }) => path))('%s is refused with a place', (path) => {
    const reading = readQasm(read(path));
    expect(reading.type === 'problems' && reading.problems[0]).toMatchObject({ line: expect.any(Number), message: expect.stringMatching(/\.$/) });
  });

  test.each(files.filter(({ expect: expected, ref, qubits = 0 }) => expected === 'ok' && ref !== undefined && qubits <= MAX_QUBIT_COUNT).map(({ path, ref = '' }) => [path, ref] as const))('%s agrees with its reference', (path, ref) => {
    const reading = readQasm(read(path));
    if (reading.type !== 'circuit') throw new Error(reading.problems[0].message);
    const { outcomes, outcomes_complete: isComplete } = JSON.parse(read(ref)) as Reference;
    const found = new Map(outcomesOf(runExactly(reading.circuit, { createState: createStateVector })));
    // Two independent NumPy simulators wrote the reference, tolerance 1e-9
    for (const [key, probability] of Object.entries(outcomes ?? {})) expect(Math.abs((found.get(key.replaceAll(' ', '')) ?? 0) - probability), key).toBeLessThan(1e-9);
    if (isComplete) expect(found.size).toBe(Object.keys(outcomes ?? {}).length);
  });
});
