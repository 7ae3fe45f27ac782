import { appliedGate, expandOperation, identityMatrix, isConstant, matrixOverQubits, multiplyMatrices, type AppliedGate, type ComplexMatrix, type GateOperation, type MatrixOperation, type Operation } from '../circuit/index.ts';
import { qubitsOf } from './circuit-size.ts';

/** Larger gates are compared no more: their matrices would cost more than they save. */
const MAX_COMPARED_QUBIT_COUNT = 5;

/**
 * Takes out pairs of neighbours that undo each other, whatever gates they are, and gates that do nothing. Composite gates are
 * written out. Run before gates are decomposed: two `ccx` in a row are then seen for what they are.
 */
export function cancelInverses(row: readonly Operation[]): Operation[] {
  const kept: (Operation | undefined)[] = [];
  /** Positions in `kept` of what touches each qubit, the last one last. */
  const touching = new Map<number, number[]>();
  /** What no gate may pass: everything that a run decides. */
  let fence = -1;
  const lastOn = (qubit: number): number => Math.max(fence, touching.get(qubit)?.at(-1) ?? -1);
  const keep = (operation: Operation): void => {
    for (const qubit of qubitsOf(operation)) {
      const positions = touching.get(qubit);
      if (positions) positions.push(kept.length);
      else touching.set(qubit, [kept.length]);
    }
    kept.push(operation);
  };

  for (const operation of row) {
    if (operation.type !== 'gate' && operation.type !== 'matrix' && operation.type !== 'composite') {
      if (qubitsOf(operation).length === 0) fence = kept.length;
      keep(operation);
      continue;
    }
    for (const part of expandOperation(operation)) {
      if (part.type === 'barrier' || !isKnown(part)) {
        keep(part);
        continue;
      }
      const qubits = qubitsOf(part);
      const gate = appliedGate(part);
      if (qubits.length === 0 || doesNothing([gate], qubits)) continue;
      const position = lastOn(qubits[0]);
      const before = position > fence && qubits.every((qubit) => lastOn(qubit) === position) ? kept[position] : undefined;
      if (before && (before.type === 'gate' || before.type === 'matrix') && isKnown(before) && qubitsOf(before).length === qubits.length && doesNothing([appliedGate(before), gate], qubits)) {
        kept[position] = undefined;
        for (const qubit of qubits) touching.get(qubit)?.pop();
      } else keep(part);
    }
  }
  return kept.filter((operation) => operation !== undefined);
}

export function isKnown(part: GateOperation | MatrixOperation): boolean {
  return part.type === 'matrix' || (part.parameters.every(isConstant) && (part.phaseRad === undefined || isConstant(part.phaseRad)));
}

/** Up to a global phase. */
function doesNothing(gates: readonly AppliedGate[], qubits: readonly number[]): boolean {
  if (qubits.length > MAX_COMPARED_QUBIT_COUNT) return false;
  const place = (qubit: number): number => qubits.indexOf(qubit);
  const local = ({ controls, targets, matrix }: AppliedGate): ComplexMatrix => matrixOverQubits({ controls: controls.map(({ qubit, value }) => ({ qubit: place(qubit), value })), targets: targets.map(place), matrix }, qubits.length);
  const { dimension, re, im } = gates.reduce((product, gate) => multiplyMatrices(local(gate), product), identityMatrix(2 ** qubits.length));
  return re.every((value, index) => {
    const [wantedRe, wantedIm] = index % (dimension + 1) === 0 ? [re[0], im[0]] : [0, 0];
    return Math.hypot(value - wantedRe, im[index] - wantedIm) < 1e-12;
  });
}
