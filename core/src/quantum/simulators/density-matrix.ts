import { type AppliedGate, type ComplexMatrix } from '../circuit/index.ts';
import type { PlacedChannel, QuantumChannel } from '../noise/index.ts';
import { expectationOfDensity } from './dense-expectation.ts';
import type { QuantumState } from './quantum-state.ts';
import { sampleDense } from './sample-dense.ts';
import { createStateVector } from './state-vector.ts';
import type { StateVector } from './state-vector-over.ts';

/** 4¹³ amplitudes are a gigabyte. */
const MAX_QUBIT_COUNT = 13;

/** A state that noise has made a mixture. */
export interface DensityMatrix extends QuantumState {
  /** ρ, row-major by column of the mathematics: entry (row, column) at row + column · 2^qubitCount. */
  readonly re: Float64Array;
  readonly im: Float64Array;
  applyChannel(placed: PlacedChannel): void;
  reset(qubit: number): void;
  /** tr ρ²: 1 for a pure state. */
  purity(): number;
  clone(): DensityMatrix;
}

/**
 * |0…0⟩⟨0…0|. Held as the vector of a register twice as wide, qubits 0 … n−1 for rows and n … 2n−1 for columns: a gate acts on
 * the rows as it is and on the columns conjugated, a channel on both at once.
 * @throws RangeError beyond 13 qubits
 */
export function createDensityMatrix(qubitCount: number): DensityMatrix {
  if (qubitCount > MAX_QUBIT_COUNT) throw new RangeError(`Cannot hold the density matrix of ${qubitCount} qubits: it has 4^${qubitCount} entries (at most ${MAX_QUBIT_COUNT} qubits). Sample it instead, with shots.`);
  return densityMatrixOf(qubitCount, createStateVector(2 * qubitCount), new WeakMap());
}

function densityMatrixOf(qubitCount: number, vector: StateVector, superoperators: WeakMap<QuantumChannel, ComplexMatrix>): DensityMatrix {
  const dimension = 2 ** qubitCount;
  const diagonalStep = dimension + 1;
  const probabilityOfOne = (qubit: number): number => {
    const { re } = vector;
    let sum = 0;
    for (let index = 0; index < dimension; index += 1) if (((index >>> qubit) & 1) === 1) sum += re[index * diagonalStep];
    return sum;
  };
  return {
    qubitCount,
    get re() {
      return vector.re;
    },
    get im() {
      return vector.im;
    },
    apply(gate) {
      vector.apply(gate);
      vector.apply(conjugated(gate, qubitCount));
    },
    applyChannel({ channel, qubits }) {
      const known = superoperators.get(channel) ?? superoperatorOf(channel);
      superoperators.set(channel, known);
      vector.applyOperator({ controls: [], targets: [...qubits, ...qubits.map((qubit) => qubit + qubitCount)], matrix: known });
    },
    probabilityOfOne,
    collapse(qubit, value) {
      const { re, im } = vector;
      const one = probabilityOfOne(qubit);
      const kept = value === 1 ? one : 1 - one;
      if (!(kept > 0)) throw new RangeError(`Cannot find qubit ${qubit} at ${value}: that has no probability`);
      const column = qubit + qubitCount;
      for (let index = 0; index < re.length; index += 1) {
        const stays = ((index >>> qubit) & 1) === value && ((index >>> column) & 1) === value;
        re[index] = stays ? re[index] / kept : 0;
        im[index] = stays ? im[index] / kept : 0;
      }
    },
    reset(qubit) {
      const { re, im } = vector;
      const bit = 1 << qubit;
      const columnBit = 1 << (qubit + qubitCount);
      for (let index = 0; index < re.length; index += 1) {
        if ((index & bit) !== 0 || (index & columnBit) !== 0) continue;
        // What was in |1⟩⟨1| falls to |0⟩⟨0|; coherences with |1⟩ are gone.
        re[index] += re[index | bit | columnBit];
        im[index] += im[index | bit | columnBit];
        for (const other of [index | bit, index | columnBit, index | bit | columnBit]) re[other] = im[other] = 0;
      }
    },
    purity() {
      const { re, im } = vector;
      let sum = 0;
      for (let index = 0; index < re.length; index += 1) sum += re[index] * re[index] + im[index] * im[index];
      return sum;
    },
    expectation: (pauli) => expectationOfDensity(vector, qubitCount, pauli),
    clone: () => densityMatrixOf(qubitCount, vector.clone(), superoperators),
    probabilities(qubits) {
      const { re } = vector;
      const out = new Float64Array(2 ** qubits.length);
      for (let index = 0; index < dimension; index += 1) {
        let outcome = 0;
        for (let position = 0; position < qubits.length; position += 1) outcome |= ((index >>> qubits[position]) & 1) << position;
        // Rounding may leave a probability a little below nothing.
        out[outcome] += Math.max(0, re[index * diagonalStep]);
      }
      return out;
    },
    sample(qubits, shotCount, random) {
      return sampleDense(this.probabilities(qubits), qubits.length, shotCount, random);
    },
    amplitudes() {
      throw new RangeError('Cannot write a density matrix as amplitudes: noise has made it a mixture');
    },
  };
}

function conjugated({ controls, targets, matrix }: AppliedGate, qubitCount: number): AppliedGate {
  return {
    controls: controls.map(({ qubit, value }) => ({ qubit: qubit + qubitCount, value })),
    targets: targets.map((qubit) => qubit + qubitCount),
    matrix: { ...matrix, im: matrix.im.map((value) => -value) },
  };
}

/** Σ conj(K) ⊗ K, the rows' qubits less significant than the columns'. */
function superoperatorOf({ kraus }: QuantumChannel): ComplexMatrix {
  const { dimension } = kraus[0];
  const size = dimension * dimension;
  const re = new Float64Array(size * size);
  const im = new Float64Array(size * size);
  for (const operator of kraus) {
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < size; column += 1) {
        const a = (row % dimension) * dimension + (column % dimension);
        const b = Math.floor(row / dimension) * dimension + Math.floor(column / dimension);
        re[row * size + column] += operator.re[a] * operator.re[b] + operator.im[a] * operator.im[b];
        im[row * size + column] += operator.im[a] * operator.re[b] - operator.re[a] * operator.im[b];
      }
    }
  }
  return { dimension: size, re, im };
}
