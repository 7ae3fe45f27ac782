import type { AppliedGate } from '../circuit/index.ts';
import { applyGate } from './apply-gate.ts';
import { expectationOfAmplitudes } from './dense-expectation.ts';
import type { QuantumState } from './quantum-state.ts';
import { sampleDense } from './sample-dense.ts';

/** Amplitudes of all basis states, real and imaginary parts apart, [2^qubitCount] each. */
export interface StateVector extends QuantumState {
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** Applies a matrix that need not be unitary: an error that happens, a channel on a density matrix. */
  applyOperator(operator: AppliedGate): void;
  clone(): StateVector;
}

/** Amplitudes somewhere, and how gates get to them. */
export interface AmplitudeHolder {
  readonly qubitCount: number;
  /** The amplitudes as they are after every gate so far. Writing to them changes the state. */
  read(): { readonly re: Float64Array; readonly im: Float64Array };
  /** @param gate Unitary. */
  apply(gate: AppliedGate): void;
  clone(): StateVector;
}

/** What a state vector can tell of its amplitudes, wherever they are held. */
export function stateVectorOver(holder: AmplitudeHolder): StateVector {
  const { qubitCount } = holder;
  return {
    qubitCount,
    get re() {
      return holder.read().re;
    },
    get im() {
      return holder.read().im;
    },
    apply: (gate) => holder.apply(gate),
    applyOperator(operator) {
      const { re, im } = holder.read();
      applyGate(re, im, operator);
    },
    probabilityOfOne(qubit) {
      const { re, im } = holder.read();
      const bit = 1 << qubit;
      let sum = 0;
      for (let index = bit; index < re.length; index = (index + 1) | bit) sum += re[index] * re[index] + im[index] * im[index];
      return sum;
    },
    collapse: (qubit, value) => collapse(holder.read(), qubit, value),
    expectation: (pauli) => expectationOfAmplitudes(holder.read(), pauli),
    clone: () => holder.clone(),
    probabilities: (qubits) => probabilities(holder.read(), qubits, qubitCount),
    sample: (qubits, shotCount, random) => sampleDense(probabilities(holder.read(), qubits, qubitCount), qubits.length, shotCount, random),
    amplitudes: () => holder.read(),
  };
}

function collapse({ re, im }: { re: Float64Array; im: Float64Array }, qubit: number, value: 0 | 1): void {
  const bit = 1 << qubit;
  let kept = 0;
  for (let index = 0; index < re.length; index += 1) {
    if (((index & bit) === 0 ? 0 : 1) === value) kept += re[index] * re[index] + im[index] * im[index];
    else re[index] = im[index] = 0;
  }
  if (kept === 0) throw new RangeError(`Cannot find qubit ${qubit} at ${value}: that has no probability`);
  const factor = 1 / Math.sqrt(kept);
  for (let index = 0; index < re.length; index += 1) {
    re[index] *= factor;
    im[index] *= factor;
  }
}

function probabilities({ re, im }: { re: Float64Array; im: Float64Array }, qubits: readonly number[], qubitCount: number): Float64Array {
  const out = new Float64Array(2 ** qubits.length);
  const isWhole = qubits.length === qubitCount && qubits.every((qubit, position) => qubit === position);
  for (let index = 0; index < re.length; index += 1) {
    const probability = re[index] * re[index] + im[index] * im[index];
    if (probability === 0) continue;
    let outcome = index;
    if (!isWhole) {
      outcome = 0;
      for (let position = 0; position < qubits.length; position += 1) outcome |= ((index >>> qubits[position]) & 1) << position;
    }
    out[outcome] += probability;
  }
  return out;
}
