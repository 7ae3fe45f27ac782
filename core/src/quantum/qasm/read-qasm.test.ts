import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readQasm, type QasmReading } from './index.ts';

const old = (body: string): string => `OPENQASM 2.0;\ninclude "qelib1.inc";\n${body}`;
const now = (body: string): string => `OPENQASM 3.0;\ninclude "stdgates.inc";\n${body}`;

function problemsOf(source: string): string[] {
  const reading = readQasm(source);
  return reading.type === 'problems' ? reading.problems.map(({ line, column, message }) => `${line}:${column} ${message}`) : [];
}

function circuitOf(source: string): Extract<QasmReading, { type: 'circuit' }>['circuit'] {
  const reading = readQasm(source);
  if (reading.type === 'problems') throw new Error(reading.problems.map(({ message }) => message).join('\n'));
  return reading.circuit;
}

describe('readQasm() tells every problem with its place', () => {
  test('all of them, in the order of the program', () => {
    expect(problemsOf(old('qreg q[2];\nhh q[0];\ncx q[0],q[0];\nrx q[1];\nx q[2]'))).toEqual([
      '4:1 The gate hh is not defined.',
      '5:9 The gate cx takes each qubit once: this one is named twice.',
      '6:1 The gate rx takes 1 parameter, not 0.',
      '7:7 ";" is missing after the gate x: found the end of the program.',
    ]);
  });

  test('a name whose declaration is wrong is told once', () => {
    expect(problemsOf(old('qreg q[0];\nh q;\ncx q[0],q[1];'))).toEqual(['3:8 A qubit register of size 0 holds nothing: the size is at least 1.']);
  });

  test.each([
    [now('qubit q;\nhadamard q;'), 'The gate hadamard is not defined.', undefined],
    [now('qubit q;\ncz q, $0;'), 'Physical qubits ($0) are of a machine: declare qubits instead.', undefined],
    ['OPENQASM 2.0;\nqreg q[1];\nh q;', 'The gate h is not defined.', 'Add: include "qelib1.inc";'],
    [now('qubit q;\nrz(tehta) q;\nconst float theta = 1.0;'), '"tehta" is not declared.', undefined],
    [now('defcal x $0 { play(a); }'), 'Pulse calibrations (defcal) are beyond what a simulator can run.', undefined],
    [now('extern f(int) -> int;'), 'Functions outside the program (extern) are beyond what a simulator can run.', undefined],
    ['OPENQASM 4.0;\n', 'OpenQASM 4.0 is not known here.', 'Write OPENQASM 2.0; or OPENQASM 3.0;'],
    [now('qubit q;\nrz(1.0 / 0.0) q;'), 'Cannot divide 1 by zero.', undefined],
    [now('qubit[2] q;\nx q[5];'), 'The index 5 is outside: there are 2 elements, 0 to 1.', undefined],
    [old('gate f a { f a; }\nqreg q[1];'), 'The gate f may not use itself.', undefined],
  ])('%j', (source, message, hint) => {
    const reading = readQasm(source);
    expect(reading.type === 'problems' ? reading.problems[0] : reading).toMatchObject({ message, ...(hint && { hint }) });
  });
});

test('readQasm() forgives only when asked, and says what', () => {
  const source = 'include "qelib1.inc";\nqreg q[1];\nh q;';
  expect(problemsOf(source)).toHaveLength(2);
  const reading = readQasm(source, { lenient: true });
  expect(reading.type === 'circuit' && reading.forgiven.map(({ message }) => message)).toEqual(['The version line is missing.', 'qelib1.inc belongs to OpenQASM 2.']);
});

