import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCausalFilter } from './causal-filter.ts';
import { filterForwardBackward } from './forward-backward.ts';
import { designIir } from './iir-design.ts';
import { greatestDifference, referenceSignal, sine } from './test-signals.test-support.ts';

const samplingRateHz = 250;
const sections = designIir({ kind: 'butterworth', order: 4, samplingRateHz, lowHz: 1, highHz: 40 });

describe('designIir()', () => {
  test.each(['butterworth', 'chebyshev1', 'bessel'] as const)('%s passes 20 Hz and stops 0 and 125 Hz, at every order', (kind) => {
    for (let order = 1; order <= 12; order++) {
      const gainAt = (frequencyHz: number): number => {
        const angleRad = (2 * Math.PI * frequencyHz) / samplingRateHz;
        return designIir({ kind, order, samplingRateHz, lowHz: 5, highHz: 60 }).reduce((gain, { b0, b1, b2, a1, a2 }) => {
          const part = (c0: number, c1: number, c2: number): number => Math.hypot(c0 + c1 * Math.cos(angleRad) + c2 * Math.cos(2 * angleRad), c1 * Math.sin(angleRad) + c2 * Math.sin(2 * angleRad));
          return (gain * part(b0, b1, b2)) / part(1, a1, a2);
        }, 1);
      };
      // A Chebyshev filter of an even order has its band at the bottom of the ripple: 1 dB is 0.89.
      expect(gainAt(20)).toBeGreaterThan(kind === 'bessel' ? 0.8 : 0.88);
      expect(gainAt(20)).toBeLessThan(1.001);
      expect(gainAt(0)).toBeLessThan(1e-6);
      expect(gainAt(125)).toBeLessThan(1e-6);
    }
  });

  test.each([
    [{ kind: 'butterworth', order: 0, samplingRateHz, lowHz: 1 }, /order 0/],
    [{ kind: 'butterworth', order: 2.5, samplingRateHz, lowHz: 1 }, /order 2.5/],
    [{ kind: 'bessel', order: 4, samplingRateHz, lowHz: 40, highHz: 1 }, /from 40 to 1 Hz/],
    [{ kind: 'bessel', order: 4, samplingRateHz: -250, highHz: 1 }, /samplingRateHz -250/],
    [{ kind: 'chebyshev1', order: 4, samplingRateHz, highHz: 200 }, /highHz 200 at 250 Hz/],
    [{ kind: 'chebyshev1', order: 4, samplingRateHz, highHz: 20, rippleDb: 0 }, /rippleDb 0/],
  ] as const)('refuses %o', (design, message) => {
    expect(() => designIir(design)).toThrow(message);
  });
});

