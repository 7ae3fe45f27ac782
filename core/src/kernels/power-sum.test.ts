import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPowerSum } from './power-sum.ts';

const wave = (length: number, seed: number): Float64Array => Float64Array.from({ length }, (_, index) => 3 + Math.sin(seed + index * index * 0.11));

function fromDefinition(signals: readonly Float64Array[], window: Float64Array, size: number): Float64Array {
  return Float64Array.from({ length: (size >> 1) + 1 }, (_, frequency) => {
    let power = 0;
    for (const signal of signals) {
      const mean = signal.reduce((sum, value) => sum + value, 0) / signal.length;
      let [re, im] = [0, 0];
      for (let index = 0; index < signal.length; index++) {
        const angleRad = (2 * Math.PI * frequency * index) / size;
        re += (signal[index] - mean) * window[index] * Math.cos(angleRad);
        im -= (signal[index] - mean) * window[index] * Math.sin(angleRad);
      }
      power += re * re + im * im;
    }
    return power;
  });
}

test('createPowerSum() adds up the definition, whatever the size, the zeros beyond the window and the engine', () => {
  // 4·, 2·, 3·, 5· and their products, and sizes with other primes, which the twin alone takes.
  const sizes = fc.oneof(fc.integer({ min: 2, max: 64 }), fc.constantFrom(100, 128, 135, 256, 320, 500));
  fc.assert(
    fc.property(sizes, fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 9 }), (size, missing, signalCount) => {
      const window = wave(Math.max(1, size - missing), 7);
      const signals = Array.from({ length: signalCount }, (_, index) => wave(window.length, index));
      const expected = fromDefinition(signals, window, size);
      const greatest = Math.max(...expected);
      for (const engine of ['wasm-simd', 'typescript'] as const) {
        const sum = createPowerSum({ size, window, engine });
        for (let first = 0; first < signalCount; first += sum.lanes.length) {
          for (const [lane, samples] of sum.lanes.entries()) samples.set(signals[first + lane] ?? new Float64Array(window.length));
          sum.add();
        }
        const total = sum.total();
        expect(total.length).toBe(expected.length);
        for (const [frequency, power] of total.entries()) expect(Math.abs(power - expected[frequency])).toBeLessThan(1e-12 * (greatest + 1));
      }
    }),
    { numRuns: 60 },
  );
});
