import type { Control, UnitaryOperation } from './circuit.ts';
import { multiplyMatrices, identityMatrix, type ComplexMatrix } from './complex-matrix.ts';
import { evaluateAngleRad, type ExpressionEnvironment } from './expression.ts';
import { expandOperation, type ElementaryOperation } from './expand.ts';
import { baseMatrix, standardGates } from './standard-gates.ts';

/** Dense matrices beyond this hold too much: 12 qubits are 2 × 134 MB. */
const MAX_QUBIT_COUNT = 12;

/** A gate as a simulator applies it: a matrix on its targets where every control has its value. */
export interface AppliedGate {
  readonly controls: readonly Control[];
  /** `targets[0]` is the least significant bit of a row's number. */
  readonly targets: readonly number[];
  readonly matrix: ComplexMatrix;
}

/** @throws RangeError for an angle without a finite value */
export function appliedGate(operation: Exclude<ElementaryOperation, { type: 'barrier' }>, environment: ExpressionEnvironment = {}): AppliedGate {
  if (operation.type === 'matrix') return { controls: operation.controls, targets: operation.qubits, matrix: operation.matrix };
  const phaseRad = operation.phaseRad === undefined ? 0 : evaluateAngleRad(operation.phaseRad, environment);
  const angles = (parameters: readonly Parameters<typeof evaluateAngleRad>[0][]): number[] => parameters.map((parameter) => evaluateAngleRad(parameter, environment));
  if (operation.name === 'gphase') return { controls: operation.controls, targets: [], matrix: baseMatrix('gphase', angles(operation.parameters), phaseRad) };
  const { base, controlCount, toBase } = standardGates[operation.name];
  const made = toBase(operation.parameters);
  const ownPhaseRad = made.phaseRad === undefined ? 0 : evaluateAngleRad(made.phaseRad, environment);
  const controls = operation.qubits.slice(0, controlCount).map((qubit): Control => ({ qubit, value: 1 }));
  return { controls: [...operation.controls, ...controls], targets: operation.qubits.slice(controlCount), matrix: baseMatrix(base, angles(made.parameters), phaseRad + ownPhaseRad) };
}

/** The matrix of a row of gates on `qubitCount` qubits, qubit 0 the least significant bit. @throws RangeError beyond 12 qubits */
export function unitaryOf(operations: Iterable<UnitaryOperation>, qubitCount: number, environment: ExpressionEnvironment = {}): ComplexMatrix {
  if (qubitCount > MAX_QUBIT_COUNT) throw new RangeError(`Cannot make the matrix of ${qubitCount} qubits: it is beyond memory (at most ${MAX_QUBIT_COUNT})`);
  let total = identityMatrix(2 ** qubitCount);
  for (const operation of operations) {
    for (const elementary of expandOperation(operation)) {
      if (elementary.type !== 'barrier') total = multiplyMatrices(matrixOverQubits(appliedGate(elementary, environment), qubitCount), total);
    }
  }
  return total;
}

/** The gate as a matrix over all qubits, controls written out. */
export function matrixOverQubits({ controls, targets, matrix }: AppliedGate, qubitCount: number): ComplexMatrix {
  const dimension = 2 ** qubitCount;
  const whole = identityMatrix(dimension);
  for (let column = 0; column < dimension; column += 1) {
    if (controls.some(({ qubit, value }) => ((column >> qubit) & 1) !== value)) continue;
    const inner = targets.reduce((bits, qubit, index) => bits | (((column >> qubit) & 1) << index), 0);
    whole.re[column * dimension + column] = 0;
    for (let row = 0; row < matrix.dimension; row += 1) {
      const target = targets.reduce((bits, qubit, index) => (bits & ~(1 << qubit)) | (((row >> index) & 1) << qubit), column);
      whole.re[target * dimension + column] = matrix.re[row * matrix.dimension + inner];
      whole.im[target * dimension + column] = matrix.im[row * matrix.dimension + inner];
    }
  }
  return whole;
}
