import type { Circuit, Control, Operation } from './circuit.ts';
import { assertUnitary, type ComplexMatrix } from './complex-matrix.ts';
import type { Expression } from './expression.ts';
import { standardGates } from './standard-gates.ts';

export interface BuildOptions {
  /** Classical bits; as many as qubits when absent. */
  readonly bitCount?: number | undefined;
}

/** Writes a circuit down step by step. Every step gives the builder again. */
export interface CircuitBuilder {
  /**
   * A gate by its name (a key of `standardGates`, or `gphase`), its controls first.
   * @throws RangeError for an unknown name, a wrong count of qubits or angles, a qubit twice or out of range
   */
  gate(name: string, qubits: readonly number[], parameters?: readonly Expression[], controls?: readonly Control[]): CircuitBuilder;
  /** A gate by its matrix, `qubits[0]` the least significant bit of a row's number. @throws RangeError unless it is unitary and fits the qubits */
  matrix(label: string, matrix: ComplexMatrix, qubits: readonly number[], controls?: readonly Control[]): CircuitBuilder;
  /** An angle that is bound before a run. The same name is the same parameter. */
  parameter(name: string): Expression;
  measure(qubit: number, bit?: number): CircuitBuilder;
  /** Every qubit into the bit of its number. */
  measureAll(): CircuitBuilder;
  reset(qubit: number): CircuitBuilder;
  barrier(...qubits: readonly number[]): CircuitBuilder;
  /** What `write` adds runs where the condition holds. */
  when(condition: Expression, write: (builder: CircuitBuilder) => void): CircuitBuilder;
  build(): Circuit;
}

/** @example buildCircuit(2).gate('h', [0]).gate('cx', [0, 1]).measureAll().build() */
export function buildCircuit(qubitCount: number, { bitCount = qubitCount }: BuildOptions = {}): CircuitBuilder {
  for (const count of [qubitCount, bitCount]) if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`Cannot build a circuit of ${qubitCount} qubits and ${bitCount} bits`);
  const parameterNames: string[] = [];
  const blocks: Operation[][] = [[]];
  const add = (operation: Operation): CircuitBuilder => {
    blocks.at(-1)!.push(operation);
    return builder;
  };
  const check = (qubits: readonly number[], what: string): void => {
    for (const [position, qubit] of qubits.entries()) {
      if (!(Number.isInteger(qubit) && qubit >= 0 && qubit < qubitCount)) throw new RangeError(`Cannot add ${what} on qubit ${qubit}: there are ${qubitCount}, 0 to ${qubitCount - 1}`);
      if (qubits.indexOf(qubit) !== position) throw new RangeError(`Cannot add ${what}: qubit ${qubit} is named twice`);
    }
  };
  const builder: CircuitBuilder = {
    gate(name, qubits, parameters = [], controls = []) {
      const wanted = name === 'gphase' ? { qubitCount: 0, parameterCount: 1 } : Object.hasOwn(standardGates, name) ? standardGates[name] : undefined;
      if (!wanted) throw new RangeError(`Cannot add the gate "${name}": there is no such gate`);
      if (qubits.length !== wanted.qubitCount || parameters.length !== wanted.parameterCount) {
        throw new RangeError(`Cannot add the gate ${name} on ${qubits.length} qubits with ${parameters.length} angles: it takes ${wanted.qubitCount} and ${wanted.parameterCount}`);
      }
      check([...controls.map(({ qubit }) => qubit), ...qubits], `the gate ${name}`);
      return add({ type: 'gate', name, parameters, controls, qubits });
    },
    matrix(label, matrix, qubits, controls = []) {
      assertUnitary(matrix, `"${label}"`);
      if (matrix.dimension !== 2 ** qubits.length) throw new RangeError(`Cannot add "${label}" on ${qubits.length} qubits: its matrix has ${matrix.dimension} rows`);
      check([...controls.map(({ qubit }) => qubit), ...qubits], `"${label}"`);
      return add({ type: 'matrix', label, matrix, controls, qubits });
    },
    parameter(name) {
      if (!parameterNames.includes(name)) parameterNames.push(name);
      return { type: 'symbol', name };
    },
    measure(qubit, bit = qubit) {
      check([qubit], 'a measurement');
      if (!(Number.isInteger(bit) && bit >= 0 && bit < bitCount)) throw new RangeError(`Cannot measure into bit ${bit}: there are ${bitCount}`);
      return add({ type: 'measure', qubit, bit });
    },
    measureAll() {
      for (let qubit = 0; qubit < qubitCount; qubit += 1) builder.measure(qubit);
      return builder;
    },
    reset(qubit) {
      check([qubit], 'a reset');
      return add({ type: 'reset', qubit });
    },
    barrier(...qubits) {
      check(qubits, 'a barrier');
      return add({ type: 'barrier', qubits: qubits.length > 0 ? qubits : Array.from({ length: qubitCount }, (_, qubit) => qubit) });
    },
    when(condition, write) {
      blocks.push([]);
      try {
        write(builder);
      } catch (error) {
        blocks.pop();
        throw error;
      }
      return addBlock(blocks.pop()!, condition);
    },
    build: () => ({
      qubitCount,
      bitCount,
      qubitRegisters: qubitCount > 0 ? [{ name: 'q', start: 0, size: qubitCount }] : [],
      bitRegisters: bitCount > 0 ? [{ name: 'c', start: 0, size: bitCount }] : [],
      variables: [],
      parameterNames: [...parameterNames],
      operations: blocks[0].slice(),
    }),
  };
  const addBlock = (body: readonly Operation[], condition: Expression): CircuitBuilder => add({ type: 'if', condition, body, otherwise: [] });
  return builder;
}