describe('filterForwardBackward()', () => {
  const channel = (length: number, seed: number): Float64Array => referenceSignal(length + seed, samplingRateHz).slice(seed);

  test('delays nothing: a sine in the band stays where it is', () => {
    const samples = sine(5000, { frequencyHz: 10, samplingRateHz });
    const [filtered] = filterForwardBackward([samples], sections, { padding: 'mne' });
    expect(greatestDifference(filtered.subarray(1000, 4000), samples.subarray(1000, 4000))).toBeLessThan(0.005);
  });

  test('gives each channel what it gives it alone, through holes and in any company, by either engine', () => {
    const lengths = fc.array(fc.record({ length: fc.integer({ min: 1, max: 600 }), hole: fc.option(fc.nat(599), { nil: undefined }) }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(lengths, (shapes) => {
        const channels = shapes.map(({ length, hole }, index) => channel(length, index).map((value, at) => (at === hole ? NaN : value)));
        const together = filterForwardBackward(channels, sections, { padding: 'mne' });
        const byTwin = filterForwardBackward(channels, sections, { padding: 'mne', engine: 'typescript' });
        for (const [index, samples] of channels.entries()) {
          expect(together[index]).toEqual(byTwin[index]);
          expect(together[index]).toEqual(filterForwardBackward([samples], sections, { padding: 'mne' })[0]);
          const hole = samples.findIndex(Number.isNaN);
          if (hole < 1) continue;
          expect(together[index].slice(0, hole)).toEqual(filterForwardBackward([samples.slice(0, hole)], sections, { padding: 'mne' })[0]);
          expect(together[index][hole]).toBeNaN();
        }
      }),
      { numRuns: 25 },
    );
  });

  test('works through signals longer than a chunk', () => {
    const samples = channel(50_000, 0);
    const [whole] = filterForwardBackward([samples], sections, { padding: 'scipy' });
    const [byTwin] = filterForwardBackward([samples], sections, { padding: 'scipy', engine: 'typescript' });
    expect(whole).toEqual(byTwin);
    // Far from the edges neither the cut nor the padding is seen.
    expect(greatestDifference(whole.subarray(20_000, 30_000), filterForwardBackward([samples.subarray(10_000, 40_000)], sections, { padding: 'mne' })[0].subarray(10_000, 20_000))).toBeLessThan(1e-9);
  });

  test('refuses a signal too short for SciPy’s padding, as SciPy does', () => {
    expect(() => filterForwardBackward([channel(27, 0)], sections, { padding: 'scipy' })).toThrow(/27 samples .* more than 27/);
    expect(filterForwardBackward([channel(28, 0)], sections, { padding: 'scipy' })[0].length).toBe(28);
  });
});

describe('createCausalFilter()', () => {
  test('gives the same whatever the blocks, for each channel on its own', () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(cuts, fc.integer({ min: 1, max: 3 }), fc.constantFrom('first-sample', 'zero'), fc.option(fc.nat(200), { nil: undefined }), (counts, channelCount, initial, hole) => {
        const total = counts.reduce((sum, count) => sum + count, 0);
        const channels = Array.from({ length: channelCount }, (_, index) => referenceSignal(total + index, samplingRateHz).slice(index).map((value, at) => (at === hole ? NaN : value)));
        const whole = channels.map((samples) => {
          const filtered = samples.slice();
          createCausalFilter(sections, { channelCount: 1, initial }).process(filtered, total);
          return filtered;
        });
        const filter = createCausalFilter(sections, { channelCount, initial });
        let start = 0;
        for (const count of counts) {
          const block = new Float64Array(channelCount * count);
          for (const [index, samples] of channels.entries()) block.set(samples.subarray(start, start + count), index * count);
          filter.process(block, count);
          for (const [index, filtered] of whole.entries()) expect(block.slice(index * count, (index + 1) * count)).toEqual(filtered.slice(start, start + count));
          start += count;
        }
      }),
    );
  });

  test('does not ring from an electrode’s offset, unless it is asked to begin at zero', () => {
    const offset = (initial: 'first-sample' | 'zero'): number => {
      const samples = new Float64Array(500).fill(62_000);
      createCausalFilter(sections, { channelCount: 1, initial }).process(samples, 500);
      return Math.max(...samples.map(Math.abs));
    };
    expect(offset('first-sample')).toBeLessThan(1e-6);
    expect(offset('zero')).toBeGreaterThan(10_000);
  });

  test('begins anew after lost samples, and after reset()', () => {
    const filter = createCausalFilter(sections, { channelCount: 1 });
    const samples = Float64Array.of(5, 7, NaN, 900, 900, 900);
    filter.process(samples, 6);
    expect(samples[2]).toBeNaN();
    for (const index of [0, 3, 4, 5]) expect(samples[index]).toBeCloseTo(0, 9);
    filter.reset();
    const again = Float64Array.of(-40, -40);
    filter.process(again, 2);
    expect(Math.max(...again.map(Math.abs))).toBeLessThan(1e-9);
  });

  test('refuses a block of another shape', () => {
    expect(() => createCausalFilter(sections, { channelCount: 0 })).toThrow(/0 channels/);
    expect(() => createCausalFilter(sections, { channelCount: 2 }).process(new Float64Array(5), 3)).toThrow(/2 channels of 3 are 6/);
  });
});
