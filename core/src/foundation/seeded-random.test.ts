import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSeededRandom } from './seeded-random.ts';

const draw = (seed: number | string, count: number): number[] => {
  const random = createSeededRandom(seed);
  return Array.from({ length: count }, () => random.next());
};

test('createSeededRandom() repeats its sequence for an equal seed and differs for another', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), (seed, other) => {
      expect(draw(seed, 8)).toEqual(draw(seed, 8));
      if (seed !== other) expect(draw(seed, 8)).not.toEqual(draw(other, 8));
    }),
  );
});

test('next() is uniform in [0, 1)', () => {
  const counts = Array.from({ length: 10 }, () => 0);
  for (const value of draw('uniform', 100_000)) counts[Math.floor(value * 10)] += 1;
  // χ² with 9 degrees of freedom exceeds 33.7 once in 10,000 seeds; this seed is fixed
  expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(33.7);
});

test('normal() has mean 0 and variance 1', () => {
  const random = createSeededRandom(7);
  const values = Array.from({ length: 100_000 }, () => random.normal());
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(Math.abs(mean)).toBeLessThan(0.015);
  expect(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length).toBeCloseTo(1, 1);
});

test('integerBelow() stays in range and refuses what is no count', () => {
  const random = createSeededRandom(1);
  fc.assert(fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (count) => random.integerBelow(count) < count));
  for (const count of [0, -1, 1.5, Number.NaN, 2 ** 33]) expect(() => random.integerBelow(count)).toThrow(RangeError);
});

test('fork() does not depend on what was drawn before', () => {
  const untouched = createSeededRandom('parent');
  const used = createSeededRandom('parent');
  used.next();
  expect(used.fork('child').next()).toBe(untouched.fork('child').next());
  expect(used.fork('child').next()).not.toBe(used.fork('other').next());
});
