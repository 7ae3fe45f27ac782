import type { CompositeOperation, GateOperation, MatrixOperation, UnitaryOperation } from './circuit.ts';
import { mapExpression, type Expression } from './expression.ts';
import { controlledOperation, inverseOperation, relocatedOperation } from './transform-operation.ts';

/** A gate that is not made of others. */
export type ElementaryOperation = GateOperation | MatrixOperation | Extract<UnitaryOperation, { type: 'barrier' }>;

/** The gates that an operation is made of, composite ones written out to the bottom, in order. */
export function* expandOperation(operation: UnitaryOperation): Generator<ElementaryOperation> {
  if (operation.type !== 'composite') {
    yield operation;
    return;
  }
  for (const part of bodyOf(operation)) yield* expandOperation(part);
}

/** One level of a composite gate, on the circuit's qubits with the angles of this use. */
export function bodyOf({ definition, parameters, inverted, controls, qubits }: CompositeOperation): UnitaryOperation[] {
  const values = new Map(definition.parameterNames.map((name, index) => [name, parameters[index]]));
  const bind = (expression: Expression): Expression => mapExpression(expression, (leaf) => (leaf.type === 'symbol' ? (values.get(leaf.name) ?? leaf) : leaf));
  const body = definition.body.map((part) => {
    const placed = controlledOperation(relocatedOperation(boundOperation(part, bind), qubits), controls);
    return inverted ? inverseOperation(placed) : placed;
  });
  return inverted ? body.reverse() : body;
}

/** The operation with each of its expressions replaced. */
export function boundOperation(operation: UnitaryOperation, bind: (expression: Expression) => Expression): UnitaryOperation {
  if (operation.type === 'gate') {
    return { ...operation, parameters: operation.parameters.map(bind), ...(operation.phaseRad !== undefined && { phaseRad: bind(operation.phaseRad) }) };
  }
  return operation.type === 'composite' ? { ...operation, parameters: operation.parameters.map(bind) } : operation;
}
