import { baseMatrix, eulerAngles, negated, scaled, standardGates, type ComplexMatrix, type Expression, type GateOperation } from '../circuit/index.ts';

/** A gate on one qubit as e^{i·phase} · U(θ, φ, λ), in radians; the angles may be open. */
export interface OpenAngles {
  readonly theta: Expression;
  readonly phi: Expression;
  readonly lambda: Expression;
  readonly phaseRad: Expression;
}

const QUARTER = Math.PI / 2;

/** The angles of a standard gate without its controls; undefined for a gate whose base is not on one qubit. */
export function anglesOfGate({ name, parameters }: GateOperation): OpenAngles | undefined {
  if (name === 'gphase') return undefined;
  const { base, toBase } = standardGates[name];
  const made = toBase(parameters);
  const phaseRad = made.phaseRad ?? 0;
  const [angle] = made.parameters;
  switch (base) {
    case 'swap':
    case 'rxx':
    case 'ryy':
    case 'rzz':
    case 'gphase':
      return undefined;
    case 'rx':
      return { theta: angle, phi: -QUARTER, lambda: QUARTER, phaseRad };
    case 'ry':
      return { theta: angle, phi: 0, lambda: 0, phaseRad };
    case 'rz':
      return { theta: 0, phi: 0, lambda: angle, phaseRad: scaled(negated(angle), 0.5) };
    case 'p':
      return { theta: 0, phi: 0, lambda: angle, phaseRad };
    case 'u':
      return { theta: angle, phi: made.parameters[1], lambda: made.parameters[2], phaseRad };
    default:
      return anglesOfMatrix(baseMatrix(base, []));
  }
}

/** Angles a rounding away from a multiple of π/8 are that multiple. */
export function tidyAngle(angleRad: number): number {
  const turned = angleRad - 2 * Math.PI * Math.round(angleRad / (2 * Math.PI));
  const eighths = Math.round((turned * 8) / Math.PI);
  if (Math.abs(turned - (eighths * Math.PI) / 8) > 1e-12) return turned;
  // −π and π are the same angle.
  return eighths === 0 ? 0 : eighths === -8 ? Math.PI : (eighths * Math.PI) / 8;
}

/** @throws RangeError for a matrix that is not 2 × 2 */
export function anglesOfMatrix(matrix: ComplexMatrix): { theta: number; phi: number; lambda: number; phaseRad: number } {
  const { theta, phi, lambda, phaseRad } = eulerAngles(matrix);
  // Next to nothing off the diagonal is rounding; only φ + λ then counts.
  if (theta < 1e-12) return { theta: 0, phi: 0, lambda: tidyAngle(phi + lambda), phaseRad };
  return { theta: tidyAngle(theta), phi: tidyAngle(phi), lambda: tidyAngle(lambda), phaseRad };
}
