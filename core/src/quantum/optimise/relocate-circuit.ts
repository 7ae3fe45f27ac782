import { relocatedOperation, type Circuit, type Operation } from '../circuit/index.ts';
import { qubitsOf } from './circuit-size.ts';

/** An operation on other qubits, `places[k]` in place of qubit k; the bodies of conditions and loops too. */
export function relocated(operation: Operation, places: readonly number[]): Operation {
  switch (operation.type) {
    case 'gate':
    case 'matrix':
    case 'composite':
    case 'barrier':
      return relocatedOperation(operation, places);
    case 'measure':
    case 'reset':
      return { ...operation, qubit: places[operation.qubit] };
    case 'delay':
      return { ...operation, qubits: operation.qubits.map((qubit) => places[qubit]) };
    case 'if':
      return { ...operation, body: operation.body.map((part) => relocated(part, places)), otherwise: operation.otherwise.map((part) => relocated(part, places)) };
    case 'while':
      return { ...operation, body: operation.body.map((part) => relocated(part, places)) };
    default:
      return operation;
  }
}

/** The circuit on the qubits alone that it touches or that are `kept`, which come first and in their order; `places[k]` is where qubit k went. */
export function withoutIdleQubits(circuit: Circuit, kept: readonly number[]): { readonly circuit: Circuit; readonly places: readonly number[] } {
  const used = new Set(kept);
  const visit = (operation: Operation): void => {
    for (const qubit of qubitsOf(operation)) used.add(qubit);
    if (operation.type === 'if') [...operation.body, ...operation.otherwise].forEach(visit);
    if (operation.type === 'while') operation.body.forEach(visit);
  };
  circuit.operations.forEach(visit);
  const places = Array.from({ length: circuit.qubitCount }, () => -1);
  for (const [place, qubit] of [...used].entries()) places[qubit] = place;
  return { places, circuit: { ...circuit, qubitCount: used.size, qubitRegisters: [{ name: 'q', start: 0, size: used.size }], operations: circuit.operations.map((operation) => relocated(operation, places)) } };
}
