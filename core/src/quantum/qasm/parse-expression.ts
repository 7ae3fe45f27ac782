import type { BinaryOperator } from '../circuit/index.ts';
import type { ExpressionSyntax, IndexSyntax, RangeSyntax, TypeSyntax } from './syntax.ts';
import { describe, type TokenReader } from './token-reader.ts';

export interface ExpressionDialect {
  /** 2: every number is real, `^` is a power. 3: `**` is a power, whole numbers stay whole. */
  readonly major: number;
}

/** Deeper programs are refused: the parser calls itself once a level. */
const MAX_DEPTH = 200;

const RANK_3: Readonly<Record<string, number>> = {
  '||': 1, '&&': 2, '|': 3, '^': 4, '&': 5, '==': 6, '!=': 6, '<': 7, '<=': 7, '>': 7, '>=': 7, '<<': 8, '>>': 8, '+': 9, '-': 9, '*': 10, '/': 10, '%': 10, '**': 12,
};
const RANK_2: Readonly<Record<string, number>> = { '+': 9, '-': 9, '*': 10, '/': 10, '^': 12 };
const UNARY_RANK = 11;
const POWER_RANK = 12;

const TYPE_NAMES: ReadonlySet<string> = new Set(['int', 'uint', 'float', 'angle', 'bool', 'bit', 'duration', 'stretch', 'complex', 'array', 'qubit']);

export function isTypeName(text: string): text is TypeSyntax['name'] {
  return TYPE_NAMES.has(text);
}

export interface ExpressionParser {
  expression(): ExpressionSyntax;
  /** `q`, `q[1]`, `q[0:2]`, `$0`: what a gate acts on. */
  operand(): ExpressionSyntax;
  type(): TypeSyntax;
  /** `0:3`, `{1, 5}` or an expression. */
  values(): IndexSyntax;
}

