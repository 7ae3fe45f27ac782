import type { Span } from './source-place.ts';

export type TokenKind = 'name' | 'integer' | 'real' | 'imaginary' | 'duration' | 'text' | 'bits' | 'symbol' | 'hardware-qubit' | 'annotation' | 'pragma' | 'broken' | 'end';

export interface Token extends Span {
  readonly kind: TokenKind;
  /** As written; of a `text` without its quotes, of `bits` without quotes and underscores. */
  readonly text: string;
}

/** Longest first: `**=` before `**` before `*`. */
const SYMBOLS = ['**=', '<<=', '>>=', '->', '++', '**', '==', '!=', '<=', '>=', '<<', '>>', '&&', '||', '+=', '-=', '*=', '/=', '&=', '|=', '^=', '~=', '%=', ...'()[]{};,:.=+-*/%^&|!~<>@'];

const PATTERNS: readonly (readonly [TokenKind, RegExp])[] = [
  ['pragma', /#?pragma(?:[ \t][^\r\n]*)?/y],
  ['annotation', /@[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}_.]*[^\r\n]*/uy],
  ['duration', /(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?(?:dt|ns|us|µs|μs|ms|s)(?![\p{L}\p{Nd}_])/uy],
  ['imaginary', /(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?[ \t]*im(?![\p{L}\p{Nd}_])/uy],
  ['integer', /0[xX][\da-fA-F][\da-fA-F_]*|0[oO][0-7][0-7_]*|0[bB][01][01_]*/y],
  ['real', /(?:\d[\d_]*\.[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?|\d[\d_]*[eE][+-]?\d+/y],
  ['integer', /\d[\d_]*/y],
  ['hardware-qubit', /\$\d+/y],
  ['name', /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}_]*/uy],
  ['bits', /"[01](?:_?[01])*"/y],
  ['text', /"[^"\r\n]*"|'[^'\r\n]*'/y],
];
const BLANK = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;

/** Splits a program into tokens. What is no token becomes one of kind `broken`; the last token is `end`. Linear in the length of the program. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  while (offset < source.length) {
    BLANK.lastIndex = offset;
    if (BLANK.test(source)) {
      offset = BLANK.lastIndex;
      continue;
    }
    const token = tokenAt(source, offset, tokens.at(-1));
    tokens.push(token);
    offset = token.end;
  }
  tokens.push({ kind: 'end', text: '', start: source.length, end: source.length });
  return tokens;
}

function tokenAt(source: string, start: number, before: Token | undefined): Token {
  for (const [kind, pattern] of PATTERNS) {
    // `ctrl @ x` also has an @ before a name: an annotation begins a statement.
    if (kind === 'annotation' && !beginsStatement(before)) continue;
    if (kind === 'pragma' && !(source[start] === '#' || source[start] === 'p')) continue;
    pattern.lastIndex = start;
    const match = pattern.exec(source);
    if (!match) continue;
    const [text] = match;
    return { kind, text: kind === 'text' ? text.slice(1, -1) : kind === 'bits' ? text.slice(1, -1).replaceAll('_', '') : text, start, end: start + text.length };
  }
  const symbol = SYMBOLS.find((candidate) => source.startsWith(candidate, start));
  if (symbol !== undefined) return { kind: 'symbol', text: symbol, start, end: start + symbol.length };
  const codePoint = String.fromCodePoint(source.codePointAt(start)!);
  return { kind: 'broken', text: codePoint, start, end: start + codePoint.length };
}

function beginsStatement(before: Token | undefined): boolean {
  return before === undefined || before.kind === 'annotation' || before.kind === 'pragma' || (before.kind === 'symbol' && (before.text === ';' || before.text === '{' || before.text === '}'));
}
