import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runSections } from './run-sections.ts';
import { CHUNK_LENGTH, createSectionCascade } from './section-cascade.ts';

/** A stable section each: poles inside the unit circle. */
const coefficientsOf = (sectionCount: number, seed: number): Float64Array =>
  Float64Array.from(
    Array.from({ length: sectionCount }, (_, section) => {
      const radius = 0.5 + 0.4 * Math.abs(Math.sin(seed + section));
      return [0.3, 0.1 * section, -0.2, -2 * radius * Math.cos(seed * 0.3 + section), radius * radius];
    }).flat(),
  );
const wave = (length: number, seed: number): Float64Array => Float64Array.from({ length }, (_, index) => Math.sin(seed + index * index * 0.11));

/** One section after the other, by the difference equation. */
function fromDefinition(samples: Float64Array, coefficients: Float64Array): Float64Array {
  let current = samples;
  for (let at = 0; at < coefficients.length; at += 5) {
    const [b0, b1, b2, a1, a2] = coefficients.subarray(at, at + 5);
    const out = new Float64Array(current.length);
    for (let index = 0; index < current.length; index++) {
      out[index] = b0 * current[index] + b1 * (current[index - 1] ?? 0) + b2 * (current[index - 2] ?? 0) - a1 * (out[index - 1] ?? 0) - a2 * (out[index - 2] ?? 0);
    }
    current = out;
  }
  return current;
}

test('runSections() is the difference equation, forwards and backwards', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 99 }), (sectionCount, length, seed) => {
      const coefficients = coefficientsOf(sectionCount, seed);
      const expected = fromDefinition(wave(length, seed), coefficients);
      const forwards = wave(length, seed);
      runSections(forwards, { coefficients, states: new Float64Array(2 * sectionCount) });
      const backwards = wave(length, seed).reverse();
      runSections(backwards, { coefficients, states: new Float64Array(2 * sectionCount), backwards: true });
      for (let index = 0; index < length; index++) {
        expect(forwards[index]).toBeCloseTo(expected[index], 10);
        expect(backwards[length - 1 - index]).toBeCloseTo(expected[index], 10);
      }
    }),
  );
});

test('the cascade in WebAssembly is its TypeScript twin to the bit, in both lanes, for any number of sections and any cut into chunks', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }), fc.boolean(), (sectionCount, counts, backwards) => {
      const coefficients = coefficientsOf(sectionCount, 5);
      const [wasm, twin] = (['wasm-simd', 'typescript'] as const).map((engine) => createSectionCascade(coefficients, { engine }));
      expect(wasm.name).toBe('wasm-simd');
      for (const cascade of [wasm, twin]) for (const lane of [0, 1] as const) cascade.setStates(lane, wave(2 * sectionCount, lane));
      for (const [chunk, count] of counts.entries()) {
        for (const cascade of [wasm, twin]) {
          for (const lane of [0, 1]) cascade.lanes[lane].set(wave(count, 10 * chunk + lane));
          cascade.run(count, backwards);
        }
        for (const lane of [0, 1]) expect(wasm.lanes[lane].subarray(0, count)).toEqual(twin.lanes[lane].subarray(0, count));
      }
    }),
  );
});

test('createSectionCascade() has room for a whole chunk', () => {
  expect(createSectionCascade(coefficientsOf(2, 1)).lanes.map(({ length }) => length)).toEqual([CHUNK_LENGTH, CHUNK_LENGTH]);
});
