import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../../foundation/index.ts';
import type { Spectrum } from '../dsp/index.ts';
import { bandPower, bandPowers, standardBands } from './band-power.ts';
import { coherence, phaseLockingValue, weightedPhaseLagIndex } from './connectivity.ts';
import { focusIndex } from './focus-index.ts';
import { peakFrequency } from './peak-frequency.ts';
import { spectralSlope } from './spectral-slope.ts';

const spectrumOf = (densityAt: (frequencyHz: number) => number, stepHz = 0.5, highestHz = 80): Spectrum => {
  const frequenciesHz = Float64Array.from({ length: Math.round(highestHz / stepHz) + 1 }, (_, index) => index * stepHz);
  return { frequenciesHz, density: frequenciesHz.map(densityAt), segmentCount: 10 };
};
const bump = (frequencyHz: number, centreHz: number, widthHz: number): number => Math.exp(-(((frequencyHz - centreHz) / widthHz) ** 2));
const noise = (length: number, seed: number): Float64Array => {
  const random = createSeededRandom(seed);
  return Float64Array.from({ length }, () => random.normal());
};

describe('bandPower()', () => {
  test('of a flat spectrum is the width of the band', () => {
    const flat = spectrumOf(() => 2);
    expect(bandPower(flat, { lowHz: 8, highHz: 13 })).toBeCloseTo(10, 10);
    expect(bandPower(flat, { lowHz: 8, highHz: 13, method: 'sum' })).toBeCloseTo(10, 10);
    expect(bandPower(flat, { lowHz: 8, highHz: 13, method: 'mean' })).toBeCloseTo(2, 10);
    expect(bandPower(flat, { lowHz: 8, highHz: 13, relativeTo: { lowHz: 0, highHz: 80 } })).toBeCloseTo(5 / 80, 10);
  });

  test('with sum, neighbouring bands add up to the whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 1, max: 19 }), (middle, seed) => {
        const spectrum = spectrumOf((frequencyHz) => 1 + Math.sin(frequencyHz * seed) ** 2);
        const part = (lowHz: number, highHz: number): number => bandPower(spectrum, { lowHz, highHz, method: 'sum' });
        expect(part(1, middle) + part(middle, 70)).toBeCloseTo(part(1, 70), 9);
      }),
    );
  });

  test('takes both ends although steps of a third of a hertz meet them only nearly', () => {
    expect(bandPower(spectrumOf(() => 1, 1 / 3), { lowHz: 8, highHz: 13, method: 'mean' })).toBeCloseTo(1, 12);
    expect(bandPower(spectrumOf(() => 1, 1 / 3), { lowHz: 8, highHz: 13 })).toBeCloseTo(5, 9);
  });

  test.each([
    [{ lowHz: 13, highHz: 8 }, /lowHz must be below/],
    [{ lowHz: 90, highHz: 95 }, /has no frequency there/],
    [{ lowHz: 8.1, highHz: 8.4 }, /has no frequency there/],
    [{ lowHz: NaN, highHz: 8 }, /from NaN/],
  ])('refuses %o', (range, message) => {
    expect(() => bandPower(spectrumOf(() => 1), range)).toThrow(message);
  });

  test('bandPowers() lists the bands that the spectrum reaches; their parts add up to one', () => {
    const powers = bandPowers(spectrumOf((frequencyHz) => 1 / (1 + frequencyHz), 0.5, 40));
    expect(powers.map(({ band }) => band)).toEqual(['delta', 'theta', 'alpha', 'beta']);
    expect(powers.reduce((sum, { relativePower }) => sum + relativePower, 0)).toBeCloseTo(1, 12);
  });
});

describe('peakFrequency()', () => {
  test('finds the peak and the centre of what surrounds it', () => {
    const { peakHz, centreOfGravityHz, isAtEdge } = peakFrequency(spectrumOf((frequencyHz) => bump(frequencyHz, 10.5, 1)), standardBands.alpha);
    expect(peakHz).toBe(10.5);
    expect(centreOfGravityHz).toBeCloseTo(10.5, 2);
    expect(isAtEdge).toBe(false);
  });

  test('says when there is no peak but a slope', () => {
    expect(peakFrequency(spectrumOf((frequencyHz) => 1 / (1 + frequencyHz)))).toMatchObject({ peakHz: 8, isAtEdge: true });
    expect(peakFrequency(spectrumOf(() => NaN)).peakHz).toBeNaN();
  });
});

