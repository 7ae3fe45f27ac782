import { adjointMatrix, type AppliedGate, type Circuit, type ComplexMatrix } from '../circuit/index.ts';
import { applyPauliSumInto, expectationOf, type PauliSum } from '../observables/index.ts';
import { createStateVector, type StateVector } from '../simulators/index.ts';
import { appliedTunable, tunableGates, type TunableGate } from './tunable-gates.ts';

export interface EnergyGradient {
  /** ⟨H⟩ of the state that the circuit makes. */
  readonly energy: number;
  /** ∂⟨H⟩ by each parameter, in the order of `circuit.parameterNames`. */
  readonly gradient: Float64Array;
}

/**
 * All slopes from one run forwards and one backwards: the state and H|state⟩ walk back through the gates together, and meet
 * each gate's own slope on the way.
 * @throws RangeError for circuits that are not gates alone, and for a parameter without a value
 * @see Jones, Gacon (2020), Efficient calculation of gradients in classical simulations of variational quantum algorithms, arXiv:2009.02823
 */
export function adjointGradient(circuit: Circuit, hamiltonian: PauliSum, values: Readonly<Record<string, number>>): EnergyGradient {
  const gates = tunableGates(circuit, values);
  const state = createStateVector(circuit.qubitCount);
  for (const gate of gates) state.apply(appliedTunable(gate));
  const energy = expectationOf(hamiltonian, state);
  const dual = state.clone();
  applyPauliSumInto(hamiltonian, state, dual);
  const gradient = new Float64Array(circuit.parameterNames.length);
  const firstTunable = gates.findIndex(({ tunable }) => tunable.length > 0);
  for (let index = gates.length - 1; firstTunable >= 0 && index >= firstTunable; index -= 1) {
    const gate = gates[index];
    const applied = appliedTunable(gate);
    const undo: AppliedGate = { ...applied, matrix: adjointMatrix(applied.matrix) };
    state.apply(undo);
    for (const { position, slopes, isHalf } of gate.tunable) {
      const change = 2 * realOverlap(dual, { ...applied, matrix: matrixSlope(gate, position, isHalf) }, state);
      for (const [parameter, slope] of slopes.entries()) gradient[parameter] += slope * change;
    }
    dual.apply(undo);
  }
  return { energy, gradient };
}

/** ∂matrix/∂angle: exact, since every entry is a wave of the angle or of its half. */
function matrixSlope(gate: TunableGate, position: number, isHalf: boolean): ComplexMatrix {
  const stepRad = isHalf ? Math.PI : Math.PI / 2;
  const at = (shiftRad: number): ComplexMatrix => gate.matrixAt(gate.anglesRad.map((angleRad, index) => (index === position ? angleRad + shiftRad : angleRad)));
  const ahead = at(stepRad);
  const behind = at(-stepRad);
  const factor = isHalf ? 0.25 : 0.5;
  return { dimension: ahead.dimension, re: ahead.re.map((value, index) => factor * (value - behind.re[index])), im: ahead.im.map((value, index) => factor * (value - behind.im[index])) };
}

/** Re ⟨left| M |right⟩ with M nothing where a control is not met: there the gate does not change with its angles. */
function realOverlap(left: Pick<StateVector, 're' | 'im'>, { controls, targets, matrix }: AppliedGate, right: Pick<StateVector, 're' | 'im'>): number {
  const { re: lr, im: li } = left;
  const { re: rr, im: ri } = right;
  const { dimension } = matrix;
  const offsets = Array.from({ length: dimension }, (_, row) => targets.reduce((offset, qubit, position) => offset | (((row >> position) & 1) << qubit), 0));
  const fixedMask = controls.reduce((mask, { qubit }) => mask | (1 << qubit), offsets[dimension - 1]);
  const fixedValue = controls.reduce((bits, { qubit, value }) => bits | (value << qubit), 0);
  let sum = 0;
  for (let base = 0; base < lr.length; base += 1) {
    if ((base & fixedMask) !== fixedValue) continue;
    for (let row = 0; row < dimension; row += 1) {
      const a = base | offsets[row];
      for (let column = 0; column < dimension; column += 1) {
        const b = base | offsets[column];
        const c = matrix.re[row * dimension + column];
        const s = matrix.im[row * dimension + column];
        sum += lr[a] * (c * rr[b] - s * ri[b]) + li[a] * (c * ri[b] + s * rr[b]);
      }
    }
  }
  return sum;
}
