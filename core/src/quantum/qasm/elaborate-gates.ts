import { evaluate, expandedCountOf, isConstant, MAX_OPERATION_COUNT, relocatedOperation, type Expression, type GateDefinition, type UnitaryOperation } from '../circuit/index.ts';
import { applyModifiers, type Modifier } from './apply-modifiers.ts';
import { elaborateExpression, knownInteger, type ExpressionContext } from './elaborate-expression.ts';
import { Fault, faultingAt } from './fault.ts';
import type { NamedGate } from './gate-named.ts';
import type { Scope } from './symbols.ts';
import type { ExpressionSyntax, ModifierSyntax, StatementSyntax } from './syntax.ts';

type ApplySyntax = Extract<StatementSyntax, { type: 'apply' }>;

/** Qubits that an operand names, and whether it is a register that the gate is repeated over. */
export interface OperandQubits {
  readonly qubits: readonly number[];
  readonly isRegister: boolean;
}

export interface GateContext extends ExpressionContext {
  readonly findGate: (name: string, scope: Scope) => NamedGate | undefined;
  readonly qubitsOf: (operand: ExpressionSyntax, scope: Scope) => OperandQubits;
  readonly missingGate: (call: ApplySyntax) => never;
}

/** `ctrl(1000) @` is possible in the language and nowhere else. */
const MAX_CONTROL_COUNT = 64;

/** The operations that a gate with its modifiers comes to, repeated over registers. @throws Fault */
export function elaborateApply(syntax: ApplySyntax, context: GateContext): UnitaryOperation[] {
  const { name, operands } = syntax;
  const gate = context.findGate(name.name, context.scope) ?? context.missingGate(syntax);
  checkParameters(syntax, gate);
  const parameters = syntax.parameters.map((parameter) => angle(parameter, context));
  const modifiers = syntax.modifiers.map((modifier) => elaborateModifier(modifier, context));
  const { operations, qubitCount } = applyModifiers(gate.operationsFor(parameters), gate.qubitCount, modifiers);
  if (operands.length !== qubitCount && !(qubitCount === 0 && operands.length === 1)) {
    throw new Fault(syntax, `The gate ${name.name} acts on ${qubitCount} ${qubitCount === 1 ? 'qubit' : 'qubits'} here, not on ${operands.length}.`);
  }
  const places = operands.map((operand) => context.qubitsOf(operand, context.scope));
  if (qubitCount === 0) return operations;
  return repeatedOver(places, syntax).flatMap((qubits) => operations.map((operation) => relocatedOperation(operation, qubits)));
}

/** One row of qubits for every repetition. @throws Fault for registers of different sizes and for a qubit named twice */
export function repeatedOver(places: readonly OperandQubits[], syntax: ApplySyntax): number[][] {
  const sizes = new Set(places.filter(({ isRegister }) => isRegister).map(({ qubits }) => qubits.length));
  if (sizes.size > 1) throw new Fault(syntax, `The gate ${syntax.name.name} cannot be repeated over registers of different sizes: ${[...sizes].join(' and ')}.`);
  const [count = 1] = sizes;
  return Array.from({ length: count }, (_, index) => {
    const qubits = places.map(({ qubits: of, isRegister }) => of[isRegister ? index : 0]);
    const twice = qubits.findIndex((qubit, position) => qubits.indexOf(qubit) !== position);
    if (twice >= 0) throw new Fault(syntax.operands[twice], `The gate ${syntax.name.name} takes each qubit once: this one is named twice${count > 1 ? ` in repetition ${index}` : ''}.`);
    return qubits;
  });
}

