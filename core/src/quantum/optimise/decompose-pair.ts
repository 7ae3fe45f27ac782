import { adjointMatrix, complexMatrix, identityMatrix, multiplyMatrices, phaseMatrix, type ComplexMatrix, type GateOperation } from '../circuit/index.ts';
import { anglesOfMatrix } from './angles-of-gate.ts';
import { u } from './controlled-gates.ts';
import { interactionCircuit } from './interaction-circuit.ts';
import { symmetricEigenvectors } from './symmetric-eigenvectors.ts';

const R = Math.SQRT1_2;
/** Bell states as columns: here gates on single qubits are real, and XX, YY and ZZ diagonal. */
const MAGIC = complexMatrix([
  [R, 0, 0, [0, R]],
  [0, [0, R], R, 0],
  [0, [0, R], -R, 0],
  [R, 0, 0, [0, -R]],
]);
/** Mixes of real and imaginary part: one of them keeps different eigenvalues apart. */
const MIXES = [0.7368062997280773, -1.3129, 0.2718, 3.1733];

/**
 * Any matrix on two qubits as at most three `cx` between gates on one qubit, up to a global phase.
 * U = (A ⊗ B) · exp(i(a·XX + b·YY + c·ZZ)) · (C ⊗ D).
 * @param first The least significant bit of a row's number.
 * @see Kraus, Cirac (2001), Phys. Rev. A 63, 062309; Vatan, Williams (2004), Phys. Rev. A 69, 032315
 */
export function decomposePair(matrix: ComplexMatrix, first: number, second: number): GateOperation[] {
  const determinantRad = phaseOfDeterminant(matrix);
  const special = phaseMatrix(matrix, -determinantRad / 4);
  const inMagic = multiplyMatrices(adjointMatrix(MAGIC), multiplyMatrices(special, MAGIC));
  const squared = multiplyMatrices(transposed(inMagic), inMagic);
  const right = commonEigenvectors(squared);
  const diagonal = multiplyMatrices(transposed(right), multiplyMatrices(squared, right));
  const anglesRad = [0, 1, 2, 3].map((index) => Math.atan2(diagonal.im[index * 5], diagonal.re[index * 5]) / 2);
  // Each angle is known up to π; together they must keep the determinant at 1.
  if (Math.cos(anglesRad.reduce((sum, angle) => sum + angle, 0)) < 0) anglesRad[0] += Math.PI;
  const [t0, t1, t2, t3] = anglesRad;
  const undo = complexMatrix(anglesRad.map((angle, row) => anglesRad.map((_, column) => (row === column ? ([Math.cos(angle), -Math.sin(angle)] as const) : 0))));
  const left = multiplyMatrices(inMagic, multiplyMatrices(right, undo));
  return [
    ...localGates(transposed(right), first, second),
    ...interactionCircuit({ xx: (t0 + t1 - t2 - t3) / 4, yy: (-t0 + t1 - t2 + t3) / 4, zz: (t0 - t1 - t2 + t3) / 4 }, first, second),
    ...localGates(left, first, second),
  ];
}

/** Real and imaginary part of a symmetric unitary commute: one rotation (determinant 1) diagonalises both. */
function commonEigenvectors({ re, im }: ComplexMatrix): ComplexMatrix {
  let vectors: ComplexMatrix = identityMatrix(4);
  let smallestError = Number.POSITIVE_INFINITY;
  for (const mix of MIXES) {
    const found: ComplexMatrix = { dimension: 4, re: symmetricEigenvectors(re.map((value, index) => value + mix * im[index]), 4), im: new Float64Array(16) };
    const turned = multiplyMatrices(transposed(found), multiplyMatrices({ dimension: 4, re, im }, found));
    const error = turned.re.reduce((sum, value, index) => (index % 5 === 0 ? sum : sum + Math.hypot(value, turned.im[index])), 0);
    if (error < smallestError) [vectors, smallestError] = [found, error];
    if (error < 1e-13) break;
  }
  if (Math.cos(phaseOfDeterminant(vectors)) < 0) for (let row = 0; row < 4; row += 1) vectors.re[row * 4] *= -1;
  return vectors;
}

/** A rotation in the magic basis as a gate on each qubit. */
function localGates(rotation: ComplexMatrix, first: number, second: number): GateOperation[] {
  const { re, im } = multiplyMatrices(MAGIC, multiplyMatrices(rotation, adjointMatrix(MAGIC)));
  let largest = 0;
  for (let index = 1; index < 16; index += 1) if (Math.hypot(re[index], im[index]) > Math.hypot(re[largest], im[largest])) largest = index;
  const row = largest >> 2;
  const column = largest & 3;
  const block = (cells: readonly number[]): ComplexMatrix => ({ dimension: 2, re: Float64Array.from(cells, (cell) => re[cell]), im: Float64Array.from(cells, (cell) => im[cell]) });
  const bits = [0, 1, 2, 3].map((cell) => [cell >> 1, cell & 1] as const);
  const onFirst = block(bits.map(([r, c]) => ((row & 2) | r) * 4 + ((column & 2) | c)));
  const onSecond = block(bits.map(([r, c]) => ((r << 1) | (row & 1)) * 4 + ((c << 1) | (column & 1))));
  return [gateOf(onFirst, first), gateOf(onSecond, second)];
}

function gateOf(matrix: ComplexMatrix, qubit: number): GateOperation {
  const { theta, phi, lambda } = anglesOfMatrix(matrix);
  return u(theta, phi, lambda, qubit);
}

function transposed({ dimension, re, im }: ComplexMatrix): ComplexMatrix {
  const from = (index: number): number => (index % dimension) * dimension + Math.floor(index / dimension);
  return { dimension, re: re.map((_, index) => re[from(index)]), im: im.map((_, index) => im[from(index)]) };
}

/** By elimination with pivots. */
function phaseOfDeterminant({ dimension, re, im }: ComplexMatrix): number {
  const rows = Array.from({ length: dimension }, (_, row) => Array.from({ length: dimension }, (__, column): [number, number] => [re[row * dimension + column], im[row * dimension + column]]));
  let phaseRad = 0;
  for (let column = 0; column < dimension; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < dimension; row += 1) if (Math.hypot(...rows[row][column]) > Math.hypot(...rows[pivot][column])) pivot = row;
    if (pivot !== column) {
      [rows[pivot], rows[column]] = [rows[column], rows[pivot]];
      phaseRad += Math.PI;
    }
    const [a, b] = rows[column][column];
    phaseRad += Math.atan2(b, a);
    const size = a * a + b * b;
    for (let row = column + 1; row < dimension; row += 1) {
      const [c, d] = rows[row][column];
      const factor = [(c * a + d * b) / size, (d * a - c * b) / size];
      for (let cell = column; cell < dimension; cell += 1) {
        const [e, f] = rows[column][cell];
        rows[row][cell] = [rows[row][cell][0] - factor[0] * e + factor[1] * f, rows[row][cell][1] - factor[0] * f - factor[1] * e];
      }
    }
  }
  return phaseRad;
}