export function createExpressionParser(reader: TokenReader, dialect: ExpressionDialect): ExpressionParser {
  const ranks = dialect.major === 2 ? RANK_2 : RANK_3;
  let depth = 0;

  function nested<Result>(parse: () => Result): Result {
    depth += 1;
    if (depth > MAX_DEPTH) {
      depth = 0;
      reader.fail(reader.current, `This expression is nested deeper than ${MAX_DEPTH} levels.`);
    }
    const result = parse();
    depth -= 1;
    return result;
  }

  function binary(minimumRank: number): ExpressionSyntax {
    return nested(() => {
      let left = unary();
      for (;;) {
        const { kind, text } = reader.current;
        const rank = kind === 'symbol' ? ranks[text] : undefined;
        if (rank === undefined || rank < minimumRank) return left;
        reader.advance();
        const right = binary(rank === POWER_RANK ? rank : rank + 1);
        // reason: the rank tables hold binary operators only; OpenQASM 2 writes the power as ^
        const operator = (rank === POWER_RANK ? '**' : text) as BinaryOperator;
        left = { type: 'binary', operator, left, right, start: left.start, end: right.end };
      }
    });
  }

  function unary(): ExpressionSyntax {
    const { kind, text, start } = reader.current;
    if (kind === 'symbol' && (text === '-' || text === '+' || (dialect.major !== 2 && (text === '!' || text === '~')))) {
      reader.advance();
      const operand = binary(UNARY_RANK);
      return { type: 'unary', operator: text, operand, start, end: operand.end };
    }
    return postfix(primary());
  }

  function postfix(base: ExpressionSyntax): ExpressionSyntax {
    let result = base;
    while (reader.is('[')) {
      reader.advance();
      const items = reader.is(']') ? [] : separated(values, ']');
      const { end } = reader.expect(']', 'an index');
      result = { type: 'index', operand: result, items, start: result.start, end };
    }
    return result;
  }

  function primary(): ExpressionSyntax {
    const token = reader.current;
    const { start, end, text } = token;
    switch (token.kind) {
      case 'integer':
        reader.advance();
        return { type: 'integer', value: BigInt(text.replaceAll('_', '').toLowerCase()), start, end };
      case 'real':
        reader.advance();
        return { type: 'real', value: Number(text.replaceAll('_', '')), start, end };
      case 'bits':
        reader.advance();
        return { type: 'bits', text, start, end };
      case 'duration':
        reader.advance();
        return { type: 'duration', text, start, end };
      case 'hardware-qubit':
        reader.advance();
        return { type: 'name', name: text, start, end };
      case 'imaginary':
        return reader.fail(token, 'Complex numbers are not supported in programs.');
      case 'name':
        return nameOrCall();
      case 'symbol':
        if (text === '(') {
          reader.advance();
          const inner = binary(1);
          reader.expect(')', 'an expression');
          return inner;
        }
        if (text === '{') {
          reader.advance();
          const items = reader.is('}') ? [] : separated(() => binary(1), '}');
          return { type: 'list', items, start, end: reader.expect('}', 'a list').end };
        }
        break;
      default:
        break;
    }
    return reader.fail(token, `A value is missing: found ${describe(token)}.`);
  }

  function nameOrCall(): ExpressionSyntax {
    const { text: name, start, end } = reader.current;
    if (name === 'true' || name === 'false') {
      reader.advance();
      return { type: 'boolean', value: name === 'true', start, end };
    }
    if (name === 'measure') {
      reader.advance();
      const measured = operand();
      return { type: 'measure', operand: measured, start, end: measured.end };
    }
    if (dialect.major !== 2 && isTypeName(name)) {
      const target = type();
      reader.expect('(', `the type ${name}`);
      const inner = binary(1);
      return { type: 'cast', target, operand: inner, start, end: reader.expect(')', 'an expression').end };
    }
    reader.advance();
    if (!reader.take('(')) return { type: 'name', name, start, end };
    const operands = reader.is(')') ? [] : separated(() => binary(1), ')');
    return { type: 'call', name, operands, start, end: reader.expect(')', 'the arguments').end };
  }

  function separated<Item>(parse: () => Item, closing: string): Item[] {
    const items = [parse()];
    while (reader.take(',')) {
      if (reader.is(closing)) break;
      items.push(parse());
    }
    return items;
  }

  function values(): IndexSyntax {
    const { start } = reader.current;
    if (reader.is('{')) {
      const list = primary();
      return { type: 'set', items: list.type === 'list' ? list.items : [], start, end: list.end };
    }
    const first = reader.is(':') ? undefined : binary(1);
    if (!reader.take(':')) return first!;
    const isEnd = (): boolean => reader.is(']') || reader.is(',') || reader.is('{') || reader.is(':');
    const second = isEnd() ? undefined : binary(1);
    const range = (from: ExpressionSyntax | undefined, step: ExpressionSyntax | undefined, to: ExpressionSyntax | undefined): RangeSyntax => ({ type: 'range', from, step, to, start, end: reader.previous.end });
    if (!reader.take(':')) return range(first, undefined, second);
    return range(first, second, isEnd() ? undefined : binary(1));
  }

  function operand(): ExpressionSyntax {
    const { current } = reader;
    if (current.kind !== 'name' && current.kind !== 'hardware-qubit') reader.fail(current, `A qubit is missing: found ${describe(current)}.`);
    reader.advance();
    return postfix({ type: 'name', name: current.text, start: current.start, end: current.end });
  }

  function type(): TypeSyntax {
    const { text, start } = reader.advance();
    if (!isTypeName(text)) reader.fail(reader.previous, `A type is missing: found "${text}".`);
    if (text === 'array') {
      reader.expect('[', 'array');
      const element = type();
      const dimensions: ExpressionSyntax[] = [];
      while (reader.take(',')) dimensions.push(binary(1));
      return { name: text, size: undefined, element, dimensions, start, end: reader.expect(']', 'the array type').end };
    }
    if (!reader.take('[')) return { name: text, size: undefined, start, end: reader.previous.end };
    if (text === 'complex') reader.fail(reader.current, 'Complex numbers are not supported in programs.');
    const size = binary(1);
    return { name: text, size, start, end: reader.expect(']', 'the size of a type').end };
  }

  return { expression: () => binary(1), operand, type, values };
}
