import { expandOperation, scaled, standardGates, type ElementaryOperation, type GateOperation, type MatrixOperation, type Operation, type UnitaryOperation } from '../circuit/index.ts';
import { anglesOfGate, anglesOfMatrix } from './angles-of-gate.ts';
import { controlledPhase, controlledU, controlledX, cx, flip, hadamard, u } from './controlled-gates.ts';
import { decomposeMatrix } from './decompose-matrix.ts';
import { decomposePair } from './decompose-pair.ts';

/**
 * A gate as `u` and `cx` on the same qubits, up to a global phase. Open angles stay open. Barriers stay.
 * @see Barenco et al. (1995), Phys. Rev. A 52, 3457
 */
export function decomposeOperation(operation: UnitaryOperation): Operation[] {
  const parts: Operation[] = [];
  for (const part of expandOperation(operation)) {
    if (part.type === 'barrier') parts.push(part);
    else parts.push(...elementaryParts(part));
  }
  return parts;
}

function elementaryParts(part: Exclude<ElementaryOperation, { type: 'barrier' }>): GateOperation[] {
  const inverted = part.controls.filter(({ value }) => value === 0).map(({ qubit }) => flip(qubit));
  const controls = part.controls.map(({ qubit }) => qubit);
  const inner = part.type === 'matrix' ? matrixParts(part, controls) : gateParts(part, controls);
  return [...inverted, ...inner, ...inverted];
}

/** From here on every control is met by 1. */
function matrixParts(part: MatrixOperation, controls: readonly number[]): GateOperation[] {
  const { matrix, qubits } = part;
  if (matrix.dimension === 1) return controlledPhase(Math.atan2(matrix.im[0], matrix.re[0]), controls);
  if (matrix.dimension === 2) return controlledU(anglesOfMatrix(matrix), controls, qubits[0]);
  if (matrix.dimension === 4 && controls.length === 0) return decomposePair(matrix, qubits[0], qubits[1]);
  const met = part.controls.map(({ qubit }) => ({ qubit, value: 1 as const }));
  return decomposeMatrix({ ...part, controls: met }).flatMap(elementaryParts);
}

function gateParts(part: GateOperation, outerControls: readonly number[]): GateOperation[] {
  const { name, parameters, qubits } = part;
  const outerPhase = part.phaseRad === undefined ? [] : controlledPhase(part.phaseRad, outerControls);
  if (name === 'gphase') return [...controlledPhase(parameters[0], outerControls), ...outerPhase];
  const { base, controlCount, toBase } = standardGates[name];
  const controls = [...outerControls, ...qubits.slice(0, controlCount)];
  // A phase of the whole gate counts where its own controls are met too.
  const phase = part.phaseRad === undefined ? [] : controlledPhase(part.phaseRad, controls);
  const targets = qubits.slice(controlCount);
  const [first, second] = targets;
  const angles = anglesOfGate(part);
  if (base === 'x') return [...controlledX(controls, first), ...phase];
  if (angles) return [...controlledU(angles, controls, first), ...phase];
  if (base === 'swap') return [cx(second, first), ...controlledX([...controls, first], second), cx(second, first), ...phase];
  // XX and YY become ZZ between turns of both qubits, and ZZ a turn about Z of the parity.
  const [angle] = toBase(parameters).parameters;
  const parity = [cx(first, second), ...controlledU({ theta: 0, phi: 0, lambda: angle, phaseRad: scaled(angle, -0.5) }, controls, second), cx(first, second)];
  if (base === 'rzz') return [...parity, ...phase];
  const turned = (backwards: boolean): GateOperation[] => targets.map((qubit) => (base === 'rxx' ? hadamard(qubit) : u(backwards ? -Math.PI / 2 : Math.PI / 2, -Math.PI / 2, Math.PI / 2, qubit)));
  return [...turned(false), ...parity, ...turned(true), ...phase];
}
