import {
  controlledOperation,
  expandedCountOf,
  inverseOperation,
  isConstant,
  MAX_OPERATION_COUNT,
  principalPower,
  relocatedOperation,
  scaled,
  unitaryOf,
  type Control,
  type Expression,
  type UnitaryOperation,
} from '../circuit/index.ts';
import { Fault } from './fault.ts';
import type { Span } from './source-place.ts';

/** A modifier whose argument is known: `inv`, `pow(k)`, `ctrl(n)`, `negctrl(n)`. */
export type Modifier =
  | { readonly name: 'inv' }
  | { readonly name: 'pow'; readonly exponent: Expression; readonly span: Span }
  | { readonly name: 'ctrl' | 'negctrl'; readonly count: number };

/** Gates whose power turns their angle. */
const ROTATIONS: ReadonlySet<string> = new Set(['rx', 'ry', 'rz', 'p', 'u1', 'phase', 'rxx', 'ryy', 'rzz', 'gphase']);
/** Gates raised to a power that is no whole number become a matrix of this many qubits at most. */
const MAX_MATRIX_QUBIT_COUNT = 6;

/**
 * The gate under its modifiers, the one that stands nearest to it first.
 * @param base On qubits 0 … baseQubitCount − 1.
 * @returns Operations on qubits 0 …: the controls in the order they are written, then the gate's own.
 */
export function applyModifiers(base: readonly UnitaryOperation[], baseQubitCount: number, modifiers: readonly Modifier[]): { operations: UnitaryOperation[]; qubitCount: number } {
  let operations = [...base];
  let qubitCount = baseQubitCount;
  for (const modifier of modifiers.toReversed()) {
    switch (modifier.name) {
      case 'inv':
        operations = operations.map(inverseOperation).reverse();
        break;
      case 'pow':
        operations = powered(operations, qubitCount, modifier);
        break;
      case 'ctrl':
      case 'negctrl': {
        const { count } = modifier;
        const value = modifier.name === 'ctrl' ? 1 : 0;
        const controls = Array.from({ length: count }, (_, qubit): Control => ({ qubit, value }));
        const shifted = Array.from({ length: qubitCount }, (_, qubit) => qubit + count);
        operations = operations.map((operation) => controlledOperation(relocatedOperation(operation, shifted), controls));
        qubitCount += count;
        break;
      }
    }
  }
  return { operations, qubitCount };
}

function powered(operations: readonly UnitaryOperation[], qubitCount: number, { exponent, span }: Extract<Modifier, { name: 'pow' }>): UnitaryOperation[] {
  const [only] = operations;
  if (!isConstant(exponent)) {
    if (operations.length === 1 && only.type === 'gate' && ROTATIONS.has(only.name)) return [turned(only, exponent)];
    throw new Fault(span, 'The exponent of pow must be known before the run.');
  }
  const power = Number(exponent);
  if (!Number.isFinite(power)) throw new Fault(span, `The exponent of pow must be finite, not ${power}.`);
  if (Number.isInteger(power)) {
    const once = power < 0 ? operations.map(inverseOperation).reverse() : operations;
    const count = Math.abs(power);
    const length = once.reduce((sum, operation) => sum + Math.max(1, expandedCountOf(operation)), 0) * count;
    if (length > MAX_OPERATION_COUNT) throw new Fault(span, `This power comes to ${length} gates: at most ${MAX_OPERATION_COUNT} are run.`);
    return Array.from({ length: count }, () => once).flat();
  }
  if (qubitCount > MAX_MATRIX_QUBIT_COUNT) throw new Fault(span, `A power that is no whole number needs the matrix of the gate, and ${qubitCount} qubits are too many for it (at most ${MAX_MATRIX_QUBIT_COUNT}).`);
  try {
    const matrix = principalPower(unitaryOf(operations, qubitCount), power);
    return [{ type: 'matrix', label: `pow(${power})`, matrix, controls: [], qubits: Array.from({ length: qubitCount }, (_, qubit) => qubit) }];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // Its angles are not known yet: a rotation's power is a rotation all the same.
    if (operations.length === 1 && only.type === 'gate' && ROTATIONS.has(only.name)) return [turned(only, power)];
    throw new Fault(span, 'A power that is no whole number needs angles that are known before the run.');
  }
}

function turned(operation: Extract<UnitaryOperation, { type: 'gate' }>, factor: Expression): UnitaryOperation {
  return { ...operation, parameters: operation.parameters.map((parameter) => scaled(parameter, factor)) };
}
