import type { Control, GateOperation, UnitaryOperation } from './circuit.ts';
import { adjointMatrix } from './complex-matrix.ts';
import { fold, type Expression } from './expression.ts';
import { baseGates, standardGates } from './standard-gates.ts';

export function negated(expression: Expression): Expression {
  return typeof expression === 'object' ? { type: 'unary', operator: '-', operand: expression } : -Number(expression);
}

export function added(left: Expression, right: Expression): Expression {
  return fold({ type: 'binary', operator: '+', left, right });
}

export function scaled(expression: Expression, factor: Expression): Expression {
  return fold({ type: 'binary', operator: '*', left: expression, right: factor });
}

/** The operation that undoes one. */
export function inverseOperation(operation: UnitaryOperation): UnitaryOperation {
  switch (operation.type) {
    case 'barrier':
      return operation;
    case 'matrix':
      return { ...operation, label: daggered(operation.label), matrix: adjointMatrix(operation.matrix) };
    case 'composite':
      return { ...operation, inverted: !operation.inverted };
    case 'gate':
      return inverseGate(operation);
  }
}

/** Gates whose inverse is the same gate at other angles, beside those of one angle. */
const TURNED: Readonly<Record<string, (parameters: readonly Expression[]) => { name: string; parameters: readonly Expression[] }>> = {
  u: ([theta, phi, lambda]) => ({ name: 'u', parameters: [negated(theta), negated(lambda), negated(phi)] }),
  u3: ([theta, phi, lambda]) => ({ name: 'u3', parameters: [negated(theta), negated(lambda), negated(phi)] }),
  cu3: ([theta, phi, lambda]) => ({ name: 'cu3', parameters: [negated(theta), negated(lambda), negated(phi)] }),
  u2: ([phi, lambda]) => ({ name: 'u3', parameters: [-Math.PI / 2, negated(lambda), negated(phi)] }),
  cu: ([theta, phi, lambda, gamma]) => ({ name: 'cu', parameters: [negated(theta), negated(lambda), negated(phi), negated(gamma)] }),
  u0: (parameters) => ({ name: 'u0', parameters }),
};

function inverseGate(operation: GateOperation): GateOperation {
  const { name, parameters } = operation;
  const phase = operation.phaseRad === undefined ? {} : { phaseRad: negated(operation.phaseRad) };
  if (name === 'gphase') return { ...operation, ...phase, parameters: parameters.map(negated) };
  if (Object.hasOwn(TURNED, name)) return { ...operation, ...phase, ...TURNED[name](parameters) };
  const { base, controlCount } = standardGates[name];
  const inverse = baseGates[base].inverse(parameters);
  if (inverse.base === base) return { ...operation, ...phase, parameters: inverse.parameters };
  // The inverse of a named controlled gate may have no name: its controls are then written out.
  const controls = operation.qubits.slice(0, controlCount).map((qubit): Control => ({ qubit, value: 1 }));
  return { ...operation, ...phase, name: inverse.base, parameters: inverse.parameters, controls: [...operation.controls, ...controls], qubits: operation.qubits.slice(controlCount) };
}

function daggered(label: string): string {
  return label.endsWith('†') ? label.slice(0, -1) : `${label}†`;
}

/** The operation under more controls; a barrier stays as it is. */
export function controlledOperation(operation: UnitaryOperation, controls: readonly Control[]): UnitaryOperation {
  return operation.type === 'barrier' ? operation : { ...operation, controls: [...controls, ...operation.controls] };
}

/** The operation on other qubits: `qubits[k]` in place of qubit k. */
export function relocatedOperation<Operation extends UnitaryOperation>(operation: Operation, qubits: readonly number[]): Operation {
  const moved = operation.qubits.map((qubit) => qubits[qubit]);
  if (operation.type === 'barrier') return { ...operation, qubits: moved };
  return { ...operation, qubits: moved, controls: operation.controls.map(({ qubit, value }) => ({ qubit: qubits[qubit], value })) };
}

/** How many gates an operation comes to when composite gates are written out. */
export function expandedCountOf(operation: UnitaryOperation): number {
  if (operation.type === 'barrier') return 0;
  return operation.type === 'composite' ? operation.definition.expandedCount : 1;
}
