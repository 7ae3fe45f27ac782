import fc from 'fast-check';
import { expect, test } from 'vitest';
import { didYouMean, editDistance } from './did-you-mean.ts';

test.each([
  ['serach', 'search'],
  ['stat', 'status'],
  ['idnex', 'index'],
  ['READ', 'read'],
  ['zebra', undefined],
  ['', undefined],
])('didYouMean(%j) is %j', (word, expected) => {
  expect(didYouMean(word, ['ask', 'search', 'index', 'status', 'read', 'related'])).toBe(expected);
});

test('editDistance() is a symmetric distance', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (left, right) => {
      const distance = editDistance(left, right);
      expect(distance).toBe(editDistance(right, left));
      expect(distance === 0).toBe(left === right);
      expect(distance).toBeLessThanOrEqual(Math.max(left.length, right.length));
    }),
  );
});
