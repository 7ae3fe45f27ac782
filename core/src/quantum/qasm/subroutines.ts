import { setCell } from './classical-values.ts';
import { coerced, elaborateExpression, elaborateType, knownInteger, type TypedExpression } from './elaborate-expression.ts';
import { Leaving, type Elaboration } from './elaboration.ts';
import { Fault } from './fault.ts';
import { qubitsOf } from './operands.ts';
import type { Cell, NamedThing, Scope } from './symbols.ts';
import type { ExpressionSyntax, TypeSyntax } from './syntax.ts';

const MAX_CALL_DEPTH = 100;

/** Goes through a subroutine's body in place of the call: qubits by reference, values as copies. @returns What it returns. @throws Fault */
export function callSubroutine(call: Extract<ExpressionSyntax, { type: 'call' }>, scope: Scope, elaboration: Elaboration): TypedExpression | undefined {
  const thing = scope.find(call.name);
  if (thing?.kind !== 'subroutine') return elaboration.contextIn(scope).missing(call.name, call);
  const { parameters, body, returns } = thing.syntax;
  if (call.operands.length !== parameters.length) throw new Fault(call, `The subroutine ${call.name} takes ${parameters.length} values, not ${call.operands.length}.`);
  if (elaboration.callDepth >= MAX_CALL_DEPTH) throw new Fault(call, `Subroutines call each other deeper than ${MAX_CALL_DEPTH} levels.`);
  const inside = elaboration.globals.inner({ isolated: true });
  for (const [index, parameter] of parameters.entries()) inside.declare(parameter.name, argumentFor(parameter.type, call.operands[index], scope, elaboration), parameter);
  elaboration.callDepth += 1;
  try {
    elaboration.runAll(body, inside);
    return undefined;
  } catch (error) {
    if (!(error instanceof Leaving) || error.how !== 'return') throw error;
    if (!error.value || !returns) return error.value;
    const type = elaborateType(returns, elaboration.contextIn(inside));
    return { expression: coerced(error.value, type, call), type };
  } finally {
    elaboration.callDepth -= 1;
  }
}

function argumentFor(type: TypeSyntax, operand: ExpressionSyntax, scope: Scope, elaboration: Elaboration): NamedThing {
  const context = elaboration.contextIn(scope);
  if (type.name === 'qubit') {
    const { qubits } = qubitsOf(operand, scope, elaboration);
    const size = type.size === undefined ? undefined : knownInteger(type.size, context, 'The size of a register');
    if (qubits.length !== (size ?? 1)) throw new Fault(operand, `${size ?? 1} ${(size ?? 1) === 1 ? 'qubit is' : 'qubits are'} expected here, not ${qubits.length}.`);
    return { kind: 'qubits', qubits, isRegister: size !== undefined };
  }
  if (type.name === 'array') {
    const thing = operand.type === 'name' ? scope.find(operand.name) : undefined;
    if (thing?.kind !== 'array') throw new Fault(operand, 'An array is expected here.');
    return thing;
  }
  const cell: Cell = { type: elaborateType(type, context), state: { known: undefined } };
  setCell(cell, elaborateExpression(operand, context), '', operand, elaboration);
  return { kind: 'cell', cell, constant: false };
}
