import type { Circuit } from '../circuit/index.ts';
import { expectationOf, type PauliSum } from '../observables/index.ts';
import { createStateVector } from '../simulators/index.ts';
import type { EnergyGradient } from './adjoint-gradient.ts';
import { appliedTunable, tunableGates, type TunableGate } from './tunable-gates.ts';

interface Shift {
  readonly angleRad: number;
  readonly weight: number;
}

const TWO_TERMS: readonly Shift[] = [
  { angleRad: Math.PI / 2, weight: 0.5 },
  { angleRad: -Math.PI / 2, weight: -0.5 },
];

/** For a rotation under a control, whose energy is a wave of the angle and of its half. */
const FOUR_TERMS: readonly Shift[] = [
  { angleRad: Math.PI / 2, weight: (Math.SQRT2 + 1) / (4 * Math.SQRT2) },
  { angleRad: -Math.PI / 2, weight: -(Math.SQRT2 + 1) / (4 * Math.SQRT2) },
  { angleRad: (3 * Math.PI) / 2, weight: -(Math.SQRT2 - 1) / (4 * Math.SQRT2) },
  { angleRad: (-3 * Math.PI) / 2, weight: (Math.SQRT2 - 1) / (4 * Math.SQRT2) },
];

/**
 * The slopes as a quantum computer can measure them: energies with one angle of one gate shifted, two or four a place.
 * Slower than `adjointGradient`, which needs the amplitudes.
 * @param energyOf What a run of the gates gives; the exact expectation on a state vector when absent.
 * @throws as `adjointGradient`
 * @see Schuld et al. (2019), Phys. Rev. A 99, 032331; Anselmetti et al. (2021), New J. Phys. 23, 113010 for four terms
 */
export function parameterShiftGradient(
  circuit: Circuit,
  hamiltonian: PauliSum,
  values: Readonly<Record<string, number>>,
  { energyOf = exactEnergy(circuit, hamiltonian) }: { readonly energyOf?: ((gates: readonly TunableGate[]) => number) | undefined } = {},
): EnergyGradient {
  const gates = tunableGates(circuit, values);
  const gradient = new Float64Array(circuit.parameterNames.length);
  for (const [index, gate] of gates.entries()) {
    for (const { position, slopes, isHalf } of gate.tunable) {
      let change = 0;
      for (const { angleRad, weight } of isHalf && gate.controls.length > 0 ? FOUR_TERMS : TWO_TERMS) {
        const shifted = { ...gate, anglesRad: gate.anglesRad.map((own, place) => (place === position ? own + angleRad : own)) };
        change += weight * energyOf(gates.with(index, shifted));
      }
      for (const [parameter, slope] of slopes.entries()) gradient[parameter] += slope * change;
    }
  }
  return { energy: energyOf(gates), gradient };
}

function exactEnergy({ qubitCount }: Circuit, hamiltonian: PauliSum): (gates: readonly TunableGate[]) => number {
  return (gates) => {
    const state = createStateVector(qubitCount);
    for (const gate of gates) state.apply(appliedTunable(gate));
    return expectationOf(hamiltonian, state);
  };
}
