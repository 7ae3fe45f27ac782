import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dotLayered, encodeVector } from './vector-codec.ts';

const vectors = fc.array(fc.float({ min: Math.fround(-1e6), max: Math.fround(1e6), noNaN: true }), { minLength: 1, maxLength: 40 }).map((values) => Float32Array.from(values));

test('encodeVector() gives back the direction of a vector within half a step of 16 bits', () => {
  fc.assert(
    fc.property(vectors, (vector) => {
      const length = Math.hypot(...vector);
      const { coarse, fine, fineScale } = encodeVector(vector);
      for (const [index, value] of vector.entries()) {
        const expected = length === 0 ? 0 : value / length;
        expect(Math.abs((coarse[index] * 256 + fine[index]) * fineScale - expected)).toBeLessThanOrEqual(fineScale * 0.51 + 1e-7 * Math.abs(expected));
      }
    }),
  );
});

test('the coarse layer alone is within half of its own step', () => {
  fc.assert(
    fc.property(vectors, (vector) => {
      const { coarse, fine, fineScale } = encodeVector(vector);
      for (const [index, value] of coarse.entries()) {
        expect(Math.abs(value)).toBeLessThanOrEqual(127);
        expect(Math.abs(fine[index] * fineScale)).toBeLessThanOrEqual(128 * fineScale);
      }
    }),
  );
});

test('dotLayered() of a vector with itself is 1', () => {
  const vector = Float32Array.from({ length: 384 }, (_, index) => Math.sin(index * 7.1));
  const length = Math.hypot(...vector);
  expect(dotLayered(vector.map((value) => value / length), encodeVector(vector))).toBeCloseTo(1, 5);
});

test('encodeVector() takes the smallest and the greatest floats, and refuses what is not finite', () => {
  for (const value of [1.4e-45, 3.4e38]) expect(encodeVector(Float32Array.of(value, 0)).coarse[0]).toBe(127);
  expect(() => encodeVector(Float32Array.of(0, NaN))).toThrow(/value 1 is NaN/);
});
