import type { SeededRandom } from '../../foundation/index.ts';
import { appliedGate, baseMatrix, eulerAngles, multiplyMatrices, type ComplexMatrix, type ElementaryOperation, type GateOperation } from '../circuit/index.ts';
import { cliffordAction, type CliffordAction } from '../simulators/index.ts';

/** A Pauli operator on every qubit, numbered 0 I, 1 X, 2 Z, 3 Y (bit 0 is X, bit 1 is Z): what stands between a circuit and its random twin. */
export type PauliFrame = Uint8Array;

export type MirroredOperation = Exclude<ElementaryOperation, { type: 'barrier' }>;

const PAULIS = ['id', 'x', 'z', 'y'] as const;
const pauliMatrices: readonly ComplexMatrix[] = PAULIS.map((name) => baseMatrix(name, []));

/**
 * The same gates in other words: random Pauli operators are put in and taken out again, on one qubit as part of the gate, through a
 * Clifford gate as what it turns them into. The result equals the gates followed by the frame that is left, up to a phase.
 * @param frame What stands before the first gate; changed to what stands after the last.
 * @throws RangeError for a gate on several qubits that is no Clifford gate
 */
export function compileRandomly(operations: readonly MirroredOperation[], frame: PauliFrame, random: SeededRandom): MirroredOperation[] {
  const known = new Map<string, CliffordAction | undefined>();
  return operations.map((operation) => {
    const gate = appliedGate(operation);
    const qubits = [...gate.targets, ...gate.controls.map(({ qubit }) => qubit)];
    if (qubits.length === 1 && gate.controls.length === 0) {
      const [qubit] = qubits;
      const after = random.integerBelow(4);
      const twin = multiplyMatrices(pauliMatrices[after], multiplyMatrices(gate.matrix, pauliMatrices[frame[qubit]]));
      frame[qubit] = after;
      return oneQubitGate(twin, qubit);
    }
    const action = cliffordAction(gate, known);
    if (!action) throw new RangeError(`Cannot mirror the gate ${operation.type === 'gate' ? operation.name : operation.label}: on several qubits it must be a Clifford gate. Write the circuit in gates on one qubit, cx and cz first.`);
    throughClifford(frame, action);
    return operation;
  });
}

/** The gate of a 2 × 2 unitary by its angles, its phase left out. */
export function oneQubitGate(matrix: ComplexMatrix, qubit: number): GateOperation {
  const { theta, phi, lambda } = eulerAngles(matrix);
  return { type: 'gate', name: 'u', parameters: [theta, phi, lambda], controls: [], qubits: [qubit] };
}

/** A layer of random Pauli operators, and the frame it is. */
export function randomPauliLayer(qubitCount: number, random: SeededRandom): { operations: MirroredOperation[]; frame: PauliFrame } {
  const frame = Uint8Array.from({ length: qubitCount }, () => random.integerBelow(4));
  return { operations: operationsOf(frame), frame };
}

function operationsOf(frame: PauliFrame): MirroredOperation[] {
  return [...frame].map((pauli, qubit): MirroredOperation => ({ type: 'gate', name: PAULIS[pauli], parameters: [], controls: [], qubits: [qubit] }));
}

/** What a gate leaves of the frame before it. Signs are a phase of the whole. */
function throughClifford(frame: PauliFrame, { qubits, images }: CliffordAction): void {
  const before = qubits.reduce((number, qubit, position) => number | (frame[qubit] << (2 * position)), 0);
  for (const [position, qubit] of qubits.entries()) frame[qubit] = (images[before] >> (2 * position)) & 3;
}
