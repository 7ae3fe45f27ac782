import type { GateDefinition, UnitaryOperation } from '../circuit/index.ts';

const gate = (name: string, qubits: number[], ...parameters: number[]): UnitaryOperation => ({ type: 'gate', name, parameters, controls: [], qubits });

/** The margin of a relative-phase Toffoli: h, then t and its inverse between controlled flips of the target. */
const halfTurn = (target: number, control: number): UnitaryOperation[] => [gate('t', [target]), gate('cx', [control, target]), gate('tdg', [target])];

/**
 * Gates of `qelib1.inc` that no controlled base gate equals: Toffolis up to relative phases.
 * @see Maslov (2016), Advantages of using relative-phase Toffoli gates, figures 3 and 4
 */
export const libraryDefinitions: Readonly<Record<string, GateDefinition>> = {
  rccx: define('rccx', ['a', 'b', 'c'], [gate('h', [2]), ...halfTurn(2, 1), gate('cx', [0, 2]), ...halfTurn(2, 1), gate('h', [2])]),
  rc3x: define('rc3x', ['a', 'b', 'c', 'd'], [
    gate('h', [3]),
    ...halfTurn(3, 2),
    gate('h', [3]),
    gate('cx', [0, 3]),
    ...halfTurn(3, 1),
    gate('cx', [0, 3]),
    ...halfTurn(3, 1),
    gate('h', [3]),
    ...halfTurn(3, 2),
    gate('h', [3]),
  ]),
};

function define(name: string, qubitNames: string[], body: UnitaryOperation[]): GateDefinition {
  return { name, parameterNames: [], qubitNames, body, expandedCount: body.length };
}