describe('OpenQASM 3', () => {
  test('modifiers apply from the gate outwards', () => {
    const [operation] = circuitOf(now('qubit[3] q;\nctrl @ negctrl @ inv @ s q[0], q[1], q[2];')).operations;
    expect(operation).toMatchObject({ type: 'gate', name: 'sdg', qubits: [2], controls: [{ qubit: 0, value: 1 }, { qubit: 1, value: 0 }] });
  });

  test('a loop over a known range is written out, with its variable', () => {
    expect(circuitOf(now('qubit[4] q;\nfor uint i in [0:2:3] { rz(i * pi) q[i]; }')).operations).toMatchObject([
      { name: 'rz', parameters: [0], qubits: [0] },
      { name: 'rz', parameters: [2 * Math.PI], qubits: [2] },
    ]);
  });

  test('what depends on a measurement is left to the run, with the variables it sets', () => {
    const circuit = circuitOf(now('qubit q;\nbit c;\nint n = 2;\nc = measure q;\nif (c) { n += 1; }\nif (n == 3) x q;'));
    expect(circuit.operations.map(({ type }) => type)).toEqual(['measure', 'set-variable', 'if', 'if']);
    expect(circuit.variables).toEqual([{ name: 'n', type: 'int', bitCount: undefined }]);
  });

  test('a subroutine is gone through in place of its call', () => {
    expect(circuitOf(now('def f(qubit a, int k) -> bit { rx(k * pi / 4) a; return measure a; }\nqubit[2] q;\nbit d;\nd = f(q[1], 3);')).operations).toMatchObject([
      { name: 'rx', parameters: [(3 * Math.PI) / 4], qubits: [1] },
      { type: 'measure', qubit: 1 },
      { type: 'set-bit', bit: 0 },
    ]);
  });

  test('inputs stay symbols', () => {
    const circuit = circuitOf(now('input float theta;\nqubit q;\nrx(2 * theta) q;'));
    expect(circuit.parameterNames).toEqual(['theta']);
    expect(circuit.operations[0]).toMatchObject({ name: 'rx', parameters: [{ type: 'binary' }] });
  });

  test('aliases join and slice registers', () => {
    expect(circuitOf(now('qubit[2] a;\nqubit[3] b;\nlet both = a ++ b[1:2];\nx both[3];')).operations).toMatchObject([{ qubits: [4] }]);
  });

  test('whole numbers divide to whole numbers', () => {
    expect(circuitOf(now('qubit q;\nrz(3 / 5) q;\nrz(3 / 5.0) q;')).operations).toMatchObject([{ parameters: [0] }, { parameters: [0.6] }]);
  });
});

describe('a hostile program is refused in little time', () => {
  test.each([
    ['deep parentheses', old(`qreg q[1];\nrx(${'('.repeat(100_000)}1) q[0];`)],
    ['deep signs', old(`qreg q[1];\nrx(${'-'.repeat(100_000)}1) q[0];`)],
    ['deep blocks', now(`qubit q;\n${'if (true) {'.repeat(5_000)}`)],
    ['gates that double', old(`gate g0 a { x a; x a; }\n${Array.from({ length: 60 }, (_, index) => `gate g${index + 1} a { g${index} a; g${index} a; }`).join('\n')}\nqreg q[1];\ng60 q[0];`)],
    ['a loop without end', now('qubit q;\nwhile (true) { x q; }')],
    ['a range without end', now('qubit q;\nfor int i in [0:1000000000000] { x q; }')],
    ['subroutines in a circle', now('def f(qubit a) { f(a); }\nqubit q;\nf(q);')],
    ['a register beyond memory', old('qreg q[999999999999];')],
    ['a power without end', now('qubit q;\npow(1000000000) @ x q;')],
    ['a number without end', now('qubit q;\nrz(2 ** 2 ** 2 ** 2 ** 2 ** 2) q;')],
    ['a comment without end', `${'/'.repeat(100_000)}*`],
  ])('%s', (_title, source) => {
    // A comment alone is an empty program: that is no problem, only quick.
    expect(['problems', 'circuit']).toContain(readQasm(source).type);
    if (!source.startsWith('//')) expect(readQasm(source).type).toBe('problems');
  });
});

test('readQasm() answers for any text', () => {
  fc.assert(fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (source) => void readQasm(source)), { numRuns: 300 });
});

test('readQasm() answers for any row of the language’s own words', () => {
  const words = ['OPENQASM', '2.0', '3.0', ';', 'include', '"qelib1.inc"', '"stdgates.inc"', 'qreg', 'creg', 'qubit', 'bit', 'q', 'c', '[', ']', '(', ')', '{', '}', ',', '->', '=', '==', '+', '-', '*', '/', '^', '**', '0', '1', '2', 'pi', 'gate', 'opaque', 'if', 'else', 'for', 'in', 'while', 'switch', 'case', 'default', 'def', 'return', 'measure', 'reset', 'barrier', 'ctrl', 'inv', 'pow', '@', 'h', 'cx', 'rx', 'U', 'int', 'float', 'let', '++', ':', '"01"', 'input', 'const', 'true', 'box', 'delay', '10ns', 'end', 'break'];
  const program = fc.record({ head: fc.constantFrom(old('qreg q[2]; creg c[2];'), now('qubit[2] q; bit[2] c;'), ''), row: fc.array(fc.constantFrom(...words), { maxLength: 40 }) });
  fc.assert(
    fc.property(program, ({ head, row }) => {
      const reading = readQasm(`${head}\n${row.join(' ')}`);
      if (reading.type === 'problems') for (const { line, column, message } of reading.problems) expect(line > 0 && column > 0 && message.length > 0).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
