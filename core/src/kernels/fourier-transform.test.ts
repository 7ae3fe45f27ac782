import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFourierTransform, fastSizeFrom } from './fourier-transform.ts';

const signal = (size: number, seed: number): Float64Array => Float64Array.from({ length: size }, (_, index) => Math.sin(seed + index * index * 0.37 + index));

function fromDefinition(re: Float64Array, im: Float64Array): { re: Float64Array; im: Float64Array } {
  const size = re.length;
  const out = { re: new Float64Array(size), im: new Float64Array(size) };
  for (let frequency = 0; frequency < size; frequency++) {
    for (let index = 0; index < size; index++) {
      const angleRad = (-2 * Math.PI * ((frequency * index) % size)) / size;
      out.re[frequency] += re[index] * Math.cos(angleRad) - im[index] * Math.sin(angleRad);
      out.im[frequency] += re[index] * Math.sin(angleRad) + im[index] * Math.cos(angleRad);
    }
  }
  return out;
}

function greatestDifference(left: Float64Array, right: Float64Array): number {
  return left.reduce((greatest, value, index) => Math.max(greatest, Math.abs(value - right[index])), 0);
}

describe('createFourierTransform()', () => {
  // Powers of two, sizes of 2, 3 and 5, and Bluestein's: primes and their products.
  const sizes = fc.oneof(fc.integer({ min: 1, max: 130 }), fc.constantFrom(256, 320, 500, 625, 509, 1001));

  test('is the definition, whatever the size', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 99 }), (size, seed) => {
        const re = signal(size, seed);
        const im = signal(size, seed + 0.5);
        const expected = fromDefinition(re, im);
        createFourierTransform(size).forward(re, im);
        expect(Math.max(greatestDifference(re, expected.re), greatestDifference(im, expected.im))).toBeLessThan(1e-12 * size);
      }),
      { numRuns: 60 },
    );
  });

  test('inverse() undoes forward(), in large sizes too', () => {
    for (const size of [1, 2, 97, 4096, 46_656, 65_536, 65_537, 100_000]) {
      const re = signal(size, 1);
      const im = signal(size, 2);
      const transform = createFourierTransform(size);
      transform.forward(re, im);
      transform.inverse(re, im);
      expect(Math.max(greatestDifference(re, signal(size, 1)), greatestDifference(im, signal(size, 2)))).toBeLessThan(1e-12);
    }
  });

  test('keeps the energy (Parseval)', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const re = signal(size, 3);
        const im = signal(size, 4);
        const energy = (): number => re.reduce((sum, value, index) => sum + value * value + im[index] * im[index], 0);
        const before = energy();
        createFourierTransform(size).forward(re, im);
        expect(energy() / size).toBeCloseTo(before, 9);
      }),
      { numRuns: 30 },
    );
  });

  test.each([0, -4, 2.5, NaN, 2 ** 27])('refuses the size %s', (size) => {
    expect(() => createFourierTransform(size)).toThrow(RangeError);
  });
});

test('fastSizeFrom() is not below what is asked, and never a third above', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 22 }), (least) => {
      const size = fastSizeFrom(least);
      expect(size).toBeGreaterThanOrEqual(least);
      expect(size).toBeLessThanOrEqual(Math.max(least * 1.34, 1));
    }),
  );
});
