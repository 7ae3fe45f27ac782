import { pauliExpectation, type DensityMatrix, type QuantumState } from '../simulators/index.ts';
import type { ExactRun } from './run-exactly.ts';

/** ⟨X⟩, ⟨Y⟩ and ⟨Z⟩ of each qubit before the final measurements, the ways of the run weighed with their probabilities. */
export function blochVectorsOf({ circuit, branches }: ExactRun): { readonly x: number; readonly y: number; readonly z: number }[] {
  const mean = (qubit: number, letter: 'X' | 'Y' | 'Z'): number => branches.reduce((sum, { probability, state }) => sum + probability * pauliExpectation(state, [{ qubit, letter }]), 0);
  return Array.from({ length: circuit.qubitCount }, (_, qubit) => ({ x: mean(qubit, 'X'), y: mean(qubit, 'Y'), z: mean(qubit, 'Z') }));
}

/** 4¹⁰ entries are 16 MB. */
const MAX_QUBIT_COUNT = 10;

/**
 * The density matrix before the final measurements, entry (row, column) at row + column · 2^qubitCount.
 * @throws RangeError beyond 10 qubits
 */
export function densityOfRun({ circuit, branches }: ExactRun): { readonly re: Float64Array; readonly im: Float64Array } {
  if (circuit.qubitCount > MAX_QUBIT_COUNT) throw new RangeError(`Cannot write out the density matrix of ${circuit.qubitCount} qubits: at most ${MAX_QUBIT_COUNT}`);
  const dimension = 2 ** circuit.qubitCount;
  const re = new Float64Array(dimension * dimension);
  const im = new Float64Array(dimension * dimension);
  for (const { probability, state } of branches) {
    if (isMixture(state)) {
      for (let index = 0; index < re.length; index += 1) {
        re[index] += probability * state.re[index];
        im[index] += probability * state.im[index];
      }
      continue;
    }
    const { re: a, im: b } = state.amplitudes();
    for (let index = 0; index < re.length; index += 1) {
      const row = index % dimension;
      const column = Math.floor(index / dimension);
      re[index] += probability * (a[row] * a[column] + b[row] * b[column]);
      im[index] += probability * (b[row] * a[column] - a[row] * b[column]);
    }
  }
  return { re, im };
}

function isMixture(state: QuantumState): state is DensityMatrix {
  return 'purity' in state;
}
