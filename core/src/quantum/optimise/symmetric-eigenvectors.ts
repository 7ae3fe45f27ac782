/**
 * Orthonormal eigenvectors of a real symmetric matrix by cyclic Jacobi rotations.
 * @param symmetric Row-major, [dimension][dimension]; stays as it is.
 * @returns Row-major; the columns are the eigenvectors.
 * @see Golub, Van Loan (2013), Matrix Computations, 8.5
 */
export function symmetricEigenvectors(symmetric: Float64Array, dimension: number): Float64Array {
  const current = symmetric.slice();
  const vectors = new Float64Array(dimension * dimension);
  for (let index = 0; index < dimension; index += 1) vectors[index * (dimension + 1)] = 1;
  for (let sweep = 0; sweep < 60; sweep += 1) {
    let largest = 0;
    for (let p = 0; p < dimension; p += 1) {
      for (let q = p + 1; q < dimension; q += 1) {
        const off = current[p * dimension + q];
        largest = Math.max(largest, Math.abs(off));
        if (Math.abs(off) < 1e-18) continue;
        const tau = (current[q * dimension + q] - current[p * dimension + p]) / (2 * off);
        const tangent = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.hypot(1, tau));
        const cosine = 1 / Math.hypot(1, tangent);
        const sine = tangent * cosine;
        for (let row = 0; row < dimension; row += 1) {
          turn(current, row * dimension + p, row * dimension + q, cosine, sine);
          turn(vectors, row * dimension + p, row * dimension + q, cosine, sine);
        }
        for (let column = 0; column < dimension; column += 1) turn(current, p * dimension + column, q * dimension + column, cosine, sine);
      }
    }
    if (largest < 1e-16) break;
  }
  return vectors;
}

function turn(values: Float64Array, p: number, q: number, cosine: number, sine: number): void {
  const left = values[p];
  const right = values[q];
  values[p] = cosine * left - sine * right;
  values[q] = sine * left + cosine * right;
}
