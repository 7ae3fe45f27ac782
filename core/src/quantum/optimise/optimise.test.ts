import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSeededRandom, type SeededRandom } from '../../foundation/index.ts';
import { standardGates, type Circuit, type Operation } from '../circuit/index.ts';
import { circuitOfGates, randomBrickCircuit, randomCliffordCircuit } from '../generate/index.ts';
import { readQasm } from '../qasm/index.ts';
import { BASES } from './basis.ts';
import { cancelInverses } from './cancel-inverses.ts';
import { circuitSize } from './circuit-size.ts';
import { couplingMap } from './coupling-map.ts';
import { areEquivalent, equivalenceWork } from './equivalence.ts';
import { mapBlocks } from './map-blocks.ts';
import { decomposeRow, optimise } from './optimise.ts';
import { mergePairs } from './merge-pairs.ts';
import { route } from './route.ts';
import { simplify } from './simplify.ts';

function circuitOf(source: string): Circuit {
  const reading = readQasm(`OPENQASM 3.0;\ninclude "stdgates.inc";\n${source}`);
  if (reading.type !== 'circuit') throw new Error(reading.problems[0].message);
  return reading.circuit;
}

const NAMES = Object.keys(standardGates).filter((name) => standardGates[name].qubitCount <= 3);
const ANGLES = [0, Math.PI, -Math.PI / 2, Math.PI / 4];

/** Gates of every name, half of the angles special, with barriers, measurements and resets among them. */
function mixedCircuit(qubitCount: number, count: number, random: SeededRandom): Circuit {
  const angle = (): number => (random.next() < 0.5 ? ANGLES[random.integerBelow(ANGLES.length)] : 6 * random.next() - 3);
  const qubits = (size: number): number[] => Array.from({ length: qubitCount }, (_, qubit) => ({ qubit, rank: random.next() })).toSorted((a, b) => a.rank - b.rank).slice(0, size).map(({ qubit }) => qubit);
  const operations = Array.from({ length: count }, (): Operation => {
    const dice = random.integerBelow(40);
    if (dice === 0) return { type: 'barrier', qubits: qubits(2) };
    if (dice === 1) return { type: 'measure', qubit: random.integerBelow(qubitCount), bit: random.integerBelow(2) };
    if (dice === 2) return { type: 'reset', qubit: random.integerBelow(qubitCount) };
    if (dice === 3) return { type: 'if', condition: { type: 'bit', index: random.integerBelow(2) }, body: mixedCircuit(qubitCount, 4, random).operations, otherwise: mixedCircuit(qubitCount, 2, random).operations };
    if (dice === 4) return { type: 'gate', name: 'rz', parameters: [{ type: 'bit', index: 0 }], controls: [], qubits: [random.integerBelow(qubitCount)] };
    const name = dice < 20 ? ['cx', 'h', 'x', 'rz', 'cz'][random.integerBelow(5)] : NAMES[random.integerBelow(NAMES.length)];
    return { type: 'gate', name, parameters: Array.from({ length: standardGates[name].parameterCount }, angle), controls: [], qubits: qubits(standardGates[name].qubitCount) };
  });
  return { ...circuitOfGates(qubitCount, operations), bitCount: 2, bitRegisters: [{ name: 'c', start: 0, size: 2 }] };
}

const wholesome = fc.record({ seed: fc.nat(), qubitCount: fc.integer({ min: 3, max: 5 }), count: fc.integer({ min: 0, max: 60 }) });