describe('spectralSlope()', () => {
  test('finds the exponent of a power law, and a strong alpha rhythm does not bend it', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.2, max: 3, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true }), (exponent, offset) => {
        const law = (frequencyHz: number): number => 10 ** offset / Math.max(frequencyHz, 0.1) ** exponent;
        const plain = spectralSlope(spectrumOf(law));
        expect(plain.exponent).toBeCloseTo(exponent, 6);
        expect(plain.offset).toBeCloseTo(offset, 6);
        expect(plain.medianDeviation).toBeLessThan(1e-6);
        const withAlpha = spectralSlope(spectrumOf((frequencyHz) => law(frequencyHz) * (1 + 20 * bump(frequencyHz, 10, 1))));
        expect(Math.abs(withAlpha.exponent - exponent)).toBeLessThan(0.15);
      }),
      { numRuns: 30 },
    );
  });

  test('refuses a range with too little in it', () => {
    expect(() => spectralSlope(spectrumOf(() => 0))).toThrow(/only 0 frequencies/);
  });
});

describe('focusIndex()', () => {
  test('is the ratio that it says, of the terms that it gives', () => {
    const { focus, relaxation, terms } = focusIndex([spectrumOf((frequencyHz) => bump(frequencyHz, 10, 2)), spectrumOf(() => 1)]);
    const [theta, alpha, beta] = terms.map(({ relativePower }) => relativePower);
    expect(theta + alpha + beta).toBeCloseTo(1, 12);
    expect(focus).toBe(beta / (alpha + theta));
    expect(relaxation).toBe(alpha / (theta + beta));
  });

  test('rises with beta; relaxation rises with alpha', () => {
    const rest = focusIndex([spectrumOf((frequencyHz) => 0.1 + bump(frequencyHz, 10, 1))]);
    const work = focusIndex([spectrumOf((frequencyHz) => 0.1 + bump(frequencyHz, 20, 4))]);
    expect(work.focus).toBeGreaterThan(rest.focus);
    expect(rest.relaxation).toBeGreaterThan(work.relaxation);
  });

  test('refuses no spectra', () => {
    expect(() => focusIndex([])).toThrow(RangeError);
  });
});

describe('connectivity', () => {
  const samplingRateHz = 100;
  const shared = noise(5000, 1);
  const mixed = (own: number, delay = 0): Float64Array => noise(5000, own).map((value, index) => 0.5 * value + (shared[index - delay] ?? 0));

  test('coherence() is one with itself, and near nothing between strangers', () => {
    for (const value of coherence(shared, shared.map((sample) => -3 * sample), { samplingRateHz }).values) expect(value).toBeCloseTo(1, 9);
    const strangers = coherence(noise(5000, 2), noise(5000, 3), { samplingRateHz }).values;
    expect(strangers.reduce((sum, value) => sum + value, 0) / strangers.length).toBeLessThan(0.1);
  });

  test('weightedPhaseLagIndex() sees a delay and is blind to what arrives at once', () => {
    const meanOf = (values: Float64Array): number => values.subarray(1, -1).reduce((sum, value) => sum + value, 0) / (values.length - 2);
    expect(meanOf(weightedPhaseLagIndex(mixed(4), mixed(5), { samplingRateHz }).values)).toBeLessThan(0.35);
    expect(meanOf(weightedPhaseLagIndex(mixed(4), mixed(5, 1), { samplingRateHz }).values)).toBeGreaterThan(0.75);
    expect(weightedPhaseLagIndex(shared, shared, { samplingRateHz }).values.every((value) => value === 0)).toBe(true);
  });

  test('segments with lost samples are left out; none left is NaN', () => {
    const holed = shared.map((value, index) => (index === 2500 ? NaN : value));
    const { segmentCount, values } = coherence(holed, shared, { samplingRateHz });
    expect(segmentCount).toBe(coherence(shared, shared, { samplingRateHz }).segmentCount - 2);
    for (const value of values) expect(value).toBeCloseTo(1, 9);
    expect(coherence(shared.map(() => NaN), shared, { samplingRateHz }).values.every(Number.isNaN)).toBe(true);
  });

  test('phaseLockingValue() is one for a constant lag and falls with its spread', () => {
    const wave = (frequencyHz: number, phaseRad = 0): Float64Array => Float64Array.from({ length: 1000 }, (_, index) => Math.sin((2 * Math.PI * frequencyHz * index) / samplingRateHz + phaseRad));
    expect(phaseLockingValue(wave(10), wave(10, 1))).toBeCloseTo(1, 6);
    expect(phaseLockingValue(wave(10), wave(12))).toBeLessThan(0.05);
  });

  test('different lengths and holes are refused', () => {
    expect(() => coherence(shared, shared.subarray(1), { samplingRateHz })).toThrow(/5000 and 4999/);
    expect(() => coherence(shared.subarray(0, 10), shared.subarray(0, 10), { samplingRateHz })).toThrow(/segmentLength 200/);
    expect(() => phaseLockingValue(shared, shared.subarray(1))).toThrow(/5000 and 4999/);
    expect(() => phaseLockingValue(shared, shared.map(() => NaN))).toThrow(/lost samples/);
  });
});
