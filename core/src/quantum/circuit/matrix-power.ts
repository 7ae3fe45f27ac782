import { adjointMatrix, identityMatrix, multiplyMatrices, type ComplexMatrix } from './complex-matrix.ts';

/**
 * U^exponent by the principal branch: every eigenphase is taken from (−π, π]. As OpenQASM 3 defines `pow`.
 * A unitary is normal, so one unitary diagonalises its Hermitian and its skew part together; Jacobi rotations find it for a
 * mix of the two that keeps different eigenphases apart.
 * @param matrix Unitary.
 */
export function principalPower(matrix: ComplexMatrix, exponent: number): ComplexMatrix {
  const { dimension } = matrix;
  const vectors = eigenvectorsOfUnitary(matrix);
  const inEigenbasis = multiplyMatrices(adjointMatrix(vectors), multiplyMatrices(matrix, vectors));
  const powered = identityMatrix(dimension);
  for (let index = 0; index < dimension; index += 1) {
    const at = index * (dimension + 1);
    const phaseRad = principalPhase(inEigenbasis.re[at], inEigenbasis.im[at]) * exponent;
    powered.re[at] = Math.cos(phaseRad);
    powered.im[at] = Math.sin(phaseRad);
  }
  return multiplyMatrices(vectors, multiplyMatrices(powered, adjointMatrix(vectors)));
}

/** In (−π, π]: a −1 that is off by rounding must not fall to the other branch. */
function principalPhase(re: number, im: number): number {
  const phaseRad = Math.atan2(im, re);
  return phaseRad <= -Math.PI + 1e-12 ? Math.PI : phaseRad;
}

/** Columns are eigenvectors. */
function eigenvectorsOfUnitary(matrix: ComplexMatrix): ComplexMatrix {
  const { dimension, re, im } = matrix;
  const adjoint = adjointMatrix(matrix);
  // H = (U + U†)/2 + mix · (U − U†)/(2i) is Hermitian; cos φ + mix · sin φ differs for different φ but for unlucky pairs.
  const mix = 0.7368062997280773;
  const hermitian = {
    dimension,
    re: re.map((value, index) => (value + adjoint.re[index]) / 2 + (mix * (im[index] - adjoint.im[index])) / 2),
    im: im.map((value, index) => (value + adjoint.im[index]) / 2 - (mix * (re[index] - adjoint.re[index])) / 2),
  };
  return jacobiEigenvectors(hermitian);
}

const SWEEP_LIMIT = 60;

/** Cyclic complex Jacobi rotations. @see Golub, Van Loan (2013), Matrix Computations, 8.5 */
function jacobiEigenvectors(hermitian: ComplexMatrix): ComplexMatrix {
  const { dimension } = hermitian;
  let current = hermitian;
  let vectors = identityMatrix(dimension);
  for (let sweep = 0; sweep < SWEEP_LIMIT; sweep += 1) {
    let largest = 0;
    for (let p = 0; p < dimension; p += 1) {
      for (let q = p + 1; q < dimension; q += 1) {
        const off = Math.hypot(current.re[p * dimension + q], current.im[p * dimension + q]);
        largest = Math.max(largest, off);
        if (off < 1e-17) continue;
        const rotation = rotationFor(current, p, q, off);
        current = multiplyMatrices(adjointMatrix(rotation), multiplyMatrices(current, rotation));
        vectors = multiplyMatrices(vectors, rotation);
      }
    }
    if (largest < 1e-15) break;
  }
  return vectors;
}

/** The unitary that zeroes entry (p, q). */
function rotationFor({ dimension, re, im }: ComplexMatrix, p: number, q: number, off: number): ComplexMatrix {
  const tau = (re[q * dimension + q] - re[p * dimension + p]) / (2 * off);
  const tangent = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.hypot(1, tau));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = tangent * cosine;
  const phase: [number, number] = [re[p * dimension + q] / off, im[p * dimension + q] / off];
  const rotation = identityMatrix(dimension);
  const set = (row: number, column: number, [real, imaginary]: readonly [number, number]): void => {
    rotation.re[row * dimension + column] = real;
    rotation.im[row * dimension + column] = imaginary;
  };
  set(p, p, [cosine, 0]);
  set(p, q, [sine * phase[0], sine * phase[1]]);
  set(q, p, [-sine * phase[0], sine * phase[1]]);
  set(q, q, [cosine, 0]);
  return rotation;
}

