import { added, isConstant, negated, type Expression, type GateOperation, type Operation } from '../circuit/index.ts';
import { tidyAngle } from './angles-of-gate.ts';

/** What a circuit may be made of in the end: any turn of a qubit, or what superconducting machines do. */
export const BASES = ['u,cx', 'rz,sx,x,cx'] as const;
export type Basis = (typeof BASES)[number];

const { PI } = Math;

/** A row of `u` and `cx` in the gates of a basis, up to a global phase. */
export function toBasis(row: readonly Operation[], basis: Basis): Operation[] {
  if (basis === 'u,cx') return [...row];
  return row.flatMap((operation) => (operation.type === 'gate' && operation.name === 'u' && operation.controls.length === 0 ? turnsAboutZ(operation) : [operation]));
}

/** U(θ, φ, λ) = Rz(φ + π) · √X · Rz(θ + π) · √X · Rz(λ), with one √X or none where θ is special. */
function turnsAboutZ({ parameters: [theta, phi, lambda], qubits: [qubit] }: GateOperation): GateOperation[] {
  const plain = (name: 'sx' | 'x'): GateOperation => ({ type: 'gate', name, parameters: [], controls: [], qubits: [qubit] });
  const rz = (angle: Expression): GateOperation[] => {
    const tidy = isConstant(angle) ? tidyAngle(Number(angle)) : angle;
    return tidy === 0 ? [] : [{ type: 'gate', name: 'rz', parameters: [tidy], controls: [], qubits: [qubit] }];
  };
  const special = isConstant(theta) ? tidyAngle(Number(theta)) : undefined;
  if (special === 0) return rz(added(phi, lambda));
  if (special === PI) return [...rz(added(added(lambda, negated(phi)), PI)), plain('x')];
  if (special === PI / 2) return [...rz(added(lambda, -PI / 2)), plain('sx'), ...rz(added(phi, PI / 2))];
  if (special === -PI / 2) return [...rz(added(lambda, PI / 2)), plain('sx'), ...rz(added(phi, -PI / 2))];
  return [...rz(lambda), plain('sx'), ...rz(added(theta, PI)), plain('sx'), ...rz(added(phi, PI))];
}

