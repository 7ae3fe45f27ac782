import type { ComplexTable } from './complex-table.ts';

/** A = U · diag(values) · Vᴴ, the values descending. */
export interface SingularValues {
  /** [rowCount][values.length], orthonormal columns. */
  readonly left: ComplexTable;
  readonly values: Float64Array;
  /** [values.length][columnCount], orthonormal rows. */
  readonly right: ComplexTable;
}

const SWEEP_LIMIT = 60;
const CONVERGED = 1e-15;
/** Values below this part of the largest are rounding. */
const NEGLIGIBLE = 1e-15;

/** By one-sided Jacobi rotations: slow for large matrices, and exact to the last digits for small ones. @see Demmel, Veselić (1992), SIAM J. Matrix Anal. Appl. 13, 1204 */
export function singularValues(table: ComplexTable): SingularValues {
  if (table.rowCount < table.columnCount) {
    const { left, values, right } = singularValues(adjoint(table));
    return { left: adjoint(right), values, right: adjoint(left) };
  }
  const { rowCount, columnCount } = table;
  // Columns in one piece each: work[c · rowCount + r].
  const workRe = new Float64Array(rowCount * columnCount);
  const workIm = new Float64Array(rowCount * columnCount);
  for (let row = 0; row < rowCount; row += 1) {
    for (let column = 0; column < columnCount; column += 1) {
      workRe[column * rowCount + row] = table.re[row * columnCount + column];
      workIm[column * rowCount + row] = table.im[row * columnCount + column];
    }
  }
  const vRe = new Float64Array(columnCount * columnCount);
  const vIm = new Float64Array(columnCount * columnCount);
  for (let index = 0; index < columnCount; index += 1) vRe[index * columnCount + index] = 1;
  for (let sweep = 0; sweep < SWEEP_LIMIT; sweep += 1) {
    let turned = false;
    for (let p = 0; p < columnCount; p += 1) {
      for (let q = p + 1; q < columnCount; q += 1) turned = rotate(workRe, workIm, vRe, vIm, p, q, rowCount, columnCount) || turned;
    }
    if (!turned) break;
  }
  const norms = Float64Array.from({ length: columnCount }, (_, column) => Math.sqrt(squaredNorm(workRe, workIm, column, rowCount)));
  const largest = norms.reduce((most, norm) => Math.max(most, norm), 0);
  const order = Array.from(norms.keys()).filter((column) => norms[column] > largest * NEGLIGIBLE).toSorted((a, b) => norms[b] - norms[a]);
  const count = order.length;
  const left: ComplexTable = { rowCount, columnCount: count, re: new Float64Array(rowCount * count), im: new Float64Array(rowCount * count) };
  const right: ComplexTable = { rowCount: count, columnCount, re: new Float64Array(count * columnCount), im: new Float64Array(count * columnCount) };
  for (const [position, column] of order.entries()) {
    for (let row = 0; row < rowCount; row += 1) {
      left.re[row * count + position] = workRe[column * rowCount + row] / norms[column];
      left.im[row * count + position] = workIm[column * rowCount + row] / norms[column];
    }
    for (let index = 0; index < columnCount; index += 1) {
      right.re[position * columnCount + index] = vRe[column * columnCount + index];
      right.im[position * columnCount + index] = -vIm[column * columnCount + index];
    }
  }
  return { left, values: Float64Array.from(order, (column) => norms[column]), right };
}

/** Makes two columns orthogonal; false where they are. */
function rotate(workRe: Float64Array, workIm: Float64Array, vRe: Float64Array, vIm: Float64Array, p: number, q: number, rowCount: number, columnCount: number): boolean {
  let re = 0;
  let im = 0;
  for (let row = 0; row < rowCount; row += 1) {
    const a = p * rowCount + row;
    const b = q * rowCount + row;
    re += workRe[a] * workRe[b] + workIm[a] * workIm[b];
    im += workRe[a] * workIm[b] - workIm[a] * workRe[b];
  }
  const size = Math.hypot(re, im);
  const alpha = squaredNorm(workRe, workIm, p, rowCount);
  const beta = squaredNorm(workRe, workIm, q, rowCount);
  if (size <= CONVERGED * Math.sqrt(alpha * beta) || size === 0) return false;
  const zeta = (beta - alpha) / (2 * size);
  const tangent = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = cosine * tangent;
  // The phase of the overlap is turned away from the second column first.
  turnColumns(workRe, workIm, p, q, rowCount, cosine, sine, re / size, im / size);
  turnColumns(vRe, vIm, p, q, columnCount, cosine, sine, re / size, im / size);
  return true;
}

function turnColumns(re: Float64Array, im: Float64Array, p: number, q: number, length: number, cosine: number, sine: number, phaseRe: number, phaseIm: number): void {
  for (let row = 0; row < length; row += 1) {
    const a = p * length + row;
    const b = q * length + row;
    const yr = re[b] * phaseRe + im[b] * phaseIm;
    const yi = im[b] * phaseRe - re[b] * phaseIm;
    const xr = re[a];
    const xi = im[a];
    re[a] = cosine * xr - sine * yr;
    im[a] = cosine * xi - sine * yi;
    re[b] = sine * xr + cosine * yr;
    im[b] = sine * xi + cosine * yi;
  }
}

function squaredNorm(re: Float64Array, im: Float64Array, column: number, length: number): number {
  let sum = 0;
  for (let index = column * length; index < (column + 1) * length; index += 1) sum += re[index] * re[index] + im[index] * im[index];
  return sum;
}

function adjoint({ rowCount, columnCount, re, im }: ComplexTable): ComplexTable {
  const out: ComplexTable = { rowCount: columnCount, columnCount: rowCount, re: new Float64Array(re.length), im: new Float64Array(im.length) };
  for (let row = 0; row < rowCount; row += 1) {
    for (let column = 0; column < columnCount; column += 1) {
      out.re[column * rowCount + row] = re[row * columnCount + column];
      out.im[column * rowCount + row] = -im[row * columnCount + column];
    }
  }
  return out;
}
