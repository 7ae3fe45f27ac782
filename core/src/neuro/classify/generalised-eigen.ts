import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Directions w with A·w = λ·B·w and wᵀ·B·w = 1. */
export interface GeneralisedEigen {
  /** Ascending. */
  readonly values: Float64Array;
  /** One vector a value. */
  readonly vectors: readonly Float64Array[];
}

/** Directions in which B has less than this part of its largest variance are rounding noise: channels that are sums of others. */
const RANK_TOLERANCE = 1e-12;

/**
 * Solves the symmetric generalised eigenproblem in the subspace where B has variance: after an average reference or ICA the
 * channels are no longer independent, and an inverse of B would amplify rounding noise into patterns.
 * @param a Symmetric, row-major [size][size].
 * @param b Symmetric and positive semi-definite, likewise.
 * @see scipy.linalg.eigh(a, b), with which it agrees where B has full rank
 */
export function generalisedEigen(a: Float64Array, b: Float64Array, size: number): GeneralisedEigen {
  const spread = symmetricEigen(Matrix.from1DArray(size, size, b));
  const largest = Math.max(...spread.values);
  const kept = spread.values.flatMap((value, index) => (value > largest * RANK_TOLERANCE ? [index] : []));
  const whitener = new Matrix(size, kept.length);
  for (const [column, index] of kept.entries()) {
    const scale = 1 / Math.sqrt(spread.values[index]);
    for (let row = 0; row < size; row += 1) whitener.set(row, column, spread.vectors.get(row, index) * scale);
  }
  const { values, vectors } = symmetricEigen(whitener.transpose().mmul(Matrix.from1DArray(size, size, a)).mmul(whitener));
  const order = values.map((_, index) => index).toSorted((first, second) => values[first] - values[second]);
  const directions = whitener.mmul(vectors);
  return { values: Float64Array.from(order, (index) => values[index]), vectors: order.map((index) => Float64Array.from(directions.getColumn(index))) };
}

function symmetricEigen(matrix: Matrix): { values: number[]; vectors: Matrix } {
  const { realEigenvalues: values, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  return { values, vectors };
}
