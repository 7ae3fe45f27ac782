import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate, evaluateAngleRad, fold, formatExpression, mapExpression, type Expression } from './index.ts';

describe('evaluate()', () => {
  test.each<[string, Expression, unknown]>([
    ['whole numbers divide to whole numbers', { type: 'binary', operator: '/', left: 7n, right: 2n }, 3n],
    ['a real part makes the quotient real', { type: 'binary', operator: '/', left: 7n, right: 2 }, 3.5],
    ['a negative power of whole numbers is real', { type: 'binary', operator: '**', left: 2n, right: -1n }, 0.5],
    ['a register is read with its first bit least significant', { type: 'register', start: 1, size: 3 }, 0b110n],
    ['a register equals a whole number of any width', { type: 'binary', operator: '==', left: { type: 'register', start: 0, size: 4 }, right: 13n }, true],
    ['&& does not look at its right side when the left decides', { type: 'binary', operator: '&&', left: false, right: { type: 'symbol', name: 'unbound' } }, false],
    ['a cast wraps round', { type: 'integer', bitCount: 3, signed: false, operand: 9n }, 1n],
    ['a signed cast wraps to negative numbers', { type: 'integer', bitCount: 3, signed: true, operand: 5n }, -3n],
  ])('%s', (_title, expression, expected) => {
    expect(evaluate(expression, { bits: [1, 0, 1, 1] })).toBe(expected);
  });

  test.each<[string, Expression]>([
    ['a division by zero', { type: 'binary', operator: '/', left: 1, right: 0 }],
    ['a parameter without a value', { type: 'symbol', name: 'theta' }],
    ['a shift that fills memory', { type: 'binary', operator: '<<', left: 1n, right: 10n ** 9n }],
    ['a power that fills memory', { type: 'binary', operator: '**', left: 9n, right: 10n ** 9n }],
    ['bits of a measure', { type: 'unary', operator: '~', operand: 0.5 }],
  ])('refuses %s', (_title, expression) => {
    expect(() => evaluate(expression)).toThrow(RangeError);
  });
});

test('evaluateAngleRad() refuses what is not finite', () => {
  expect(() => evaluateAngleRad({ type: 'call', name: 'ln', operands: [-1] })).toThrow(/angle/);
});

const leaves = fc.oneof(fc.double({ min: -100, max: 100, noNaN: true }), fc.constant<Expression>({ type: 'symbol', name: 'theta' }));
const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaves,
    fc.record({ type: fc.constant('binary' as const), operator: fc.constantFrom('+' as const, '-' as const, '*' as const), left: tie('tree'), right: tie('tree') }),
    fc.record({ type: fc.constant('unary' as const), operator: fc.constant('-' as const), operand: tie('tree') }),
  ),
}));

test('fold() and mapExpression() keep the value', () => {
  fc.assert(
    fc.property(tree, fc.double({ min: -3, max: 3, noNaN: true }), (expression, theta) => {
      const bound = mapExpression(expression, (leaf) => (leaf.type === 'symbol' ? theta : leaf));
      expect(typeof fold(bound)).toBe('number');
      expect(fold(bound)).toBe(evaluate(expression, { symbols: { theta } }));
    }),
  );
});

test('formatExpression() puts parentheses where they are needed and nowhere else', () => {
  const theta: Expression = { type: 'symbol', name: 'theta' };
  const sum: Expression = { type: 'binary', operator: '+', left: theta, right: 1n };
  expect(formatExpression({ type: 'binary', operator: '*', left: sum, right: 2n })).toBe('(theta + 1) * 2');
  expect(formatExpression({ type: 'binary', operator: '-', left: sum, right: sum })).toBe('theta + 1 - (theta + 1)');
  expect(formatExpression({ type: 'unary', operator: '-', operand: sum })).toBe('-(theta + 1)');
  expect(formatExpression({ type: 'binary', operator: '**', left: -2, right: 2n })).toBe('(-2.0) ** 2');
});
