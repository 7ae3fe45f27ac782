import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { designFir, designNotchFir } from './fir-design.ts';
import { filterFir } from './fir-filter.ts';
import { shortStretches } from './good-stretches.ts';
import { greatestDifference, referenceSignal, sine } from './test-signals.test-support.ts';

const samplingRateHz = 250;

describe('designFir()', () => {
  test.each([
    [{ samplingRateHz, lowHz: 1, highHz: 40 }, 825],
    [{ samplingRateHz: 160, lowHz: 1, highHz: 40 }, 529],
    [{ samplingRateHz: 128, lowHz: 1, highHz: 40 }, 423],
    [{ samplingRateHz, highHz: 40 }, 83],
  ])('is as long as its steepest slope needs: %o', (band, length) => {
    expect(designFir(band).length).toBe(length);
  });

  test('lets the band through and stops what is beyond its slopes', () => {
    const taps = designFir({ samplingRateHz, lowHz: 8, highHz: 13 });
    const gainAt = (frequencyHz: number): number => Math.abs(taps.reduce((sum, tap, index) => sum + tap * Math.cos((2 * Math.PI * frequencyHz * (index - (taps.length >> 1))) / samplingRateHz), 0));
    for (const frequencyHz of [8.5, 10, 12.5]) expect(gainAt(frequencyHz)).toBeCloseTo(1, 2);
    for (const frequencyHz of [0, 3, 5.9, 16.5, 50, 125]) expect(gainAt(frequencyHz)).toBeLessThan(0.01);
  });

  test.each([
    [{ samplingRateHz: 0, lowHz: 1 }, /samplingRateHz 0/],
    [{ samplingRateHz: NaN, lowHz: 1 }, /samplingRateHz NaN/],
    [{ samplingRateHz: Infinity, lowHz: 1 }, /samplingRateHz Infinity/],
    [{ samplingRateHz, lowHz: 40, highHz: 1 }, /from 40 to 1 Hz/],
    [{ samplingRateHz, lowHz: 10, highHz: 10 }, /from 10 to 10 Hz/],
    [{ samplingRateHz, highHz: 125 }, /highHz 125 at 250 Hz/],
    [{ samplingRateHz, lowHz: -1 }, /lowHz -1/],
    [{ samplingRateHz, lowHz: NaN }, /lowHz NaN/],
    [{ samplingRateHz }, /neither lowHz nor highHz/],
    [{ samplingRateHz, lowHz: 1, lowTransitionHz: 2 }, /lowTransitionHz 2/],
    [{ samplingRateHz, highHz: 40, highTransitionHz: 0 }, /highTransitionHz 0/],
  ])('refuses %o', (band, message) => {
    expect(() => designFir(band)).toThrow(message);
  });
});

describe('designNotchFir()', () => {
  test.each([
    [{ samplingRateHz, frequenciesHz: [] }, /empty/],
    [{ samplingRateHz, frequenciesHz: [125] }, /notch at 125 Hz/],
    [{ samplingRateHz, frequenciesHz: [0.4] }, /notch at 0.4 Hz/],
    [{ samplingRateHz, frequenciesHz: [50, 50.5] }, /inside the notch/],
    [{ samplingRateHz, frequenciesHz: [50], widthHz: -1 }, /widthHz -1/],
    [{ samplingRateHz, frequenciesHz: [50], transitionHz: 0 }, /transitionHz 0/],
  ])('refuses %o', (design, message) => {
    expect(() => designNotchFir(design)).toThrow(message);
  });

  test('takes the mains out and leaves 45 Hz', () => {
    const [filtered] = filterFir([sine(5000, { frequencyHz: 50, samplingRateHz }).map((value, index) => value + Math.sin((2 * Math.PI * 45 * index) / samplingRateHz))], designNotchFir({ samplingRateHz, frequenciesHz: [50] }));
    expect(greatestDifference(filtered.subarray(1500, 3500), sine(5000, { frequencyHz: 45, samplingRateHz }).subarray(1500, 3500))).toBeLessThan(0.01);
  });
});

