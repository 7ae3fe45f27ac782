import type { QasmProblem, Span } from './source-place.ts';
import type { Token, TokenKind } from './tokens.ts';

/** Thrown to leave a statement that cannot be read; the parser catches it and goes on after the statement. */
export class SyntaxFault extends Error {
  readonly problem: QasmProblem;
  constructor(problem: QasmProblem) {
    super(problem.message);
    this.name = 'SyntaxFault';
    this.problem = problem;
  }
}

/** A place in the row of tokens. */
export interface TokenReader {
  readonly current: Token;
  readonly previous: Token;
  peek(distance: number): Token;
  advance(): Token;
  is(text: string): boolean;
  /** Takes the token when it is this symbol or word. */
  take(text: string): boolean;
  expect(text: string, after: string): Token;
  expectKind(kind: TokenKind, what: string): Token;
  fail(span: Span, message: string, hint?: string): never;
}

export function createTokenReader(tokens: readonly Token[], problemAt: (span: Span, message: string, hint?: string) => QasmProblem): TokenReader {
  let position = 0;
  const last = tokens.length - 1;
  const reader: TokenReader = {
    get current() {
      return tokens[position];
    },
    get previous() {
      return tokens[Math.max(0, position - 1)];
    },
    peek: (distance) => tokens[Math.min(last, position + distance)],
    advance() {
      const token = tokens[position];
      if (position < last) position += 1;
      return token;
    },
    is: (text) => isWord(tokens[position], text),
    take(text) {
      if (!isWord(tokens[position], text)) return false;
      reader.advance();
      return true;
    },
    expect(text, after) {
      if (isWord(tokens[position], text)) return reader.advance();
      const { previous, current } = reader;
      // A missing semicolon is missed where the statement ends, not where the next one begins.
      const place = text === ';' || text === ')' || text === ']' ? { start: previous.end, end: previous.end } : current;
      return reader.fail(place, `"${text}" is missing after ${after}: found ${describe(current)}.`);
    },
    expectKind(kind, what) {
      if (tokens[position].kind === kind) return reader.advance();
      return reader.fail(tokens[position], `${what} is missing: found ${describe(tokens[position])}.`);
    },
    fail(span, message, hint) {
      throw new SyntaxFault(problemAt(span, message, hint));
    },
  };
  return reader;
}

function isWord(token: Token, text: string): boolean {
  return (token.kind === 'symbol' || token.kind === 'name') && token.text === text;
}

/** For messages: `"cx"`, `the end of the program`. */
export function describe(token: Token): string {
  return token.kind === 'end' ? 'the end of the program' : `"${token.text.length > 40 ? `${token.text.slice(0, 40)}…` : token.text}"`;
}
