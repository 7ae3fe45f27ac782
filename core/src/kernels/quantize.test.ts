import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantizeToInt16, quantizeToInt8 } from './quantize.ts';

const vectors = fc.array(fc.float({ min: -1000, max: 1000, noNaN: true }), { minLength: 1, maxLength: 64 }).map((values) => Float32Array.from(values));

describe.each([
  ['quantizeToInt8()', quantizeToInt8, Int8Array],
  ['quantizeToInt16()', quantizeToInt16, Int16Array],
] as const)('%s', (_, quantize, Values) => {
  // reason: the two functions differ only in the kind of `out`, which the table ties to them
  const quantizeInto = quantize as (vector: Float32Array, out: Int8Array | Int16Array) => number;

  test('gives back every value within half a step', () => {
    fc.assert(
      fc.property(vectors, (vector) => {
        const out = new Values(vector.length);
        const scale = quantizeInto(vector, out);
        for (const [index, value] of vector.entries()) expect(Math.abs(out[index] * scale - value)).toBeLessThanOrEqual(scale * 0.5001);
      }),
    );
  });

  test('never uses the one value that has no opposite', () => {
    const out = new Values(2);
    quantizeInto(Float32Array.of(-1, 1), out);
    expect(out[0]).toBe(-out[1]);
  });

  test('gives scale 0 for the zero vector and clears what lies behind the vector', () => {
    const out = new Values(4).fill(7);
    expect(quantizeInto(new Float32Array(3), out)).toBe(0);
    expect([...out]).toEqual([0, 0, 0, 0]);
  });

  test.each([NaN, Infinity, -Infinity])('refuses %d', (value) => {
    expect(() => quantizeInto(Float32Array.of(1, value), new Values(2))).toThrow(RangeError);
  });
});

test('quantizeToInt16() leaves room for the sum of any dimension: no row of int8 overflows int32', () => {
  for (const dimensionCount of [1, 384, 1536, 8192, 65_536]) {
    const out = new Int16Array(dimensionCount);
    quantizeToInt16(new Float32Array(dimensionCount).fill(0.5), out);
    const greatestSum = out.reduce((sum, value) => sum + Math.abs(value) * 127, 0);
    expect(greatestSum).toBeLessThan(2 ** 31);
    expect(greatestSum).toBeGreaterThan(dimensionCount === 1 ? 0 : 2 ** 30);
  }
});
