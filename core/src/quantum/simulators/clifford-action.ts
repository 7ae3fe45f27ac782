import { adjointMatrix, complexMatrix, matrixOverQubits, multiplyMatrices, type AppliedGate, type ComplexMatrix } from '../circuit/index.ts';

/**
 * What a Clifford gate makes of every Pauli operator on its qubits. Operators are numbered by their bits: bit 2k is X on
 * `qubits[k]`, bit 2k + 1 is Z; both together are Y.
 */
export interface CliffordAction {
  readonly qubits: readonly number[];
  /** The operator that each becomes, [4^qubits.length]. */
  readonly images: Uint8Array;
  /** 1 where it also changes its sign. */
  readonly signs: Uint8Array;
}

/** Larger gates would have to be searched among too many operators. */
const MAX_QUBIT_COUNT = 2;
const TOLERANCE = 1e-9;

/** `undefined` for a gate that is no Clifford gate on one or two qubits. */
export function cliffordAction(gate: AppliedGate, known: Map<string, CliffordAction | undefined> = new Map()): CliffordAction | undefined {
  const qubits = [...gate.targets, ...gate.controls.map(({ qubit }) => qubit)];
  if (qubits.length > MAX_QUBIT_COUNT) return undefined;
  if (qubits.length === 0) return { qubits, images: new Uint8Array(1), signs: new Uint8Array(1) };
  const key = `${gate.targets.length}|${gate.controls.map(({ value }) => value).join('')}|${gate.matrix.re.join(',')}|${gate.matrix.im.join(',')}`;
  if (!known.has(key)) {
    const local = { targets: gate.targets.map((_, index) => index), controls: gate.controls.map(({ value }, index) => ({ qubit: gate.targets.length + index, value })), matrix: gate.matrix };
    known.set(key, actionOf(matrixOverQubits(local, qubits.length), qubits.length));
  }
  const action = known.get(key);
  return action && { ...action, qubits };
}

function actionOf(matrix: ComplexMatrix, qubitCount: number): CliffordAction | undefined {
  const count = 4 ** qubitCount;
  const paulis = Array.from({ length: count }, (_, number) => pauliMatrix(number, qubitCount));
  const images = new Uint8Array(count);
  const signs = new Uint8Array(count);
  const adjoint = adjointMatrix(matrix);
  for (let number = 0; number < count; number += 1) {
    const turned = multiplyMatrices(matrix, multiplyMatrices(paulis[number], adjoint));
    const found = paulis.findIndex((pauli) => Math.abs(Math.abs(overlap(pauli, turned)) - 1) < TOLERANCE);
    if (found < 0) return undefined;
    images[number] = found;
    signs[number] = overlap(paulis[found], turned) < 0 ? 1 : 0;
  }
  return { qubits: [], images, signs };
}

/** Re tr(left · right) / dimension: ±1 for equal Pauli operators. */
function overlap(left: ComplexMatrix, right: ComplexMatrix): number {
  const { dimension } = left;
  let sum = 0;
  for (let row = 0; row < dimension; row += 1) {
    for (let column = 0; column < dimension; column += 1) {
      sum += left.re[row * dimension + column] * right.re[column * dimension + row] - left.im[row * dimension + column] * right.im[column * dimension + row];
    }
  }
  return sum / dimension;
}

const FACTORS = [complexMatrix([[1, 0], [0, 1]]), complexMatrix([[0, 1], [1, 0]]), complexMatrix([[1, 0], [0, -1]]), complexMatrix([[0, [0, -1]], [[0, 1], 0]])] as const;

function pauliMatrix(number: number, qubitCount: number): ComplexMatrix {
  let whole = matrixOverQubits({ controls: [], targets: [], matrix: complexMatrix([[1]]) }, qubitCount);
  for (let qubit = 0; qubit < qubitCount; qubit += 1) {
    whole = multiplyMatrices(matrixOverQubits({ controls: [], targets: [qubit], matrix: FACTORS[(number >> (2 * qubit)) & 3] }, qubitCount), whole);
  }
  return whole;
}
