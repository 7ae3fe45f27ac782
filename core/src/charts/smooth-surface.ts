/** A point of the head seen from above: nose at y = 1, right ear at x = 1. */
export interface HeadPoint {
  readonly x: number;
  readonly y: number;
}

/** Where an electrode of the unit sphere (x right, y front, z up) lies on the picture: distance from the middle is its angle from the top, the equator at 1. */
export function projectOntoHead({ x, y, z }: { readonly x: number; readonly y: number; readonly z: number }): HeadPoint {
  const across = Math.hypot(x, y);
  const angle = Math.atan2(across, z) / (Math.PI / 2);
  return across === 0 ? { x: 0, y: 0 } : { x: (x / across) * angle, y: (y / across) * angle };
}

/**
 * The smoothest surface through values at points: a thin-plate spline.
 * @returns its height at (x, y) @see Duchon (1977)
 * @throws RangeError where two points are one
 */
export function smoothSurface(points: readonly HeadPoint[], values: ArrayLike<number>): (x: number, y: number) => number {
  const count = points.length;
  // A plane needs three points that lie on no line; below that the surface is flat.
  if (count < 3) {
    const mean = count === 0 ? 0 : Array.from(values).reduce((sum, value) => sum + value, 0) / count;
    return () => mean;
  }
  const size = count + 3;
  const matrix = Array.from({ length: size }, () => new Float64Array(size + 1));
  for (const [row, a] of points.entries()) {
    for (const [column, b] of points.entries()) matrix[row][column] = kernel((a.x - b.x) ** 2 + (a.y - b.y) ** 2);
    for (const [offset, value] of [1, a.x, a.y].entries()) {
      matrix[row][count + offset] = value;
      matrix[count + offset][row] = value;
    }
    matrix[row][size] = values[row]!;
  }
  const weights = solveInPlace(matrix);
  return (x, y) => {
    let height = weights[count] + weights[count + 1] * x + weights[count + 2] * y;
    for (let index = 0; index < count; index += 1) height += weights[index] * kernel((points[index].x - x) ** 2 + (points[index].y - y) ** 2);
    return height;
  };
}

/** r² log r of the squared distance, times two. */
function kernel(squared: number): number {
  return squared === 0 ? 0 : squared * Math.log(squared);
}

/** Gaussian elimination with row exchange on [size][size + 1]; the last column is the right side. */
function solveInPlace(matrix: Float64Array[]): Float64Array {
  const size = matrix.length;
  for (let pivot = 0; pivot < size; pivot += 1) {
    let best = pivot;
    for (let row = pivot + 1; row < size; row += 1) if (Math.abs(matrix[row][pivot]) > Math.abs(matrix[best][pivot])) best = row;
    [matrix[pivot], matrix[best]] = [matrix[best], matrix[pivot]];
    const head = matrix[pivot];
    if (Math.abs(head[pivot]) < 1e-12) throw new RangeError('Cannot lay a surface through these electrodes: two share one place, or all lie on a line');
    for (let row = pivot + 1; row < size; row += 1) {
      const factor = matrix[row][pivot] / head[pivot];
      if (factor === 0) continue;
      for (let column = pivot; column <= size; column += 1) matrix[row][column] -= factor * head[column];
    }
  }
  const solution = new Float64Array(size);
  for (let row = size - 1; row >= 0; row -= 1) {
    let value = matrix[row][size];
    for (let column = row + 1; column < size; column += 1) value -= matrix[row][column] * solution[column];
    solution[row] = value / matrix[row][row];
  }
  return solution;
}
