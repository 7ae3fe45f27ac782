import { describe, expect, test } from 'vitest';
import { circuitExamples } from './circuit-examples.ts';
import { createDeadline } from './deadline.ts';
import { runProgram, type ProgramOptions } from './run-program.ts';

const still: ProgramOptions = { shotCount: 200, seed: 'iza', gateErrorRatio: 0, readoutErrorRatio: 0, widthPx: 600, signal: new AbortController().signal };
const program = (body: string): string => `OPENQASM 3.0;\ninclude "stdgates.inc";\n${body}`;

function viewsOf(source: string, options: Partial<ProgramOptions> = {}): { ids: string[]; told: string; summary: string; refusal: string | undefined } {
  const result = runProgram(source, { ...still, ...options });
  if (result.type === 'problems') throw new Error(result.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return { ids: result.views.map(({ id }) => id), told: result.views.map(({ svg }) => /<desc>([^<]*)/.exec(svg)![1]).join('\n'), summary: result.summary, refusal: result.refusal };
}

describe('runProgram()', () => {
  test.each(circuitExamples.map(({ title, source }) => [title, source]))('runs the example %s, with noise and without', (_title, source) => {
    const { ids, refusal } = viewsOf(source);
    expect(ids).toEqual(expect.arrayContaining(['circuit', 'outcomes', 'bloch', 'density']));
    expect(refusal).toBeUndefined();
    expect(viewsOf(source, { gateErrorRatio: 0.05, readoutErrorRatio: 0.02 }).refusal).toBeUndefined();
  });

  test('the teleported qubit has the state that was sent', () => {
    const { told } = viewsOf(circuitExamples.find(({ title }) => title === 'Teleportation')!.source);
    // cos²(π/6) − sin²(π/6) along z, for ry(π/3) turns by 60° towards x.
    expect(told).toContain('q[2]: x 0.866, y 0, z 0.5, length 1');
  });

  test('tells every problem of a program with its line', () => {
    const result = runProgram(program('qubit q;\nhh q;\nx r;\n'), still);
    expect(result.type === 'problems' && result.problems.map(({ line }) => line)).toEqual([4, 5]);
  });

  test('equal seeds give equal pictures', () => {
    const source = program('qubit[3] q; h q;');
    expect(viewsOf(source)).toEqual(viewsOf(source));
    expect(viewsOf(source, { seed: 'other' }).told).not.toBe(viewsOf(source).told);
  });

  test.each([
    ['seventeen qubits', program('qubit[17] q; h q;'), 'up to 16 qubits'],
    ['no qubit', program('bit c;'), 'Declare qubits'],
    ['an input without a value', program('input float theta; qubit q; rx(theta) q;'), 'theta'],
  ])('says what to do about %s, and draws the circuit all the same', (_name, source, words) => {
    const { ids, refusal } = viewsOf(source);
    expect(ids).toEqual(['circuit']);
    expect(refusal).toContain(words);
  });

  test('stops at its deadline, also in a loop that does not end', () => {
    let nowMs = 0;
    const signal = createDeadline(100, () => (nowMs += 1));
    expect(viewsOf(program('qubit q; bit c; while (c == 0) { c = measure q; }'), { signal }).refusal).toMatch(/longer than a page should|does not end/);
    expect(signal.aborted).toBe(true);
  });
});
