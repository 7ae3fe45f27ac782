import { describe, expect, test } from 'vitest';
import { circuitSvg } from '../../charts/index.ts';
import type { Circuit } from '../circuit/index.ts';
import { formatAngleForReading } from './format-angle.ts';
import { drawText, layOutCircuit } from './index.ts';

const gate = (name: string, qubits: number[], ...parameters: number[]) => ({ type: 'gate' as const, name, parameters, controls: [], qubits });

const teleport: Circuit = {
  qubitCount: 3,
  bitCount: 2,
  qubitRegisters: [{ name: 'q', start: 0, size: 3 }],
  bitRegisters: [{ name: 'c', start: 0, size: 2 }],
  variables: [],
  parameterNames: [],
  operations: [
    gate('u3', [0], Math.PI / 2, -0.5, 1),
    gate('h', [1]),
    gate('cx', [1, 2]),
    gate('cx', [0, 1]),
    gate('h', [0]),
    { type: 'barrier', qubits: [0, 1, 2] },
    { type: 'measure', qubit: 0, bit: 0 },
    { type: 'measure', qubit: 1, bit: 1 },
    { type: 'if', condition: { type: 'binary', operator: '==', left: { type: 'register', start: 0, size: 2 }, right: 2n }, body: [gate('x', [2])], otherwise: [gate('z', [2])] },
    { type: 'gate', name: 'z', parameters: [], controls: [{ qubit: 0, value: 0 }], qubits: [2] },
  ],
};

describe('layOutCircuit()', () => {
  const { items, groups, wires } = layOutCircuit(teleport);

  test('puts each operation as early as its wires are free', () => {
    expect(items.map(({ column, kind, targets }) => [column, kind, targets[0]])).toEqual([
      [0, 'gate', 0], [0, 'gate', 1], [1, 'flip', 2], [2, 'flip', 1], [3, 'gate', 0], [4, 'barrier', 0], [5, 'measure', 0], [6, 'measure', 1], [7, 'gate', 2], [8, 'gate', 2], [9, 'phase', 2],
    ]);
  });

  test('never lets two items of one column overlap', () => {
    for (const [index, item] of items.entries()) {
      for (const other of items.slice(0, index)) {
        if (other.column !== item.column) continue;
        const extent = (of: typeof item): number[] => [...of.targets, ...of.controls.map(({ wire }) => wire), ...(of.bit ? [of.bit.wire] : [])];
        expect(Math.max(...extent(other)) < Math.min(...extent(item)) || Math.min(...extent(other)) > Math.max(...extent(item))).toBe(true);
      }
    }
  });

  test('names wires, and frames what runs under a condition', () => {
    expect(wires.map(({ label }) => label)).toEqual(['q[0]', 'q[1]', 'q[2]', 'c 2']);
    expect(groups.map(({ label, firstColumn, lastColumn }) => [label, firstColumn, lastColumn])).toEqual([['if c == 2', 7, 7], ['else', 8, 8]]);
  });

  test('refuses what no person reads', () => {
    expect(() => layOutCircuit({ ...teleport, operations: Array.from({ length: 5001 }, () => gate('h', [0])) })).toThrow(/5000/);
  });
});

test('drawText() draws wires, links, controls of both kinds and measurements', () => {
  const lines = drawText(layOutCircuit(teleport), { columnCount: 100 }).split('\n');
  expect(lines[0]).toMatch(/^q\[0\] ──U3\(π\/2, −0.5, 1\)─+●──H──░──M─+○─+$/);
  expect(lines.some((line) => line.startsWith('  steps 8 to 8: if c == 2'))).toBe(true);
});

test('drawText() goes on below where the terminal is narrow', () => {
  const lines = drawText(layOutCircuit(teleport), { columnCount: 40 }).split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40);
  expect(lines.filter((line) => line.startsWith('q[0]')).length).toBeGreaterThan(1);
});

test('circuitSvg() tells a screen reader every gate, and escapes what a program names', () => {
  const svg = circuitSvg(layOutCircuit({ ...teleport, qubitRegisters: [{ name: '<q>', start: 0, size: 3 }] }), { theme: 'light' });
  expect(svg).toContain('U3 π/2, −0.5, 1 &lt;q&gt;[0]');
  expect(svg).toContain('where &lt;q&gt;[0] is 0');
  expect(svg).not.toContain('<q>');
});

test.each([[0, '0'], [Math.PI, 'π'], [-Math.PI / 2, '−π/2'], [(3 * Math.PI) / 4, '3π/4'], [0.7, '0.7'], [1e-9, '1.0e−9'], [12345678, '1.2e+7']])('formatAngleForReading(%d) is %s', (value, text) => {
  expect(formatAngleForReading(value)).toBe(text);
});