describe('filterFir()', () => {
  const taps = designFir({ samplingRateHz, lowHz: 8, highHz: 30 });
  const channel = (length: number, seed: number): Float64Array => referenceSignal(length + seed, samplingRateHz).slice(seed);

  test('is the sum over the taps, edges turned about their last samples', () => {
    const samples = channel(3000, 0);
    const [filtered] = filterFir([samples], taps);
    const half = taps.length >> 1;
    const at = (index: number): number => {
      if (index < 0) return 2 * samples[0] - samples[-index];
      return index < samples.length ? samples[index] : 2 * samples[samples.length - 1] - samples[2 * (samples.length - 1) - index];
    };
    for (const index of [0, 1, 57, 1500, 2998, 2999]) {
      expect(filtered[index]).toBeCloseTo(taps.reduce((sum, tap, tapIndex) => sum + tap * at(index + half - tapIndex), 0), 10);
    }
  });

  test('gives each channel what it gives it alone, whatever its length and company, by either engine', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 6 }), (lengths) => {
        const channels = lengths.map(channel);
        const together = filterFir(channels, taps);
        const byTwin = filterFir(channels, taps, { engine: 'typescript' });
        for (const [index, samples] of channels.entries()) {
          expect(greatestDifference(together[index], filterFir([samples], taps)[0])).toBeLessThan(1e-11);
          expect(greatestDifference(together[index], byTwin[index])).toBeLessThan(1e-11);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('filters stretches between lost samples each on its own; what was lost stays lost', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 699 }), { maxLength: 4 }), (lost) => {
        const samples = channel(700, 1);
        for (const index of lost) samples[index] = NaN;
        const [filtered, neighbour] = filterFir([samples, channel(700, 2)], taps);
        const bounds = [-1, ...lost.toSorted((left, right) => left - right), 700];
        for (const [part, before] of bounds.slice(0, -1).entries()) {
          const stretch = samples.slice(before + 1, bounds[part + 1]);
          if (stretch.length > 0) expect(greatestDifference(filtered.subarray(before + 1, bounds[part + 1]), filterFir([stretch], taps)[0])).toBeLessThan(1e-11);
        }
        for (const index of lost) expect(filtered[index]).toBeNaN();
        // A hole in one channel is none in another.
        expect(greatestDifference(neighbour, filterFir([channel(700, 2)], taps)[0])).toBeLessThan(1e-11);
      }),
      { numRuns: 25 },
    );
  });

  test('shortStretches() names the stretches that taps are too long for', () => {
    const samples = channel(1000, 0);
    samples[100] = NaN;
    expect(shortStretches([samples, channel(1000, 1)], taps.length)).toEqual([{ channelIndex: 0, start: 0, end: 100 }]);
  });

  test('does not change its input, and takes none', () => {
    const samples = channel(500, 3);
    filterFir([samples], taps);
    expect(samples).toEqual(channel(500, 3));
    expect(filterFir([], taps)).toEqual([]);
    expect(filterFir([new Float64Array(0)], taps)).toEqual([new Float64Array(0)]);
    expect(filterFir([new Float64Array(5).fill(NaN)], taps)).toEqual([new Float64Array(5).fill(NaN)]);
  });

  test('leaves an infinity where it is: it spoils its surroundings, never another channel', () => {
    const samples = channel(2000, 0);
    samples[1000] = Infinity;
    const [spoiled, whole] = filterFir([samples, channel(2000, 1)], taps);
    expect(spoiled[1000]).toBeNaN();
    expect(greatestDifference(whole, filterFir([channel(2000, 1)], taps)[0])).toBeLessThan(1e-11);
  });

  test.each([
    [Float64Array.of(0.5, 0.5), /2 taps/],
    [Float64Array.of(1, 0, 2), /tap 0 is 1 but tap 2 is 2/],
    [Float64Array.of(NaN, 1, NaN), /not a number/],
  ])('refuses taps %o', (wrong, message) => {
    expect(() => filterFir([channel(10, 0)], wrong)).toThrow(message);
  });

  test('stops when it is told to', () => {
    expect(() => filterFir([channel(5000, 0)], taps, { signal: AbortSignal.abort() })).toThrow(expect.objectContaining({ code: 'aborted' }));
  });
});
