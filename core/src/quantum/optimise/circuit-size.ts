import type { Circuit, Operation } from '../circuit/index.ts';

/** How much a circuit is to do. Bodies of conditions and loops count once. */
export interface CircuitSize {
  /** Gates, composite ones as one. */
  readonly gateCount: number;
  /** Of them on two qubits or more. */
  readonly multiQubitCount: number;
  /** Steps when everything that can happens at once; measurements and resets are steps too. */
  readonly depth: number;
}

export function circuitSize({ operations, qubitCount, bitCount }: Circuit): CircuitSize {
  let gateCount = 0;
  let multiQubitCount = 0;
  const visit = (operation: Operation): void => {
    if (operation.type === 'if') [...operation.body, ...operation.otherwise].forEach(visit);
    if (operation.type === 'while') operation.body.forEach(visit);
    if (operation.type !== 'gate' && operation.type !== 'matrix' && operation.type !== 'composite') return;
    gateCount += 1;
    if (qubitsOf(operation).length > 1) multiQubitCount += 1;
  };
  operations.forEach(visit);
  return { gateCount, multiQubitCount, depth: depthOf(operations, { qubits: Array.from({ length: qubitCount }, () => 0), bits: Array.from({ length: bitCount }, () => 0) }) };
}

interface Wires {
  readonly qubits: number[];
  readonly bits: number[];
}

function depthOf(operations: readonly Operation[], wires: Wires): number {
  const all = (): number => Math.max(0, ...maxima(wires));
  for (const operation of operations) {
    switch (operation.type) {
      case 'gate':
      case 'matrix':
      case 'composite':
      case 'measure':
      case 'reset': {
        const touched = qubitsOf(operation);
        const bit = operation.type === 'measure' ? operation.bit : undefined;
        const step = 1 + touched.reduce((most, qubit) => Math.max(most, wires.qubits[qubit]), bit === undefined ? 0 : wires.bits[bit]);
        for (const qubit of touched) wires.qubits[qubit] = step;
        if (bit !== undefined) wires.bits[bit] = step;
        break;
      }
      case 'barrier': {
        const step = operation.qubits.reduce((most, qubit) => Math.max(most, wires.qubits[qubit]), 0);
        for (const qubit of operation.qubits) wires.qubits[qubit] = step;
        break;
      }
      case 'if':
      case 'while': {
        // What a run decides waits for everything before it.
        raise(wires, all());
        depthOf(operation.body, wires);
        if (operation.type === 'if') depthOf(operation.otherwise, wires);
        raise(wires, all());
        break;
      }
      default:
        break;
    }
  }
  return all();
}

function maxima({ qubits, bits }: Wires): [number, number] {
  const most = (values: readonly number[]): number => values.reduce((left, right) => Math.max(left, right), 0);
  return [most(qubits), most(bits)];
}

function raise({ qubits, bits }: Wires, step: number): void {
  qubits.fill(step);
  bits.fill(step);
}

/** Every qubit that an operation touches, controls first. */
export function qubitsOf(operation: Operation): readonly number[] {
  if (operation.type === 'gate' || operation.type === 'matrix' || operation.type === 'composite') return [...operation.controls.map(({ qubit }) => qubit), ...operation.qubits];
  if (operation.type === 'measure' || operation.type === 'reset') return [operation.qubit];
  return operation.type === 'barrier' || operation.type === 'delay' ? operation.qubits : [];
}
