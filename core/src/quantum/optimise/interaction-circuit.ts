import type { GateOperation } from '../circuit/index.ts';
import { cx, hadamard, phaseGate, u } from './controlled-gates.ts';

/** Angles of exp(i(xx·XX + yy·YY + zz·ZZ)), in radians. */
export interface Interaction {
  readonly xx: number;
  readonly yy: number;
  readonly zz: number;
}

const QUARTER = Math.PI / 2;
const NEXT_TO_NOTHING = 1e-12;

/**
 * The interaction in as few `cx` as it needs: none for turns by π/2, one for one turn by π/4, two for two axes, three for all.
 * @see Vatan, Williams (2004), Phys. Rev. A 69, 032315
 */
export function interactionCircuit(interaction: Interaction, first: number, second: number): GateOperation[] {
  const whole: GateOperation[] = [];
  // exp(i·π/2·XX) is i·X ⊗ X: it needs no interaction.
  const rest = { ...interaction };
  const pauli = { xx: pauliX, yy: pauliY, zz: pauliZ };
  for (const axis of ['xx', 'yy', 'zz'] as const) {
    const quarters = Math.round(interaction[axis] / QUARTER);
    rest[axis] -= quarters * QUARTER;
    if (Math.abs(rest[axis]) < NEXT_TO_NOTHING) rest[axis] = 0;
    if (quarters % 2 !== 0) whole.push(pauli[axis](first), pauli[axis](second));
  }
  return [...whole, ...restCircuit(rest, first, second)];
}

function restCircuit({ xx, yy, zz }: Interaction, first: number, second: number): GateOperation[] {
  const both = (gate: (qubit: number) => GateOperation): GateOperation[] => [gate(first), gate(second)];
  if (xx === 0 && yy === 0 && zz === 0) return [];
  if (xx === 0 && yy === 0) return parityTurn(zz, first, second);
  if (yy === 0 && zz === 0) return [...both(hadamard), ...parityTurn(xx, first, second), ...both(hadamard)];
  if (xx === 0 && zz === 0) return [...both(quarterX), ...parityTurn(yy, first, second), ...both(quarterXBack)];
  if (yy === 0) return [cx(first, second), turnX(-2 * xx, first), phaseGate(-2 * zz, second), cx(first, second)];
  // A quarter turn about Z brings Y to X, one about X brings Y to Z.
  if (xx === 0) return [...both(quarterZBack), ...restCircuit({ xx: yy, yy: 0, zz }, first, second), ...both(quarterZ)];
  if (zz === 0) return [...both(quarterX), ...restCircuit({ xx, yy: 0, zz: yy }, first, second), ...both(quarterXBack)];
  return [
    phaseGate(QUARTER, second),
    cx(second, first),
    phaseGate(QUARTER - 2 * zz, first),
    u(QUARTER - 2 * xx, 0, 0, second),
    cx(first, second),
    u(2 * yy - QUARTER, 0, 0, second),
    cx(second, first),
    phaseGate(-QUARTER, first),
  ];
}

/** exp(i·angle·ZZ). */
function parityTurn(angleRad: number, first: number, second: number): GateOperation[] {
  if (Math.abs(Math.abs(angleRad) - QUARTER / 2) < NEXT_TO_NOTHING) {
    const side = -Math.sign(angleRad) * QUARTER;
    return [phaseGate(side, first), phaseGate(side, second), hadamard(second), cx(first, second), hadamard(second)];
  }
  return [cx(first, second), phaseGate(-2 * angleRad, second), cx(first, second)];
}

const pauliX = (qubit: number): GateOperation => u(Math.PI, 0, Math.PI, qubit);
const pauliY = (qubit: number): GateOperation => u(Math.PI, QUARTER, QUARTER, qubit);
const pauliZ = (qubit: number): GateOperation => phaseGate(Math.PI, qubit);
const turnX = (angleRad: number, qubit: number): GateOperation => u(angleRad, -QUARTER, QUARTER, qubit);
const quarterX = (qubit: number): GateOperation => turnX(QUARTER, qubit);
const quarterXBack = (qubit: number): GateOperation => turnX(-QUARTER, qubit);
const quarterZ = (qubit: number): GateOperation => phaseGate(QUARTER, qubit);
const quarterZBack = (qubit: number): GateOperation => phaseGate(-QUARTER, qubit);
