import type { ExpressionParser } from './parse-expression.ts';
import type { Span } from './source-place.ts';
import type { ExpressionSyntax, NameSyntax, StatementSyntax } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';
import type { Token } from './tokens.ts';

/** What the readers of statements share. */
export interface StatementContext {
  readonly reader: TokenReader;
  /** 2 or 3. */
  readonly major: number;
  readonly expressions: ExpressionParser;
  /** One statement, or what stands between braces. @param what For the message where the closing brace is missing. */
  block(what: string): StatementSyntax[];
  /** The statements that come next: one, or none where a block was empty. */
  statement(): StatementSyntax[];
  /** Goes on after a statement that is not read, by at least one token. */
  skipStatement(from: Token): void;
}

export function readName({ reader }: StatementContext, what: string): NameSyntax {
  const { text, start, end } = reader.expectKind('name', what);
  return { name: text, start, end };
}

/** Names between commas, up to `closing`, which stays. */
export function readNames(context: StatementContext, closing: string, what: string): NameSyntax[] {
  if (context.reader.is(closing)) return [];
  const names = [readName(context, what)];
  while (context.reader.take(',')) names.push(readName(context, what));
  return names;
}

/** Qubits or bits between commas; none before a semicolon. */
export function readOperands({ reader, expressions }: StatementContext): ExpressionSyntax[] {
  if (reader.is(';')) return [];
  const operands = [expressions.operand()];
  while (reader.take(',')) operands.push(expressions.operand());
  return operands;
}

/** Values in parentheses of which the first is taken already; takes the last. */
export function readArguments({ reader, expressions }: StatementContext): ExpressionSyntax[] {
  const values: ExpressionSyntax[] = [];
  while (!reader.is(')')) {
    values.push(expressions.expression());
    if (!reader.take(',')) break;
  }
  reader.expect(')', 'the parameters');
  return values;
}

export function spanFrom({ reader }: StatementContext, first: Token): Span {
  return { start: first.start, end: reader.previous.end };
}
