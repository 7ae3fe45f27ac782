import { complexMatrix, type ComplexMatrix } from '../circuit/index.ts';
import { paritySign, pauliMasks } from '../simulators/index.ts';
import type { PauliSum } from './pauli-sum.ts';

interface Amplitudes {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

const QUARTER_TURNS = [[1, 0], [0, 1], [-1, 0], [0, -1]] as const;
const MAX_MATRIX_QUBIT_COUNT = 10;

/** out ← sum · amplitudes, [2^qubitCount] each. `out` is another pair of arrays. */
export function applyPauliSumInto({ terms }: PauliSum, { re, im }: Amplitudes, out: Amplitudes): void {
  // Read once: a state vector looks for waiting gates whenever its arrays are asked for.
  const { re: sumRe, im: sumIm } = out;
  sumRe.fill(0);
  sumIm.fill(0);
  for (const { coefficient, pauli } of terms) {
    const { x, z, yCount } = pauliMasks(pauli);
    const [c, s] = QUARTER_TURNS[yCount & 3];
    for (let index = 0; index < re.length; index += 1) {
      const factor = coefficient * paritySign(index & z);
      sumRe[index ^ x] += factor * (c * re[index] - s * im[index]);
      sumIm[index ^ x] += factor * (c * im[index] + s * re[index]);
    }
  }
}

/** The sum written out, qubit 0 the least significant bit of a row's number. @throws RangeError beyond 10 qubits */
export function pauliSumMatrix(sum: PauliSum): ComplexMatrix {
  const { qubitCount } = sum;
  if (qubitCount > MAX_MATRIX_QUBIT_COUNT) throw new RangeError(`Cannot write out a Pauli sum on ${qubitCount} qubits: its matrix has 4^${qubitCount} entries (at most ${MAX_MATRIX_QUBIT_COUNT} qubits)`);
  const dimension = 2 ** qubitCount;
  const matrix = complexMatrix(Array.from({ length: dimension }, () => Array.from({ length: dimension }, () => 0)));
  const column = { re: new Float64Array(dimension), im: new Float64Array(dimension) };
  const basis = { re: new Float64Array(dimension), im: new Float64Array(dimension) };
  for (let index = 0; index < dimension; index += 1) {
    basis.re.fill(0);
    basis.re[index] = 1;
    applyPauliSumInto(sum, basis, column);
    for (let row = 0; row < dimension; row += 1) {
      matrix.re[row * dimension + index] = column.re[row];
      matrix.im[row * dimension + index] = column.im[row];
    }
  }
  return matrix;
}
