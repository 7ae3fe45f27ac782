import { readName, spanFrom, type StatementContext } from './statement-context.ts';
import type { ExpressionSyntax, StatementSyntax } from './syntax.ts';
import type { Token } from './tokens.ts';

export function parseIf(first: Token, context: StatementContext): StatementSyntax {
  const { reader, expressions, major } = context;
  reader.advance();
  reader.expect('(', 'if');
  const condition = major === 2 ? registerCondition(context) : expressions.expression();
  reader.expect(')', 'the condition');
  if (major === 2 && reader.is('if')) reader.fail(reader.current, 'A condition stands before one operation, not before another condition.');
  const body = major === 2 ? context.statement() : context.block('a branch');
  const otherwise = major !== 2 && reader.take('else') ? context.block('a branch') : [];
  return { type: 'if', condition, body, otherwise, ...spanFrom(context, first) };
}

export function parseFor(first: Token, context: StatementContext): StatementSyntax {
  const { reader, expressions } = context;
  reader.advance();
  const valueType = expressions.type();
  const name = readName(context, 'The name of the loop variable');
  reader.expect('in', 'the loop variable');
  const bracketed = reader.take('[');
  const values = expressions.values();
  if (bracketed) reader.expect(']', 'the range');
  const body = context.block('a loop');
  return { type: 'for', name, valueType, values, body, ...spanFrom(context, first) };
}

export function parseWhile(first: Token, context: StatementContext): StatementSyntax {
  const { reader, expressions } = context;
  reader.advance();
  reader.expect('(', 'while');
  const condition = expressions.expression();
  reader.expect(')', 'the condition');
  const body = context.block('a loop');
  return { type: 'while', condition, body, ...spanFrom(context, first) };
}

export function parseSwitch(first: Token, context: StatementContext): StatementSyntax {
  const { reader, expressions } = context;
  reader.advance();
  reader.expect('(', 'switch');
  const subject = expressions.expression();
  reader.expect(')', 'the subject');
  reader.expect('{', 'switch');
  const cases: { values: ExpressionSyntax[]; body: StatementSyntax[] }[] = [];
  let otherwise: StatementSyntax[] | undefined;
  while (!reader.is('}')) {
    if (reader.take('default')) {
      otherwise = context.block('default');
      continue;
    }
    reader.expect('case', 'a case');
    const values = [expressions.expression()];
    while (reader.take(',')) values.push(expressions.expression());
    cases.push({ values, body: context.block('a case') });
  }
  reader.expect('}', 'the cases');
  return { type: 'switch', subject, cases, otherwise, ...spanFrom(context, first) };
}

/** OpenQASM 2 compares a whole register with a whole number, and nothing else. */
function registerCondition({ reader, expressions }: StatementContext): ExpressionSyntax {
  const register = expressions.operand();
  reader.expect('==', 'the register');
  const { text, start, end } = reader.expectKind('integer', 'The value to compare with, a whole number,');
  return { type: 'binary', operator: '==', left: register, right: { type: 'integer', value: BigInt(text.replaceAll('_', '')), start, end }, start: register.start, end };
}
