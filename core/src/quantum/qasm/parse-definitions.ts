import { isTypeName } from './parse-expression.ts';
import { readName, readNames, spanFrom, type StatementContext } from './statement-context.ts';
import type { NameSyntax, ParameterSyntax, StatementSyntax } from './syntax.ts';
import { describe } from './token-reader.ts';
import type { Token } from './tokens.ts';

/** `qreg q[2];` and `creg c[2];`. OpenQASM 3 keeps the old words and lets the size away. */
export function parseOldRegister(first: Token, context: StatementContext): StatementSyntax {
  const { reader, expressions, major } = context;
  reader.advance();
  const name = readName(context, 'The name of the register');
  const hasSize = major === 2 ? Boolean(reader.expect('[', 'the name of the register')) : reader.take('[');
  const size = hasSize ? expressions.expression() : undefined;
  if (hasSize) reader.expect(']', 'the size');
  reader.expect(';', 'a declaration');
  const span = spanFrom(context, first);
  if (first.text === 'qreg') return { type: 'declare-qubits', name, size, old: true, ...span };
  return { type: 'declare', name, valueType: { name: 'bit', size, ...span }, role: 'variable', value: undefined, old: true, ...span };
}

/** `qubit[2] q;` */
export function parseQubits(first: Token, context: StatementContext): StatementSyntax {
  const { size } = context.expressions.type();
  const name = readName(context, 'The name of the qubits');
  context.reader.expect(';', 'a declaration');
  return { type: 'declare-qubits', name, size, old: false, ...spanFrom(context, first) };
}

/** `int n = 2;`, where `const`, `input` or `output` is taken already. */
export function parseDeclaration(first: Token, role: 'variable' | 'const' | 'input' | 'output', context: StatementContext): StatementSyntax {
  const { reader, expressions } = context;
  if (!isTypeName(reader.current.text)) reader.fail(reader.current, `A type is missing after ${role}: found ${describe(reader.current)}.`);
  const valueType = expressions.type();
  const name = readName(context, 'The name of the variable');
  const value = reader.take('=') ? expressions.expression() : undefined;
  reader.expect(';', 'a declaration');
  return { type: 'declare', name, valueType, role, value, old: false, ...spanFrom(context, first) };
}

/** `let pair = a ++ b[1:2];` */
export function parseAlias(first: Token, context: StatementContext): StatementSyntax {
  const { reader, expressions } = context;
  reader.advance();
  const name = readName(context, 'The name of the alias');
  reader.expect('=', 'the name of the alias');
  const parts = [expressions.expression()];
  while (reader.take('++')) parts.push(expressions.expression());
  reader.expect(';', 'let');
  const span = spanFrom(context, first);
  return { type: 'alias', name, value: parts.length === 1 ? parts[0] : { type: 'concatenation', parts, ...span }, ...span };
}

export function parseGate(first: Token, context: StatementContext): StatementSyntax {
  const { reader } = context;
  reader.advance();
  const name = readName(context, 'The name of the gate');
  const parameters = gateParameters(context);
  const qubits = readNames(context, '{', 'A qubit of the gate');
  if (!reader.is('{')) reader.fail(reader.current, `The body of gate ${name.name} is missing: found ${describe(reader.current)}.`);
  const body = context.block(`the body of gate ${name.name}`);
  return { type: 'gate', name, parameters, qubits, body, ...spanFrom(context, first) };
}

export function parseOpaque(first: Token, context: StatementContext): StatementSyntax {
  context.reader.advance();
  const name = readName(context, 'The name of the gate');
  const parameterCount = gateParameters(context).length;
  const qubitCount = readNames(context, ';', 'A qubit of the gate').length;
  context.reader.expect(';', 'opaque');
  return { type: 'opaque', name, parameterCount, qubitCount, ...spanFrom(context, first) };
}

export function parseSubroutine(first: Token, context: StatementContext): StatementSyntax {
  const { reader, expressions } = context;
  reader.advance();
  const name = readName(context, 'The name of the subroutine');
  reader.expect('(', 'the name of the subroutine');
  const parameters: ParameterSyntax[] = [];
  while (!reader.is(')')) {
    parameters.push(subroutineParameter(context));
    if (!reader.take(',')) break;
  }
  reader.expect(')', 'the parameters');
  const returns = reader.take('->') ? expressions.type() : undefined;
  const body = context.block('the body of a subroutine');
  return { type: 'subroutine', name, parameters, returns, body, ...spanFrom(context, first) };
}

function gateParameters(context: StatementContext): NameSyntax[] {
  if (!context.reader.take('(')) return [];
  const names = readNames(context, ')', 'A parameter of the gate');
  context.reader.expect(')', 'the parameters');
  return names;
}

function subroutineParameter(context: StatementContext): ParameterSyntax {
  const { reader, expressions } = context;
  const first = reader.current;
  // Arrays are passed with a word that says whether they may be changed.
  if (reader.is('readonly') || reader.is('mutable')) reader.advance();
  if (!reader.is('qreg') && !reader.is('creg')) {
    const type = expressions.type();
    return { name: readName(context, 'The name of the parameter').name, type, ...spanFrom(context, first) };
  }
  const isQubit = reader.advance().text === 'qreg';
  const { name } = readName(context, 'The name of the parameter');
  const size = reader.take('[') ? expressions.expression() : undefined;
  if (size) reader.expect(']', 'the size');
  const span = spanFrom(context, first);
  return { name, type: { name: isQubit ? 'qubit' : 'bit', size, ...span }, ...span };
}
