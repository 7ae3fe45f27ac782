import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createConvolution } from './convolution.ts';
import { createTypeScriptConvolution } from './convolution-typescript.ts';
import { createWasmConvolution } from './convolution-wasm.ts';

const wave = (length: number, seed: number): Float64Array => Float64Array.from({ length }, (_, index) => Math.sin(seed + index * index * 0.11));

/** Symmetric, odd in number, of sum about one. */
function symmetricTaps(count: number, seed: number): Float64Array {
  const taps = new Float64Array(count);
  for (let tap = 0; tap <= count >> 1; tap++) taps[tap] = taps[count - 1 - tap] = Math.cos(seed + tap) / count;
  return taps;
}

function circular(signal: Float64Array, taps: Float64Array): Float64Array {
  const centre = taps.length >> 1;
  return signal.map((_, index) => taps.reduce((sum, tap, at) => sum + tap * signal[(index + at - centre + 2 * signal.length) % signal.length], 0));
}

const greatestDifference = (left: ArrayLike<number>, right: ArrayLike<number>): number => Array.from(left).reduce((greatest, value, index) => Math.max(greatest, Math.abs(value - right[index])), 0);

afterEach(() => void vi.unstubAllGlobals());

describe('the convolution in WebAssembly and its TypeScript twin', () => {
  const cases = fc.record({ length: fc.constantFrom(16, 64, 256), tapCount: fc.integer({ min: 0, max: 7 }).map((half) => 2 * half + 1), seed: fc.integer({ min: 0, max: 99 }) });

  test('are the circular convolution, each lane on its own', () => {
    fc.assert(
      fc.property(cases, ({ length, tapCount, seed }) => {
        const taps = symmetricTaps(tapCount, seed);
        for (const engine of [createTypeScriptConvolution(taps, length), createWasmConvolution(taps, length, 'double')!]) {
          for (const [lane, samples] of engine.lanes.entries()) samples.set(wave(length, seed + lane));
          engine.convolve();
          for (const [lane, samples] of engine.lanes.entries()) expect(greatestDifference(samples, circular(wave(length, seed + lane), taps))).toBeLessThan(1e-13);
        }
      }),
      { numRuns: 40 },
    );
  });

  test.each([1024, 4096, 16_384])('agree in blocks of %i, in doubles and in singles', (length) => {
    const taps = symmetricTaps(825, 3);
    const twin = createTypeScriptConvolution(taps, length);
    for (const [precision, tolerance] of [['double', 1e-14], ['single', 1e-5]] as const) {
      const kernel = createWasmConvolution(taps, length, precision)!;
      for (const [lane, samples] of kernel.lanes.entries()) samples.set(wave(length, lane));
      kernel.convolve();
      for (let lane = 0; lane < kernel.laneCount; lane += 2) {
        for (const part of [0, 1]) twin.lanes[part].set(wave(length, lane + part));
        twin.convolve();
        for (const part of [0, 1]) expect(greatestDifference(kernel.lanes[lane + part], twin.lanes[part])).toBeLessThan(tolerance);
      }
    }
  });
});

describe('createConvolution()', () => {
  test('takes the kernel where it runs, and the twin where it does not', () => {
    const taps = symmetricTaps(9, 1);
    expect(createConvolution(taps, { sampleCount: 1000 }).name).toBe('wasm-simd');
    expect(createConvolution(taps, { sampleCount: 1000, engine: 'typescript' }).name).toBe('typescript');
    vi.stubGlobal('WebAssembly', undefined);
    expect(createConvolution(taps, { sampleCount: 1000 }).name).toBe('typescript');
  });

  test('takes no longer blocks than a short signal fills', () => {
    expect(createConvolution(symmetricTaps(9, 1), { sampleCount: 20 }).blockLength).toBe(16);
    expect(createConvolution(symmetricTaps(825, 1), { sampleCount: 900_000 }).blockLength).toBeGreaterThanOrEqual(4096);
  });

  test('refuses an even number of taps', () => {
    expect(() => createConvolution(new Float64Array(8), { sampleCount: 100 })).toThrow(/8 taps/);
  });
});
