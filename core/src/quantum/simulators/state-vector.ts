import type { AppliedGate, ComplexMatrix } from '../circuit/index.ts';
import type { QuantumState } from './quantum-state.ts';
import { sampleDense } from './sample-dense.ts';

/** A typed array holds at most 2³² bytes here: two of 2²⁸ doubles are 4 GB together. */
const MAX_QUBIT_COUNT = 28;

/** Amplitudes of all basis states, real and imaginary parts apart, [2^qubitCount] each. */
export interface StateVector extends QuantumState {
  readonly re: Float64Array;
  readonly im: Float64Array;
  clone(): StateVector;
}

/** |0…0⟩. @throws RangeError beyond 28 qubits, and where the memory is not there, before anything is changed */
export function createStateVector(qubitCount: number): StateVector {
  if (!(Number.isInteger(qubitCount) && qubitCount >= 0)) throw new RangeError(`Cannot make a state of ${qubitCount} qubits`);
  if (qubitCount > MAX_QUBIT_COUNT) throw new RangeError(`Cannot hold the state of ${qubitCount} qubits: it needs ${formatBytes(2 ** (qubitCount + 4))} (at most ${MAX_QUBIT_COUNT} qubits are held)`);
  const re = allocate(qubitCount);
  const im = allocate(qubitCount);
  re[0] = 1;
  return stateVectorOf(qubitCount, re, im);
}

function stateVectorOf(qubitCount: number, re: Float64Array, im: Float64Array): StateVector {
  return {
    qubitCount,
    re,
    im,
    apply: (gate) => applyGate(re, im, gate),
    probabilityOfOne(qubit) {
      const bit = 1 << qubit;
      let sum = 0;
      for (let index = bit; index < re.length; index = (index + 1) | bit) sum += re[index] * re[index] + im[index] * im[index];
      return sum;
    },
    collapse(qubit, value) {
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
    },
    sample(qubits, shotCount, random) {
      return sampleDense(this.probabilities(qubits), qubits.length, shotCount, random);
    },
    amplitudes: () => ({ re, im }),
    clone: () => stateVectorOf(qubitCount, re.slice(), im.slice()),
    probabilities(qubits) {
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
    },
  };
}

function allocate(qubitCount: number): Float64Array {
  try {
    return new Float64Array(2 ** qubitCount);
  } catch (error) {
    throw new RangeError(`Cannot hold the state of ${qubitCount} qubits: ${formatBytes(2 ** (qubitCount + 4))} of memory are not there`, { cause: error });
  }
}

export function formatBytes(byteCount: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'];
  const rank = Math.min(units.length - 1, Math.floor(Math.log2(byteCount) / 10));
  return `${Number((byteCount / 1024 ** rank).toPrecision(3))} ${units[rank]}`;
}

function applyGate(re: Float64Array, im: Float64Array, { controls, targets, matrix }: AppliedGate): void {
  let controlMask = 0;
  let controlValue = 0;
  for (const { qubit, value } of controls) {
    controlMask |= 1 << qubit;
    controlValue |= value << qubit;
  }
  if (targets.length === 1) applyOne(re, im, { bit: 1 << targets[0], matrix, controlMask, controlValue });
  else applyMany(re, im, { targets, matrix, controlMask, controlValue });
}

function applyOne(re: Float64Array, im: Float64Array, { bit, matrix, controlMask, controlValue }: { bit: number; matrix: ComplexMatrix; controlMask: number; controlValue: number }): void {
  const [ar, br, cr, dr] = matrix.re;
  const [ai, bi, ci, di] = matrix.im;
  for (let block = 0; block < re.length; block += bit * 2) {
    for (let low = block; low < block + bit; low += 1) {
      if ((low & controlMask) !== controlValue) continue;
      const high = low + bit;
      const xr = re[low];
      const xi = im[low];
      const yr = re[high];
      const yi = im[high];
      re[low] = ar * xr - ai * xi + br * yr - bi * yi;
      im[low] = ar * xi + ai * xr + br * yi + bi * yr;
      re[high] = cr * xr - ci * xi + dr * yr - di * yi;
      im[high] = cr * xi + ci * xr + dr * yi + di * yr;
    }
  }
}

function applyMany(re: Float64Array, im: Float64Array, { targets, matrix, controlMask, controlValue }: { targets: readonly number[]; matrix: ComplexMatrix; controlMask: number; controlValue: number }): void {
  const { dimension } = matrix;
  const offsets = Array.from({ length: dimension }, (_, row) => targets.reduce((offset, qubit, position) => offset | (((row >> position) & 1) << qubit), 0));
  const targetMask = offsets[dimension - 1];
  const xr = new Float64Array(dimension);
  const xi = new Float64Array(dimension);
  for (let base = 0; base < re.length; base += 1) {
    if ((base & targetMask) !== 0 || (base & controlMask) !== controlValue) continue;
    for (let row = 0; row < dimension; row += 1) {
      xr[row] = re[base + offsets[row]];
      xi[row] = im[base + offsets[row]];
    }
    for (let row = 0; row < dimension; row += 1) {
      let sumRe = 0;
      let sumIm = 0;
      for (let column = 0; column < dimension; column += 1) {
        const a = matrix.re[row * dimension + column];
        const b = matrix.im[row * dimension + column];
        sumRe += a * xr[column] - b * xi[column];
        sumIm += a * xi[column] + b * xr[column];
      }
      re[base + offsets[row]] = sumRe;
      im[base + offsets[row]] = sumIm;
    }
  }
}
