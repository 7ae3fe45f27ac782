import { added, negated, scaled, type Expression, type GateOperation } from '../circuit/index.ts';
import type { OpenAngles } from './angles-of-gate.ts';

/** What every circuit can be made of: `u` on one qubit and `cx` on two, without further controls. */
export function u(theta: Expression, phi: Expression, lambda: Expression, qubit: number): GateOperation {
  return { type: 'gate', name: 'u', parameters: [theta, phi, lambda], controls: [], qubits: [qubit] };
}

export function cx(control: number, target: number): GateOperation {
  return { type: 'gate', name: 'cx', parameters: [], controls: [], qubits: [control, target] };
}

const { PI } = Math;
export const phaseGate = (angle: Expression, qubit: number): GateOperation => u(0, 0, angle, qubit);
export const hadamard = (qubit: number): GateOperation => u(PI / 2, 0, PI, qubit);
export const flip = (qubit: number): GateOperation => u(PI, 0, PI, qubit);

/**
 * A gate that acts where all `controls` are 1, made of `u` and `cx` without further qubits, up to a global phase.
 * Its `cx` count is linear in the controls while one is a Toffoli ladder, quadratic in general.
 * @see Barenco et al. (1995), Phys. Rev. A 52, 3457, Lemmas 7.2, 7.3, 7.5
 */
export function controlledU({ theta, phi, lambda, phaseRad }: OpenAngles, controls: readonly number[], target: number): GateOperation[] {
  if (controls.length === 0) return theta === 0 && added(phi, lambda) === 0 ? [] : [u(theta, phi, lambda, target)];
  if (theta === 0) return [...controlledPhase(added(phi, lambda), [...controls, target]), ...controlledPhase(phaseRad, controls)];
  const sum = added(phi, lambda);
  const flips = controlledX(controls, target);
  return [
    ...controlledPhase(added(phaseRad, scaled(sum, 0.5)), controls),
    phaseGate(scaled(added(lambda, negated(phi)), 0.5), target),
    ...flips,
    u(scaled(negated(theta), 0.5), 0, scaled(negated(sum), 0.5), target),
    ...flips,
    u(scaled(theta, 0.5), phi, 0, target),
  ];
}

/** e^{i·angle} where all `qubits` are 1. @param borrowed Qubits in any state, which are given back as they were. */
export function controlledPhase(angle: Expression, qubits: readonly number[], borrowed: readonly number[] = []): GateOperation[] {
  if (angle === 0 || qubits.length === 0) return [];
  if (qubits.length === 1) return [phaseGate(angle, qubits[0])];
  const half = scaled(angle, 0.5);
  const target = qubits[qubits.length - 1];
  const control = qubits[qubits.length - 2];
  if (qubits.length === 2) return [phaseGate(half, control), cx(control, target), phaseGate(negated(half), target), cx(control, target), phaseGate(half, target)];
  const others = qubits.slice(0, -2);
  const flips = controlledX(others, control, [target, ...borrowed]);
  return [
    ...controlledPhase(half, [control, target]),
    ...flips,
    ...controlledPhase(negated(half), [control, target]),
    ...flips,
    ...controlledPhase(half, [...others, target], [control, ...borrowed]),
  ];
}

/** @param borrowed Qubits in any state, which are given back as they were: they make the gate shorter. */
export function controlledX(controls: readonly number[], target: number, borrowed: readonly number[] = []): GateOperation[] {
  const { length } = controls;
  if (length === 0) return [flip(target)];
  if (length === 1) return [cx(controls[0], target)];
  if (length === 2) return toffoli(controls[0], controls[1], target);
  if (borrowed.length >= length - 2) return toffoliLadder(controls, target, borrowed);
  if (borrowed.length > 0) {
    const [middle] = borrowed;
    const first = controls.slice(0, Math.ceil(length / 2));
    const second = [...controls.slice(first.length), middle];
    const toMiddle = controlledX(first, middle, [...second.slice(0, -1), target]);
    const toTarget = controlledX(second, target, first);
    return [...toMiddle, ...toTarget, ...toMiddle, ...toTarget];
  }
  return [hadamard(target), ...controlledPhase(PI, [...controls, target]), hadamard(target)];
}

function toffoliLadder(controls: readonly number[], target: number, borrowed: readonly number[]): GateOperation[] {
  const last = controls.length - 1;
  const rung = (index: number): GateOperation[] => toffoli(controls[index], borrowed[index - 2], index === last ? target : borrowed[index - 1]);
  const passFrom = (top: number): GateOperation[] => {
    const rungs = Array.from({ length: Math.max(0, top - 1) }, (_, step) => rung(top - step));
    return [...rungs.flat(), ...toffoli(controls[0], controls[1], borrowed[0]), ...rungs.reverse().flat()];
  };
  return [...passFrom(last), ...passFrom(last - 1)];
}

/** Six cx, as `ccx` of qelib1.inc. */
function toffoli(first: number, second: number, target: number): GateOperation[] {
  const t = (qubit: number): GateOperation => phaseGate(PI / 4, qubit);
  const tdg = (qubit: number): GateOperation => phaseGate(-PI / 4, qubit);
  return [
    hadamard(target),
    cx(second, target), tdg(target),
    cx(first, target), t(target),
    cx(second, target), tdg(target),
    cx(first, target), t(second), t(target),
    hadamard(target),
    cx(first, second), t(first), tdg(second),
    cx(first, second),
  ];
}