/** A gate's own body: gates on its qubits, with its parameters as symbols. @throws Fault */
export function elaborateGateBody(syntax: Extract<StatementSyntax, { type: 'gate' }>, context: GateContext): GateDefinition {
  const scope = context.scope.inner({ isolated: true });
  for (const { name, ...span } of syntax.parameters) scope.declare(name, { kind: 'expression', expression: { type: 'symbol', name }, type: { name: 'angle', size: undefined } }, span);
  // OpenQASM 2 keeps qubits and parameters of a gate apart by where they stand; a name may then be both, and the qubit wins after the gate's name.
  const qubits = scope.inner();
  for (const [qubit, { name, ...span }] of syntax.qubits.entries()) qubits.declare(name, { kind: 'qubits', qubits: [qubit], isRegister: false }, span);
  const body: UnitaryOperation[] = [];
  let expandedCount = 0;
  const inside: GateContext = { ...context, scope: qubits };
  const add = (operations: readonly UnitaryOperation[]): void => {
    for (const operation of operations) {
      expandedCount += expandedCountOf(operation);
      body.push(operation);
      if (body.length > MAX_OPERATION_COUNT) throw new Fault(syntax.name, `The gate ${syntax.name.name} comes to more than ${MAX_OPERATION_COUNT} gates.`);
    }
  };
  for (const statement of syntax.body) addBodyStatement(statement, { syntax, inside, add });
  return { name: syntax.name.name, parameterNames: syntax.parameters.map(({ name }) => name), qubitNames: syntax.qubits.map(({ name }) => name), body, expandedCount };
}

function addBodyStatement(statement: StatementSyntax, { syntax, inside, add }: { syntax: Extract<StatementSyntax, { type: 'gate' }>; inside: GateContext; add: (operations: readonly UnitaryOperation[]) => void }): void {
  switch (statement.type) {
    case 'apply':
      if (statement.name.name === syntax.name.name && !inside.findGate(statement.name.name, inside.scope)) throw new Fault(statement.name, `The gate ${syntax.name.name} may not use itself.`);
      add(elaborateApply(statement, inside));
      return;
    case 'barrier': {
      const named = statement.operands.flatMap((operand) => [...inside.qubitsOf(operand, inside.scope).qubits]);
      add([{ type: 'barrier', qubits: named.length > 0 ? [...new Set(named)] : syntax.qubits.map((_, qubit) => qubit) }]);
      return;
    }
    case 'pragma':
      return;
    default:
      throw new Fault(statement, `The body of a gate holds gates only${inside.major === 2 ? ' and barriers' : ''}.`, 'A subroutine (def) may measure, reset and decide.');
  }
}

function checkParameters(syntax: ApplySyntax, { parameterCount }: NamedGate): void {
  if (syntax.parameters.length === parameterCount) return;
  const wanted = parameterCount === 1 ? '1 parameter' : `${parameterCount === 0 ? 'no' : parameterCount} parameters`;
  throw new Fault(syntax.name, `The gate ${syntax.name.name} takes ${wanted}, not ${syntax.parameters.length}.`);
}

/** An angle: a number when it is known, finite. */
function angle(syntax: ExpressionSyntax, context: ExpressionContext): Expression {
  const { expression } = elaborateExpression(syntax, context);
  if (!isConstant(expression)) return expression;
  const value = Number(faultingAt(syntax, () => evaluate(expression)));
  if (!Number.isFinite(value)) throw new Fault(syntax, `This angle has no finite value: it comes to ${value}.`);
  return value;
}

function elaborateModifier(syntax: ModifierSyntax, context: ExpressionContext): Modifier {
  const { name, operand } = syntax;
  if (name === 'inv') return { name };
  if (name === 'pow') {
    if (!operand) throw new Fault(syntax, 'The exponent of pow is missing: pow(2) @ …');
    return { name, exponent: elaborateExpression(operand, context).expression, span: syntax };
  }
  const count = operand === undefined ? 1 : knownInteger(operand, context, `The count of ${name}`);
  if (count < 1 || count > MAX_CONTROL_COUNT) throw new Fault(syntax, `${name} takes 1 to ${MAX_CONTROL_COUNT} controls, not ${count}.`);
  return { name, count };
}
