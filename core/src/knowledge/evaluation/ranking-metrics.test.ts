import { expect, test } from 'vitest';
import { ndcgAt, percentile, recallAt, reciprocalRankAt } from './ranking-metrics.ts';

const judgements = new Map([['a', 2], ['b', 1], ['c', 0], ['d', 1]]);

test('ndcgAt() is the discounted gain over the best possible, by hand', () => {
  // ranking b x a: (2^1-1)/log2(2) + 0 + (2^2-1)/log2(4) = 1 + 1.5 = 2.5; ideal a b d: 3 + 1/log2(3) + 1/2 = 4.13093
  expect(ndcgAt(10, ['b', 'x', 'a'], judgements)).toBeCloseTo(2.5 / (3 + 1 / Math.log2(3) + 0.5), 12);
  expect(ndcgAt(10, ['a', 'b', 'd', 'c'], judgements)).toBe(1);
  expect(ndcgAt(2, ['x', 'y', 'a'], judgements)).toBe(0);
  expect(ndcgAt(1, ['b'], judgements)).toBeCloseTo(1 / 3, 12);
});

test('recallAt() and reciprocalRankAt() count relevant documents within the depth', () => {
  expect(recallAt(2, ['a', 'c', 'b'], judgements)).toBeCloseTo(1 / 3, 12);
  expect(recallAt(3, ['a', 'c', 'b'], judgements)).toBeCloseTo(2 / 3, 12);
  expect(reciprocalRankAt(10, ['x', 'c', 'd'], judgements)).toBeCloseTo(1 / 3, 12);
  expect(reciprocalRankAt(2, ['x', 'c', 'd'], judgements)).toBe(0);
});

test('without a relevant document every measure is 0', () => {
  const nothing = new Map([['a', 0]]);
  expect([ndcgAt(10, ['a'], nothing), recallAt(10, ['a'], nothing), reciprocalRankAt(10, ['a'], nothing)]).toEqual([0, 0, 0]);
});

test.each([
  [[], 0.5, 0],
  [[3], 0.99, 3],
  [[4, 1, 3, 2], 0.5, 3],
  [Array.from({ length: 100 }, (_, index) => index), 0.99, 99],
])('percentile(%j, %d) is %d', (values, share, expected) => {
  expect(percentile(values, share)).toBe(expected);
});
