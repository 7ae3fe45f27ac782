import type { BinaryOperator } from '../circuit/index.ts';
import { readArguments, readName, readOperands, spanFrom, type StatementContext } from './statement-context.ts';
import type { ModifierSyntax, StatementSyntax } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';
import type { Token } from './tokens.ts';

const MODIFIERS: ReadonlySet<string> = new Set(['inv', 'pow', 'ctrl', 'negctrl']);
const ASSIGNMENTS: ReadonlyMap<string, BinaryOperator | undefined> = new Map<string, BinaryOperator | undefined>([
  ['=', undefined],
  ...(['+', '-', '*', '/', '%', '**', '&', '|', '^', '<<', '>>'] as const).map((operator) => [`${operator}=`, operator] as const),
]);

/** A statement that begins with a name: a gate, an assignment or a subroutine. */
export function parseNamed(first: Token, context: StatementContext): StatementSyntax {
  if (context.major === 2 || MODIFIERS.has(first.text)) return parseApply(first, context);
  if (beginsAssignment(context.reader)) return parseAssignment(first, context);
  return beginsCall(context.reader) ? parseCall(first, context) : parseApply(first, context);
}

/** `ctrl @ rx(pi) a, b;` */
function parseApply(first: Token, context: StatementContext): StatementSyntax {
  const { reader, expressions, major } = context;
  const modifiers = major === 2 ? [] : readModifiers(context);
  const name = readName(context, 'The name of a gate');
  const hasParentheses = reader.take('(');
  const parameters = hasParentheses ? readArguments(context) : [];
  // A timed gate: its duration is of no consequence here.
  if (major !== 2 && reader.take('[')) {
    expressions.expression();
    reader.expect(']', 'the duration');
  }
  const operands = readOperands(context);
  reader.expect(';', `the gate ${name.name}`);
  return { type: 'apply', modifiers, name, parameters, hasParentheses, operands, ...spanFrom(context, first) };
}

function readModifiers(context: StatementContext): ModifierSyntax[] {
  const { reader, expressions } = context;
  const modifiers: ModifierSyntax[] = [];
  while (MODIFIERS.has(reader.current.text)) {
    const first = reader.advance();
    const operand = reader.take('(') ? expressions.expression() : undefined;
    if (operand) reader.expect(')', `the argument of ${first.text}`);
    reader.expect('@', `the modifier ${first.text}`);
    // reason: MODIFIERS holds these four words
    modifiers.push({ name: first.text as ModifierSyntax['name'], operand, ...spanFrom(context, first) });
  }
  return modifiers;
}

function parseAssignment(first: Token, context: StatementContext): StatementSyntax {
  const { reader, expressions } = context;
  const target = expressions.operand();
  const operator = ASSIGNMENTS.get(reader.advance().text);
  const value = expressions.expression();
  reader.expect(';', 'an assignment');
  return { type: 'assign', target, operator, value, ...spanFrom(context, first) };
}

function parseCall(first: Token, context: StatementContext): StatementSyntax {
  const value = context.expressions.expression();
  context.reader.expect(';', 'a call');
  return { type: 'expression', value, ...spanFrom(context, first) };
}

/** A name, perhaps with indices, then an assignment sign. */
function beginsAssignment(reader: TokenReader): boolean {
  let distance = 1;
  while (isSymbol(reader.peek(distance), '[')) {
    const after = afterBrackets(reader, distance, '[', ']');
    if (after === undefined) return false;
    distance = after;
  }
  const sign = reader.peek(distance);
  return sign.kind === 'symbol' && ASSIGNMENTS.has(sign.text);
}

/** `name(…);` with nothing after it: a subroutine. */
function beginsCall(reader: TokenReader): boolean {
  if (!isSymbol(reader.peek(1), '(') || reader.current.text === 'gphase') return false;
  const after = afterBrackets(reader, 1, '(', ')');
  return after !== undefined && isSymbol(reader.peek(after), ';');
}

/** The distance of the token after the bracket that closes the one at `distance`. */
function afterBrackets(reader: TokenReader, distance: number, opening: string, closing: string): number | undefined {
  let depth = 0;
  for (let at = distance; ; at += 1) {
    const token = reader.peek(at);
    if (token.kind === 'end') return undefined;
    if (isSymbol(token, opening)) depth += 1;
    if (isSymbol(token, closing)) depth -= 1;
    if (depth === 0) return at + 1;
  }
}

function isSymbol(token: Token, text: string): boolean {
  return token.kind === 'symbol' && token.text === text;
}
