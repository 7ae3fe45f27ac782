import { describe, expect, test } from 'vitest';
import { buildCircuit, complexMatrix } from './index.ts';

test('buildCircuit() writes down gates, measurements, decisions and parameters', () => {
  const builder = buildCircuit(2);
  const theta = builder.parameter('theta');
  const circuit = builder
    .gate('ry', [0], [theta])
    .gate('rz', [1], [{ type: 'binary', operator: '*', left: 2, right: builder.parameter('theta') }])
    .gate('x', [1], [], [{ qubit: 0, value: 0 }])
    .measure(0)
    .when({ type: 'bit', index: 0 }, (then) => then.gate('z', [1]).reset(0))
    .measureAll()
    .build();
  expect(circuit.parameterNames).toEqual(['theta']);
  expect(circuit.operations.map(({ type }) => type)).toEqual(['gate', 'gate', 'gate', 'measure', 'if', 'measure', 'measure']);
  expect(circuit.operations[4]).toMatchObject({ body: [{ name: 'z' }, { type: 'reset', qubit: 0 }] });
});

describe('buildCircuit() refuses', () => {
  test.each([
    ['an unknown gate', () => buildCircuit(1).gate('hh', [0]), /no such gate/],
    ['a wrong count of qubits', () => buildCircuit(2).gate('cx', [0]), /takes 2 and 0/],
    ['a wrong count of angles', () => buildCircuit(1).gate('rx', [0]), /takes 1 and 1/],
    ['a qubit twice', () => buildCircuit(2).gate('cx', [1, 1]), /named twice/],
    ['a control that is a target', () => buildCircuit(2).gate('x', [1], [], [{ qubit: 1, value: 1 }]), /named twice/],
    ['a qubit that is not there', () => buildCircuit(2).gate('h', [2]), /0 to 1/],
    ['a bit that is not there', () => buildCircuit(1).measure(0, 4), /bit 4/],
    ['a matrix that is not unitary', () => buildCircuit(1).matrix('half', complexMatrix([[0.5, 0], [0, 0.5]]), [0]), /not unitary/],
    ['a matrix that holds NaN', () => buildCircuit(1).matrix('nothing', complexMatrix([[Number.NaN, 0], [0, 1]]), [0]), /not unitary/],
    ['a matrix that does not fit', () => buildCircuit(2).matrix('x', complexMatrix([[0, 1], [1, 0]]), [0, 1]), /2 rows/],
    ['a count that is none', () => buildCircuit(-1), /-1 qubits/],
  ])('%s', (_title, build, message) => {
    expect(build).toThrow(message);
  });

  test('and keeps what came before it', () => {
    const builder = buildCircuit(1).gate('h', [0]);
    expect(() => builder.when(true, (inner) => inner.gate('h', [7]))).toThrow(RangeError);
    expect(builder.gate('x', [0]).build().operations).toHaveLength(2);
  });
});