describe('every pass keeps what a circuit does', () => {
  test.each([
    ['cancelInverses()', cancelInverses],
    ['decomposeRow()', decomposeRow],
    ['mergePairs() of u and cx', (row: readonly Operation[]) => mergePairs(decomposeRow(row))],
    ['simplify() of u and cx', (row: readonly Operation[]) => simplify(decomposeRow(row))],
  ] as const)('%s', (_, pass) => {
    fc.assert(
      fc.property(wholesome, ({ seed, qubitCount, count }) => {
        const circuit = mixedCircuit(qubitCount, count, createSeededRandom(seed));
        expect(areEquivalent(circuit, { ...circuit, operations: pass(circuit.operations) })).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test.each(BASES)('optimise() to %s, which then holds nothing else', (basis) => {
    fc.assert(
      fc.property(wholesome, ({ seed, qubitCount, count }) => {
        const circuit = mixedCircuit(qubitCount, count, createSeededRandom(seed));
        const { circuit: optimised } = optimise(circuit, { basis });
        expect(areEquivalent(circuit, optimised)).toBe(true);
        for (const name of gateNames(optimised.operations)) expect(basis.split(',')).toContain(name);
      }),
      { numRuns: 40 },
    );
  });

  test('optimise() of random circuits of eight and of ten qubits', () => {
    const random = createSeededRandom('wide');
    for (const circuit of [randomBrickCircuit(8, 6, random), randomCliffordCircuit(8, 12, random), randomBrickCircuit(10, 6, random)]) {
      const { circuit: optimised } = optimise(circuit, { basis: 'u,cx' });
      expect(areEquivalent(circuit, optimised)).toBe(true);
      expect(circuitSize(optimised).gateCount).toBeLessThanOrEqual(circuitSize(circuit).gateCount);
    }
  });
});

function gateNames(operations: readonly Operation[]): string[] {
  return operations.flatMap((operation) => {
    if (operation.type === 'if') return gateNames([...operation.body, ...operation.otherwise]);
    if (operation.type === 'while') return gateNames(operation.body);
    return operation.type === 'gate' ? [operation.name, ...operation.controls.map(() => 'control')] : operation.type === 'matrix' || operation.type === 'composite' ? [operation.type] : [];
  });
}

describe('optimise() leaves away what is not needed', () => {
  test.each([
    ['gates that undo each other', 'h q[0]; cx q[0], q[1]; ccx q[0], q[1], q[2]; ccx q[0], q[1], q[2]; cx q[0], q[1]; h q[0];', 0],
    ['a gate by its inverse of another name', 's q[0]; cp(0.4) q[0], q[1]; cp(-0.4) q[0], q[1]; p(-pi/2) q[0];', 0],
    ['runs on one qubit', 'h q[0]; t q[0]; rx(0.3) q[0]; sx q[0];', 1],
    ['a turn about Z through a control', 'rz(0.3) q[0]; cx q[0], q[1]; cx q[0], q[2]; rz(-0.3) q[0];', 2],
    ['a turn about X through a target', 'rx(0.3) q[1]; cx q[0], q[1]; rx(0.4) q[1];', 2],
    ['cx through cx of the same control or target', 'cx q[0], q[1]; cx q[0], q[2]; x q[2]; cx q[0], q[1];', 2],
    ['no cx through one that begins where it ends', 'cx q[0], q[1]; cx q[1], q[2]; cx q[0], q[1];', 3],
    ['nothing through a barrier', 'x q[0]; barrier q[0]; x q[0];', 2],
    ['nothing through a measurement', 'x q[0]; bit c; c = measure q[0]; x q[0];', 2],
    ['nothing through a condition, but inside it', 'bit c; c = measure q[1]; x q[0]; if (c) { h q[0]; z q[0]; h q[0]; x q[0]; } x q[0];', 2],
    ['a turn of an angle that is open', 'input float a; rz(a) q[0]; cx q[0], q[1]; rz(2 * a) q[0];', 2],
  ])('%s', (_, body, expected) => {
    const circuit = circuitOf(`${body.startsWith('input') ? `${body.split(';')[0]};` : ''}qubit[3] q;${body.replace(/^input[^;]*;/, '')}`);
    const { circuit: optimised } = optimise(circuit, { basis: 'u,cx' });
    expect(circuitSize(optimised).gateCount).toBe(expected);
    expect(areEquivalent(circuit, optimised)).toBe(true);
  });

  test('a long run on one pair takes three cx, and gates on other pairs stay', () => {
    const run = 'cx q[0], q[1]; ry(0.3) q[0]; rx(0.9) q[1]; '.repeat(7);
    const circuit = circuitOf(`qubit[3] q; ${run} cx q[1], q[2]; ${run}`);
    const { circuit: optimised } = optimise(circuit, { basis: 'u,cx' });
    expect(circuitSize(optimised).multiQubitCount).toBeLessThanOrEqual(7);
    expect(areEquivalent(circuit, optimised)).toBe(true);
  });

  test('a turn is written with as few √X as it needs', () => {
    const namesOf = (body: string): string[] => gateNames(optimise(circuitOf(`qubit q; ${body}`), { basis: 'rz,sx,x,cx' }).circuit.operations);
    expect(namesOf('x q;')).toEqual(['x']);
    expect(namesOf('t q;')).toEqual(['rz']);
    expect(namesOf('sx q;')).toEqual(['sx']);
    expect(namesOf('h q;')).toEqual(['rz', 'sx', 'rz']);
    expect(namesOf('ry(0.3) q;')).toEqual(['sx', 'rz', 'sx', 'rz']);
  });
});

test('circuitSize() counts gates, those on several qubits, and steps', () => {
  expect(circuitSize(circuitOf('qubit[3] q; bit c; h q[0]; h q[1]; cx q[0], q[1]; c = measure q[1]; x q[2]; if (c) { x q[2]; }'))).toEqual({ gateCount: 5, multiQubitCount: 1, depth: 4 });
});

const LINE: [number, number][] = [[0, 1], [1, 2], [2, 3], [3, 4], [4, 5]];
const MAPS = { line: LINE, ring: [...LINE, [5, 0]], star: [[0, 1], [0, 2], [0, 3], [0, 4]], tree: [[0, 1], [1, 2], [1, 3], [3, 4], [3, 5], [5, 6]] } as const satisfies Record<string, readonly (readonly [number, number])[]>;

function pairsOf(operations: readonly Operation[]): string[] {
  return operations.flatMap((operation) => {
    if (operation.type === 'if') return pairsOf([...operation.body, ...operation.otherwise]);
    return operation.type === 'gate' && operation.qubits.length === 2 ? [operation.qubits.toSorted((a, b) => a - b).join('-')] : [];
  });
}

describe('route()', () => {
  test.each(Object.entries(MAPS))('keeps what a circuit does on a %s, with cx where there is a way only', (_, pairs) => {
    const coupling = couplingMap(pairs);
    const allowed = pairs.map((pair) => pair.toSorted((a, b) => a - b).join('-'));
    fc.assert(
      fc.property(wholesome, ({ seed, qubitCount, count }) => {
        const circuit = mixedCircuit(qubitCount, count, createSeededRandom(seed));
        const bare = route({ ...circuit, operations: decomposeAll(circuit.operations) }, coupling);
        const whole = optimise(circuit, { basis: 'u,cx', coupling });
        for (const { circuit: routed, permutation } of [bare, whole]) {
          expect(areEquivalent(circuit, routed, { outputPermutation: permutation })).toBe(true);
          for (const pair of pairsOf(routed.operations)) expect(allowed).toContain(pair);
          expect(new Set(permutation).size).toBe(qubitCount);
        }
      }),
      { numRuns: 15 },
    );
  });

  test('moves nothing where everything is next to each other', () => {
    const circuit = randomBrickCircuit(6, 5, createSeededRandom('brick'));
    const { permutation, swapCount, circuit: routed } = route(circuit, couplingMap(LINE));
    expect({ permutation, swapCount }).toEqual({ permutation: [0, 1, 2, 3, 4, 5], swapCount: 0 });
    expect(routed.operations).toEqual(circuit.operations);
  });

  test('looks ahead: a swap that serves the gates to come is taken', () => {
    const circuit = circuitOf('qubit[4] q; cx q[0], q[2]; cx q[0], q[3]; cx q[0], q[3];');
    expect(route(circuit, couplingMap(LINE)).swapCount).toBe(2);
  });

  test('is compared on the qubits that are used, however large the machine', () => {
    const circuit = circuitOf('qubit[3] q; h q[0]; cx q[0], q[2]; t q[2]; cx q[2], q[1];');
    const ring = Array.from({ length: 60 }, (_, qubit): [number, number] => [qubit, (qubit + 1) % 60]);
    const { circuit: routed, permutation } = route(circuit, couplingMap(ring));
    expect(permutation).not.toEqual([0, 1, 2]);
    expect(areEquivalent(circuit, routed, { outputPermutation: permutation })).toBe(true);
    expect(areEquivalent(circuit, routed)).toBe(false);
    expect(equivalenceWork(circuit, routed)).toBeLessThan(4000);
    expect(equivalenceWork(circuit, randomBrickCircuit(60, 1, createSeededRandom(1)))).toBe(Number.POSITIVE_INFINITY);
  });

  test('refuses maps and circuits that do not fit', () => {
    expect(() => couplingMap([])).toThrow('without pairs');
    expect(() => couplingMap([[0, 1], [2, 3]])).toThrow('no way leads from qubit 0 to qubit 2');
    expect(() => couplingMap([[1, 1]])).toThrow('two different qubits');
    expect(() => route(circuitOf('qubit[3] q; h q[2];'), couplingMap([[0, 1]]))).toThrow('larger coupling map');
    expect(() => route(circuitOf('qubit[3] q; ccx q[0], q[1], q[2];'), couplingMap(LINE))).toThrow('decompose it first');
  });
});

const decomposeAll = (operations: readonly Operation[]): Operation[] => mapBlocks(operations, decomposeRow);
