import { isConstant } from '../circuit/index.ts';
import { setCell, assignBits } from './classical-values.ts';
import { coerced, elaborateExpression, elaborateType, knownInteger, REAL } from './elaborate-expression.ts';
import type { Elaboration } from './elaboration.ts';
import { Fault } from './fault.ts';
import type { Cell, Scope } from './symbols.ts';
import type { ExpressionSyntax, StatementSyntax } from './syntax.ts';

type DeclareSyntax = Extract<StatementSyntax, { type: 'declare' }>;

const MAX_ARRAY_LENGTH = 1_000_000;
const TAKEN = 'Choose another name.';

export function declareQubits({ name, size, ...span }: Extract<StatementSyntax, { type: 'declare-qubits' }>, scope: Scope, elaboration: Elaboration): void {
  if (scope !== elaboration.globals) throw new Fault(span, 'Qubits are declared at the outermost level only.');
  const count = sizeOf(size, scope, elaboration, 'A qubit register');
  if (scope.find(name.name)) throw new Fault(name, `"${name.name}" is declared already.`, TAKEN);
  scope.declare(name.name, { kind: 'qubits', qubits: elaboration.writer.addQubits(name.name, count, span), isRegister: size !== undefined }, name);
}

/** Bits, variables, constants, inputs and arrays. @throws Fault */
export function declareValue(statement: DeclareSyntax, scope: Scope, elaboration: Elaboration): void {
  const { name, valueType, role, value } = statement;
  const { writer, globals, major } = elaboration;
  if (scope.find(name.name)?.kind === 'qubits' || (major === 2 && scope.find(name.name))) throw new Fault(name, `"${name.name}" is declared already.`, TAKEN);
  if (valueType.name === 'array') return declareArray(statement, scope, elaboration);
  const context = elaboration.contextIn(scope);
  if (role === 'input') {
    const type = elaborateType(valueType, context);
    elaboration.parameterNames.push(name.name);
    return scope.declare(name.name, { kind: 'expression', expression: coerced({ expression: { type: 'symbol', name: name.name }, type: REAL }, type, name), type }, name);
  }
  if (valueType.name === 'bit' && role !== 'const') {
    const count = sizeOf(valueType.size, scope, elaboration, 'A classical register');
    const bits = writer.addBits(scope === globals ? name.name : undefined, count, statement);
    if (value) assignBits({ bits, isRegister: valueType.size !== undefined }, value, scope, elaboration);
    return scope.declare(name.name, { kind: 'bits', bits, isRegister: valueType.size !== undefined }, name);
  }
  const type = elaborateType(valueType, context);
  const expression = value && coerced(elaborateExpression(value, context), type, value);
  if (role === 'const' && (expression === undefined || !isConstant(expression))) throw new Fault(statement, `The constant "${name.name}" must have a value that is known before the run.`);
  const cell: Cell = { type, state: { known: undefined } };
  if (expression !== undefined) setCell(cell, { expression, type }, name.name, statement, elaboration);
  scope.declare(name.name, { kind: 'cell', cell, constant: role === 'const' }, name);
}

function declareArray({ name, valueType, value, role }: DeclareSyntax, scope: Scope, elaboration: Elaboration): void {
  const context = elaboration.contextIn(scope);
  const type = elaborateType(valueType.element!, context);
  const dimensions = (valueType.dimensions ?? []).map((dimension) => knownInteger(dimension, context, 'The size of an array'));
  const count = dimensions.reduce((product, dimension) => product * dimension, 1);
  if (dimensions.some((dimension) => dimension < 1) || count > MAX_ARRAY_LENGTH) throw new Fault(valueType, `An array of ${dimensions.join(' × ')} elements is not possible.`);
  const cells = Array.from({ length: count }, (): Cell => ({ type, state: { known: undefined } }));
  for (const [index, item] of (value ? flattenList(value, dimensions, 0) : []).entries()) setCell(cells[index], elaborateExpression(item, context), name.name, item, elaboration);
  scope.declare(name.name, { kind: 'array', cells, dimensions, constant: role === 'const' }, name);
}

function flattenList(value: ExpressionSyntax, dimensions: readonly number[], level: number): ExpressionSyntax[] {
  if (level === dimensions.length) return [value];
  if (value.type !== 'list' || value.items.length !== dimensions[level]) throw new Fault(value, `${dimensions[level]} values in braces are expected here.`);
  return value.items.flatMap((item) => flattenList(item, dimensions, level + 1));
}

/** The size of a register is whole also in OpenQASM 2, where every other number is real. */
function sizeOf(size: ExpressionSyntax | undefined, scope: Scope, elaboration: Elaboration, what: string): number {
  if (!size) return 1;
  if (elaboration.major === 2 && size.type !== 'integer') throw new Fault(size, 'The size of a register is a whole number.');
  const count = size.type === 'integer' ? Number(size.value) : knownInteger(size, elaboration.contextIn(scope), 'The size of a register');
  if (count < 1) throw new Fault(size, `${what} of size ${count} holds nothing: the size is at least 1.`);
  return count;
}
