import { LuDecomposition, Matrix } from 'ml-matrix';

/** A direction from the centre of the head, of length 1. */
export type Direction = readonly [x: number, y: number, z: number];

/** Perrin's stiffness m and how many Legendre terms are summed: MNE's. */
const STIFFNESS = 4;
const TERM_COUNT = 50;
/** Added to the diagonal, MNE's `alpha`: neighbours that disagree bend the surface less. */
const SMOOTHING = 1e-5;

/** A smooth surface over the sphere through values at some directions. */
export interface SphericalSpline {
  /** Row-major [to.length][from.length]: the values at other directions as weights of the values at the fitted ones. */
  weightsTo(to: readonly Direction[]): Float64Array;
}

/** @see Perrin et al. (1989), Spherical splines for scalp potential and current density mapping */
export function fitSphericalSpline(from: readonly Direction[]): SphericalSpline {
  const count = from.length;
  const system = new Matrix(count + 1, count + 1);
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) system.set(row, column, splineBasis(dot(from[row], from[column])));
    system.set(row, row, system.get(row, row) + SMOOTHING);
    system.set(row, count, 1);
    system.set(count, row, 1);
  }
  const inverse = new LuDecomposition(system).solve(Matrix.eye(count + 1));
  return {
    weightsTo(to) {
      const basis = new Matrix(to.length, count + 1);
      for (const [row, direction] of to.entries()) {
        for (let column = 0; column < count; column += 1) basis.set(row, column, splineBasis(dot(direction, from[column])));
        basis.set(row, count, 1);
      }
      // The last column weighs the constraint that the coefficients add up to 0; its right side is 0.
      return Float64Array.from(basis.mmul(inverse.subMatrix(0, count, 0, count - 1)).to1DArray());
    },
  };
}

const FACTORS = Float64Array.from({ length: TERM_COUNT }, (_, index) => {
  const degree = index + 1;
  return (2 * degree + 1) / (degree ** STIFFNESS * (degree + 1) ** STIFFNESS * 4 * Math.PI);
});

/** Perrin's g: a weighted sum of Legendre polynomials of the cosine between two directions, by Clenshaw's recurrence. */
function splineBasis(cosine: number): number {
  let next = 0;
  let afterNext = 0;
  for (let degree = TERM_COUNT; degree >= 1; degree -= 1) {
    const current = FACTORS[degree - 1] + ((2 * degree + 1) / (degree + 1)) * cosine * next - ((degree + 1) / (degree + 2)) * afterNext;
    afterNext = next;
    next = current;
  }
  return cosine * next - 0.5 * afterNext;
}

function dot(a: Direction, b: Direction): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
