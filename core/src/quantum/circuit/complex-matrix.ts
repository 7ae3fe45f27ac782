/** A square matrix of complex numbers, row-major [dimension][dimension], real and imaginary parts apart. */
export interface ComplexMatrix {
  readonly dimension: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** From rows of `[re, im]` pairs or real numbers. @throws RangeError unless it is square */
export function complexMatrix(rows: readonly (readonly (number | readonly [number, number])[])[]): ComplexMatrix {
  const dimension = rows.length;
  const re = new Float64Array(dimension * dimension);
  const im = new Float64Array(dimension * dimension);
  for (const [row, cells] of rows.entries()) {
    if (cells.length !== dimension) throw new RangeError(`Cannot make a square matrix: row ${row} holds ${cells.length} cells, not ${dimension}`);
    for (const [column, cell] of cells.entries()) {
      const [real, imaginary] = typeof cell === 'number' ? [cell, 0] : cell;
      re[row * dimension + column] = real;
      im[row * dimension + column] = imaginary;
    }
  }
  return { dimension, re, im };
}

export function identityMatrix(dimension: number): ComplexMatrix {
  const re = new Float64Array(dimension * dimension);
  for (let index = 0; index < dimension; index += 1) re[index * (dimension + 1)] = 1;
  return { dimension, re, im: new Float64Array(dimension * dimension) };
}

/** left · right. @throws RangeError for different dimensions */
export function multiplyMatrices(left: ComplexMatrix, right: ComplexMatrix): ComplexMatrix {
  const { dimension } = left;
  if (right.dimension !== dimension) throw new RangeError(`Cannot multiply matrices of ${dimension} and ${right.dimension} rows`);
  const re = new Float64Array(dimension * dimension);
  const im = new Float64Array(dimension * dimension);
  for (let row = 0; row < dimension; row += 1) {
    for (let inner = 0; inner < dimension; inner += 1) {
      const a = left.re[row * dimension + inner];
      const b = left.im[row * dimension + inner];
      if (a === 0 && b === 0) continue;
      for (let column = 0; column < dimension; column += 1) {
        const c = right.re[inner * dimension + column];
        const d = right.im[inner * dimension + column];
        re[row * dimension + column] += a * c - b * d;
        im[row * dimension + column] += a * d + b * c;
      }
    }
  }
  return { dimension, re, im };
}

/** The conjugate transpose: the inverse of a unitary. */
export function adjointMatrix({ dimension, re, im }: ComplexMatrix): ComplexMatrix {
  const result = { dimension, re: new Float64Array(re.length), im: new Float64Array(im.length) };
  for (let row = 0; row < dimension; row += 1) {
    for (let column = 0; column < dimension; column += 1) {
      result.re[column * dimension + row] = re[row * dimension + column];
      result.im[column * dimension + row] = -im[row * dimension + column];
    }
  }
  return result;
}

/** e^{i·phaseRad} · matrix. */
export function phaseMatrix({ dimension, re, im }: ComplexMatrix, phaseRad: number): ComplexMatrix {
  const c = Math.cos(phaseRad);
  const s = Math.sin(phaseRad);
  return { dimension, re: re.map((value, index) => c * value - s * im[index]), im: im.map((value, index) => c * value + s * re[index]) };
}

/** The largest |entry| of matrix† · matrix − 1: 0 for an exact unitary, NaN for a matrix that holds one. */
export function unitarityError(matrix: ComplexMatrix): number {
  const { dimension, re, im } = multiplyMatrices(adjointMatrix(matrix), matrix);
  let error = 0;
  for (let index = 0; index < re.length; index += 1) {
    const expected = index % (dimension + 1) === 0 ? 1 : 0;
    // Math.max keeps a NaN.
    error = Math.max(error, Math.hypot(re[index] - expected, im[index]));
  }
  return error;
}

/** Matrices whose products differ from unitary by less than this are taken as unitary. */
export const UNITARY_TOLERANCE = 1e-10;

/** @throws RangeError naming the distance from unitary, and for a dimension that is no power of two */
export function assertUnitary(matrix: ComplexMatrix, what: string): void {
  const { dimension, re, im } = matrix;
  if (dimension < 1 || (dimension & (dimension - 1)) !== 0 || re.length !== dimension ** 2 || im.length !== dimension ** 2) {
    throw new RangeError(`Cannot use ${what} as a gate: its matrix must have 2, 4, 8 … rows and as many columns, not ${dimension}`);
  }
  const error = unitarityError(matrix);
  if (!(error < UNITARY_TOLERANCE)) throw new RangeError(`Cannot use ${what} as a gate: its matrix is not unitary (off by ${error.toPrecision(2)})`);
}
