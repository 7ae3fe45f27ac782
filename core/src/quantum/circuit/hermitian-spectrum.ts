import type { ComplexMatrix } from './complex-matrix.ts';

/** A real symmetric matrix as large as two Hermitian ones: [[re, −im], [im, re]]. Every eigenvalue of the Hermitian one is there twice. */
interface Spectrum {
  readonly size: number;
  readonly values: Float64Array;
  /** Column k belongs to values[k], row-major [size][size]. */
  readonly vectors: Float64Array;
}

const MAX_SWEEP_COUNT = 60;

/** The eigenvalues, ascending. Only a Hermitian matrix has these. @see Golub, Van Loan, Matrix Computations, 8.5 (Jacobi's method) */
export function hermitianEigenvalues(matrix: ComplexMatrix): Float64Array {
  const { values } = spectrumOf(matrix);
  return values.toSorted().filter((_, index) => index % 2 === 0);
}

/** The matrix with each of its eigenvalues replaced: √ρ of a density matrix, say. Only a Hermitian matrix has these. */
export function mapEigenvalues(matrix: ComplexMatrix, replace: (eigenvalue: number) => number): ComplexMatrix {
  const { size, values, vectors } = spectrumOf(matrix);
  const dimension = size / 2;
  const mapped = values.map(replace);
  const re = new Float64Array(dimension * dimension);
  const im = new Float64Array(dimension * dimension);
  for (let row = 0; row < dimension; row += 1) {
    for (let column = 0; column < dimension; column += 1) {
      for (let index = 0; index < size; index += 1) {
        const weight = mapped[index] * vectors[column * size + index];
        re[row * dimension + column] += weight * vectors[row * size + index];
        im[row * dimension + column] += weight * vectors[(row + dimension) * size + index];
      }
    }
  }
  return { dimension, re, im };
}

function spectrumOf({ dimension, re, im }: ComplexMatrix): Spectrum {
  const size = 2 * dimension;
  const entries = new Float64Array(size * size);
  const vectors = new Float64Array(size * size);
  for (let row = 0; row < dimension; row += 1) {
    for (let column = 0; column < dimension; column += 1) {
      const from = row * dimension + column;
      entries[row * size + column] = entries[(row + dimension) * size + column + dimension] = re[from];
      entries[(row + dimension) * size + column] = im[from];
      entries[row * size + column + dimension] = -im[from];
    }
  }
  for (let index = 0; index < size; index += 1) vectors[index * (size + 1)] = 1;
  for (let sweep = 0; sweep < MAX_SWEEP_COUNT; sweep += 1) {
    let turned = false;
    for (let first = 0; first < size - 1; first += 1) {
      for (let second = first + 1; second < size; second += 1) turned = turnPair(entries, vectors, size, first, second) || turned;
    }
    if (!turned) break;
  }
  return { size, values: Float64Array.from({ length: size }, (_, index) => entries[index * (size + 1)]), vectors };
}

/** Makes the entry of a pair nothing by turning its two axes. False where it is nothing beside the diagonal already. */
function turnPair(entries: Float64Array, vectors: Float64Array, size: number, first: number, second: number): boolean {
  const off = entries[first * size + second];
  const a = entries[first * (size + 1)];
  const b = entries[second * (size + 1)];
  if (!(Math.abs(off) > Number.EPSILON * 0.1 * (Math.abs(a) + Math.abs(b)) && Math.abs(off) > 1e-300)) return false;
  const ratio = (b - a) / (2 * off);
  const tangent = (ratio >= 0 ? 1 : -1) / (Math.abs(ratio) + Math.sqrt(1 + ratio * ratio));
  const c = 1 / Math.sqrt(1 + tangent * tangent);
  const s = tangent * c;
  for (let index = 0; index < size; index += 1) turn(entries, index * size + first, index * size + second, c, s);
  for (let index = 0; index < size; index += 1) turn(entries, first * size + index, second * size + index, c, s);
  for (let index = 0; index < size; index += 1) turn(vectors, index * size + first, index * size + second, c, s);
  return true;
}

function turn(values: Float64Array, first: number, second: number, c: number, s: number): void {
  const a = values[first];
  const b = values[second];
  values[first] = c * a - s * b;
  values[second] = s * a + c * b;
}
