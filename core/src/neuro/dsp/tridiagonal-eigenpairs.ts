import { createSeededRandom } from '../../foundation/index.ts';

/** A symmetric matrix with nothing but its diagonal and the numbers beside it. */
export interface TridiagonalMatrix {
  /** Shape [size]. */
  readonly diagonal: Float64Array;
  /** Shape [size - 1]. */
  readonly besides: Float64Array;
}

export interface Eigenpair {
  readonly value: number;
  /** Unit length. */
  readonly vector: Float64Array;
}

/**
 * The `count` greatest eigenvalues, greatest first, with their vectors: bisection by counting sign changes, then inverse iteration. For
 * eigenvalues well apart, as those of tapers are.
 */
export function greatestEigenpairs({ diagonal, besides, count }: TridiagonalMatrix & { count: number }): Eigenpair[] {
  const matrix = { diagonal, besides };
  const squares = besides.map((value) => value * value);
  const [lowest, highest] = gershgorinBounds(matrix);
  const pairs: Eigenpair[] = [];
  // What one bisection learns about where others lie is kept for them.
  const lows = new Float64Array(count).fill(lowest);
  const highs = new Float64Array(count).fill(highest);
  const tolerance = 4 * Number.EPSILON * Math.max(Math.abs(lowest), Math.abs(highest));
  for (let rank = 0; rank < count; rank++) {
    while (highs[rank] - lows[rank] > tolerance) {
      const middle = (lows[rank] + highs[rank]) / 2;
      if (middle <= lows[rank] || middle >= highs[rank]) break;
      const aboveCount = countAbove(diagonal, squares, middle);
      for (let other = rank; other < count; other++) {
        if (other < aboveCount) lows[other] = Math.max(lows[other], middle);
        else highs[other] = Math.min(highs[other], middle);
      }
      // Close enough for inverse iteration once the neighbours are outside and the rest is far below their distance.
      if (isIsolated(rank, lows, highs)) break;
    }
    pairs.push(inverseIteration(matrix, lows[rank], highs[rank]));
  }
  return pairs;
}

function isIsolated(rank: number, lows: Float64Array, highs: Float64Array): boolean {
  const width = highs[rank] - lows[rank];
  const gapAbove = rank === 0 ? Infinity : lows[rank - 1] - highs[rank];
  const gapBelow = rank + 1 < lows.length ? lows[rank] - highs[rank + 1] : Math.abs(lows[rank]) * 1e-3;
  return width * 1000 < Math.min(gapAbove, gapBelow) && width * 1e6 < Math.abs(lows[rank]);
}

function gershgorinBounds({ diagonal, besides }: TridiagonalMatrix): [lowest: number, highest: number] {
  let [lowest, highest] = [Infinity, -Infinity];
  for (let index = 0; index < diagonal.length; index++) {
    const radius = Math.abs(besides[index - 1] ?? 0) + Math.abs(besides[index] ?? 0);
    lowest = Math.min(lowest, diagonal[index] - radius);
    highest = Math.max(highest, diagonal[index] + radius);
  }
  return [lowest, highest];
}

/** Sturm's count of eigenvalues above a value: the positive pivots of the matrix minus the value. */
function countAbove(diagonal: Float64Array, squares: Float64Array, value: number): number {
  let pivot = diagonal[0] - value;
  let count = pivot > 0 ? 1 : 0;
  for (let index = 1; index < diagonal.length; index++) {
    if (pivot === 0) pivot = Number.MIN_VALUE / Number.EPSILON;
    pivot = diagonal[index] - value - squares[index - 1] / pivot;
    if (pivot > 0) count++;
  }
  return count;
}

/** Solves (matrix - value)·next = vector until the vector stands, the value refined by Rayleigh's quotient once that lies where bisection put it. */
function inverseIteration(matrix: TridiagonalMatrix, low: number, high: number): Eigenpair {
  const { diagonal, besides } = matrix;
  const size = diagonal.length;
  const random = createSeededRandom('inverse iteration');
  let value = (low + high) / 2;
  let vector: Float64Array = Float64Array.from({ length: size }, () => random.normal());
  let refinedCount = 0;
  for (let round = 0; round < 12 && refinedCount < 3; round++) {
    vector = solveShifted(matrix, value, vector);
    let square = 0;
    for (let index = 0; index < size; index++) square += vector[index] * vector[index];
    const scale = 1 / Math.sqrt(square);
    for (let index = 0; index < size; index++) vector[index] *= scale;
    let quotient = 0;
    for (let index = 0; index < size; index++) {
      quotient += vector[index] * (diagonal[index] * vector[index] + (index + 1 < size ? 2 * besides[index] * vector[index + 1] : 0));
    }
    // Before that the vector is a mixture, whose quotient would lead to a neighbour.
    const slack = 1e-13 * Math.abs(quotient);
    if (refinedCount === 0 && !(quotient >= low - slack && quotient <= high + slack)) continue;
    value = quotient;
    refinedCount++;
  }
  return { value, vector };
}

/** Gaussian elimination with row exchanges: next to an eigenvalue the pivots are tiny, and the growth is what is wanted. */
function solveShifted({ diagonal, besides }: TridiagonalMatrix, value: number, right: Float64Array): Float64Array {
  const size = diagonal.length;
  const pivots = new Float64Array(size);
  const above = new Float64Array(size);
  const aboveTwo = new Float64Array(size);
  const solution = Float64Array.from(right);
  let current = diagonal[0] - value;
  let currentAbove = size > 1 ? besides[0] : 0;
  for (let index = 0; index + 1 < size; index++) {
    const below = besides[index];
    const next = diagonal[index + 1] - value;
    const nextAbove = index + 2 < size ? besides[index + 1] : 0;
    if (Math.abs(current) >= Math.abs(below)) {
      const factor = below / (current || Number.EPSILON);
      [pivots[index], above[index]] = [current || Number.EPSILON, currentAbove];
      solution[index + 1] -= factor * solution[index];
      [current, currentAbove] = [next - factor * currentAbove, nextAbove];
    } else {
      const factor = current / below;
      [pivots[index], above[index], aboveTwo[index]] = [below, next, nextAbove];
      [solution[index], solution[index + 1]] = [solution[index + 1], solution[index] - factor * solution[index + 1]];
      [current, currentAbove] = [currentAbove - factor * next, -factor * nextAbove];
    }
  }
  pivots[size - 1] = current || Number.EPSILON * (Math.abs(value) || 1);
  for (let index = size - 1; index >= 0; index--) {
    const rest = (index + 1 < size ? above[index] * solution[index + 1] : 0) + (index + 2 < size ? aboveTwo[index] * solution[index + 2] : 0);
    solution[index] = (solution[index] - rest) / pivots[index];
  }
  return solution;
}
