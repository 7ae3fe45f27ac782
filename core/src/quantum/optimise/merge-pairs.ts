import { appliedGate, identityMatrix, matrixOverQubits, multiplyMatrices, type ComplexMatrix, type GateOperation, type Operation } from '../circuit/index.ts';
import { isKnown } from './cancel-inverses.ts';
import { qubitsOf } from './circuit-size.ts';
import { decomposePair } from './decompose-pair.ts';

/** Gates on one pair of qubits with nothing else between them, in their order. */
interface Block {
  readonly pair: readonly [number, number];
  readonly gates: GateOperation[];
  cxCount: number;
}

/**
 * Any run of `u` and `cx` on one pair of qubits is one matrix, and needs three `cx` at most: runs that take more than their
 * matrix needs are written anew, up to a global phase. @see decomposePair
 */
export function mergePairs(row: readonly Operation[]): Operation[] {
  const out: (Operation | Block)[] = [];
  const open = new Map<number, Block>();
  const close = (qubits: readonly number[]): void => {
    for (const qubit of qubits) {
      const block = open.get(qubit);
      if (block) for (const other of block.pair) open.delete(other);
    }
  };

  for (const operation of row) {
    const isGate = operation.type === 'gate' && (operation.name === 'u' || operation.name === 'cx') && operation.controls.length === 0 && isKnown(operation);
    if (!isGate) {
      const qubits = qubitsOf(operation);
      // A condition or a loop may touch any qubit.
      if (qubits.length === 0) open.clear();
      else close(qubits);
      out.push(operation);
      continue;
    }
    const [first, second] = operation.qubits;
    const block = open.get(first);
    if (operation.name === 'u') {
      if (block) block.gates.push(operation);
      else out.push(operation);
    } else if (block && block === open.get(second)) {
      block.gates.push(operation);
      block.cxCount += 1;
    } else {
      close(operation.qubits);
      const fresh: Block = { pair: [first, second], gates: [operation], cxCount: 1 };
      open.set(first, fresh);
      open.set(second, fresh);
      out.push(fresh);
    }
  }
  return out.flatMap((entry): readonly Operation[] => ('gates' in entry ? shortest(entry) : [entry]));
}

function shortest({ pair: [first, second], gates, cxCount }: Block): readonly GateOperation[] {
  if (cxCount < 2) return gates;
  const place = (qubit: number): number => (qubit === first ? 0 : 1);
  const whole = gates.reduce<ComplexMatrix>((product, gate) => {
    const { controls, targets, matrix } = appliedGate(gate);
    return multiplyMatrices(matrixOverQubits({ matrix, targets: targets.map(place), controls: controls.map(({ qubit, value }) => ({ qubit: place(qubit), value })) }, 2), product);
  }, identityMatrix(4));
  const anew = decomposePair(whole, first, second);
  return anew.filter(({ name }) => name === 'cx').length < cxCount ? anew : gates;
}
