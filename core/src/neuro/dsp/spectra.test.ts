import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMorletTransform, morletPower } from './morlet.ts';
import { createMultitaper, multitaperPsd } from './multitaper-psd.ts';
import { resample } from './resample.ts';
import { spectrogram } from './spectrogram.ts';
import { slepianTapers } from './tapers.ts';
import { greatestDifference, referenceSignal, sine, standardDeviation } from './test-signals.test-support.ts';
import { welchPsd } from './welch-psd.ts';

const samplingRateHz = 250;
const peakHz = ({ frequenciesHz, density }: { frequenciesHz: Float64Array; density: Float64Array }): number => frequenciesHz[density.indexOf(Math.max(...density))];

describe('welchPsd()', () => {
  test.each(['mne', 'scipy'] as const)('%s: peaks at the frequency of a pure sine', (convention) => {
    const spectrum = welchPsd(sine(5000, { frequencyHz: 10, samplingRateHz }), { samplingRateHz, convention, segmentLength: 250 });
    expect(peakHz(spectrum)).toBe(10);
  });

  test('its sum times the spacing is the variance', () => {
    const samples = referenceSignal(20_000, samplingRateHz);
    const { density, frequenciesHz } = welchPsd(samples, { samplingRateHz, convention: 'scipy' });
    expect((density.reduce((sum, value) => sum + value, 0) * frequenciesHz[1]) / standardDeviation(samples) ** 2).toBeCloseTo(1, 1);
  });

  test('goes up with the square of the signal, and not with an offset', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e5, noNaN: true }), fc.double({ min: -1e5, max: 1e5, noNaN: true }), (factor, offset) => {
        const samples = referenceSignal(1000, samplingRateHz);
        const plain = welchPsd(samples, { samplingRateHz, convention: 'mne' }).density;
        const scaled = welchPsd(samples.map((value) => value * factor + offset), { samplingRateHz, convention: 'mne' }).density;
        for (let index = 1; index < plain.length; index++) expect(Math.abs(scaled[index] / (plain[index] * factor ** 2) - 1)).toBeLessThan(1e-5);
      }),
      { numRuns: 20 },
    );
  });

  test('leaves out segments with lost samples, by either engine; none left is NaN, and is said', () => {
    const samples = referenceSignal(2000, samplingRateHz);
    samples[700] = NaN;
    const first = welchPsd(samples.slice(0, 700), { samplingRateHz, convention: 'mne' });
    const second = welchPsd(samples.slice(701), { samplingRateHz, convention: 'mne' });
    for (const engine of ['wasm-simd', 'typescript'] as const) {
      const whole = welchPsd(samples, { samplingRateHz, convention: 'mne', engine });
      expect(whole.segmentCount).toBe(first.segmentCount + second.segmentCount);
      const expected = first.density.map((value, index) => (value * first.segmentCount + second.density[index] * second.segmentCount) / whole.segmentCount);
      expect(greatestDifference(whole.density, expected) / Math.max(...expected)).toBeLessThan(1e-13);
    }
    const none = welchPsd(new Float64Array(1000).fill(NaN), { samplingRateHz, convention: 'scipy' });
    expect(none.segmentCount).toBe(0);
    expect(none.density.every(Number.isNaN)).toBe(true);
  });

  test.each([
    [new Float64Array(0), {}, /no samples/],
    [new Float64Array(9), { segmentLength: 0 }, /segmentLength 0/],
    [new Float64Array(9), { segmentLength: 1.5 }, /segmentLength 1.5/],
    [new Float64Array(9), { segmentLength: 4, overlapLength: 4 }, /overlapLength 4/],
    [new Float64Array(9), { samplingRateHz: -1 }, /samplingRateHz -1/],
  ] as const)('refuses %o with %o', (samples, options, message) => {
    expect(() => welchPsd(samples, { samplingRateHz, convention: 'mne', ...options })).toThrow(message);
  });
});

describe('slepianTapers()', () => {
  test('are of unit energy, at right angles, and concentrated in their order', () => {
    const { windows, concentrations } = slepianTapers({ length: 400, halfBandwidth: 4, count: 8 });
    // A periodic window lacks its last sample, which is next to nothing in the first six.
    for (const [index, window] of windows.slice(0, 6).entries()) {
      for (const [other, second] of windows.slice(0, 6).entries()) expect(window.reduce((sum, value, at) => sum + value * second[at], 0)).toBeCloseTo(index === other ? 1 : 0, 3);
    }
    for (let index = 1; index < 8; index++) expect(concentrations[index]).toBeLessThan(concentrations[index - 1]);
    expect(concentrations[0]).toBeGreaterThan(1 - 1e-8);
    expect(concentrations[7]).toBeLessThan(0.9);
  });
});

describe('multitaperPsd()', () => {
  test('spreads a pure sine over its bandwidth and no further', () => {
    const { density, frequenciesHz } = multitaperPsd(sine(1000, { frequencyHz: 20, samplingRateHz }), { samplingRateHz, bandwidthHz: 4 });
    const total = density.reduce((sum, value) => sum + value, 0);
    const inside = density.filter((_, index) => Math.abs(frequenciesHz[index] - 20) <= 2.25).reduce((sum, value) => sum + value, 0);
    expect(inside / total).toBeGreaterThan(0.98);
    expect(total * frequenciesHz[1]).toBeCloseTo(0.5, 2);
  });

  test.each([
    [new Float64Array(100), { bandwidthHz: 1 }, /at least 2.5 Hz/],
    [new Float64Array(100), { bandwidthHz: 300 }, /below the sampling rate/],
    [new Float64Array(100).fill(NaN), {}, /lost samples/],
    [new Float64Array(100).fill(NaN, 99), {}, /lost samples/],
    [new Float64Array(0), {}, /0 samples/],
  ] as const)('refuses %o with %o', (samples, options, message) => {
    expect(() => multitaperPsd(samples, { samplingRateHz, ...options })).toThrow(message);
  });

  test('createMultitaper() makes its tapers once, for one length', () => {
    const multitaper = createMultitaper({ samplingRateHz, sampleCount: 500 });
    const samples = referenceSignal(500, samplingRateHz);
    expect(multitaper.psd(samples)).toEqual(multitaperPsd(samples, { samplingRateHz }));
    expect(() => multitaper.psd(samples.subarray(1))).toThrow(/499 samples/);
  });
});

describe('spectrogram()', () => {
  test('follows a rhythm that comes and goes', () => {
    const samples = sine(2000, { frequencyHz: 10, samplingRateHz }).map((value, index) => (index < 1000 ? value : 0.01 * value));
    const { timesSeconds, frequenciesHz, densities } = spectrogram(samples, { samplingRateHz });
    const alpha = densities.map((density) => density[frequenciesHz.indexOf(10)]);
    expect(timesSeconds[0]).toBe(0.5);
    expect(alpha[0] / alpha[alpha.length - 1]).toBeCloseTo(10_000, -1);
  });

  test('refuses a segment longer than the signal', () => {
    expect(() => spectrogram(new Float64Array(10), { samplingRateHz })).toThrow(/10 samples with segmentLength 250/);
  });
});

describe('createMorletTransform()', () => {
  test('has the most power at a sine’s own frequency, and its amplitude does not depend on the phase', () => {
    const frequenciesHz = [6, 8, 10, 12, 14];
    const powers = [0, 1, 2].map((phaseRad) => morletPower(sine(1000, { frequencyHz: 10, samplingRateHz, phaseRad }), { samplingRateHz, frequenciesHz, cycleCounts: 5 }).map((power) => power[500]));
    for (const power of powers) {
      expect(power.indexOf(Math.max(...power))).toBe(2);
      expect(power[2] / powers[0][2]).toBeCloseTo(1, 5);
    }
  });

  test.each([
    [{ frequenciesHz: [125], cycleCounts: 2 }, /125 Hz/],
    [{ frequenciesHz: [0], cycleCounts: 2 }, /of 0 Hz/],
    [{ frequenciesHz: [10], cycleCounts: 0 }, /0 cycles/],
    [{ frequenciesHz: [10, 20], cycleCounts: [1] }, /2 frequencies with 1/],
    [{ frequenciesHz: [1], cycleCounts: 7 }, /take fewer cycles or longer epochs/],
  ])('refuses %o', (options, message) => {
    expect(() => createMorletTransform({ samplingRateHz, sampleCount: 500, ...options })).toThrow(message);
  });
});

describe('resample()', () => {
  test('keeps a sine below half the lower rate, and its time', () => {
    // 128 samples of padding on each side make 2,048: lengths that these ratios take exactly. Others shift by up to half a sample, as MNE's do.
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 200 }).map((sixtyFourths) => (samplingRateHz * sixtyFourths) / 64), (toHz) => {
        const [result] = resample([sine(1792, { frequencyHz: 10, samplingRateHz })], { fromHz: samplingRateHz, toHz });
        const expected = sine(result.length, { frequencyHz: 10, samplingRateHz: toHz });
        const edge = Math.ceil(toHz);
        expect(result.length).toBe(Math.round((1792 * toHz) / samplingRateHz));
        // The padding ends somewhere in a period; the far middle does not know.
        expect(greatestDifference(result.subarray(edge, -edge), expected.subarray(edge, -edge))).toBeLessThan(0.02);
      }),
      { numRuns: 15 },
    );
  });

  test('a channel with a lost sample gives NaN, and its neighbours what they give alone', () => {
    const whole = referenceSignal(400, samplingRateHz);
    const broken = whole.map((value, index) => (index === 9 ? NaN : value));
    const [lost, kept] = resample([broken, whole], { fromHz: samplingRateHz, toHz: 100 });
    expect(lost.every(Number.isNaN)).toBe(true);
    expect(greatestDifference(kept, resample([whole], { fromHz: samplingRateHz, toHz: 100 })[0])).toBeLessThan(1e-11);
  });

  test('is a copy between equal rates, and nothing of nothing', () => {
    const samples = referenceSignal(50, samplingRateHz);
    const [copy] = resample([samples], { fromHz: 250, toHz: 250 });
    expect(copy).toEqual(samples);
    expect(copy).not.toBe(samples);
    expect(resample([], { fromHz: 250, toHz: 100 })).toEqual([]);
  });

  test.each([
    [[new Float64Array(9)], { fromHz: 0, toHz: 100 }, /from at samplingRateHz 0/],
    [[new Float64Array(9)], { fromHz: 250, toHz: NaN }, /to at samplingRateHz NaN/],
    [[new Float64Array(9), new Float64Array(8)], { fromHz: 250, toHz: 100 }, /9 and 8 samples/],
    [[new Float64Array(9)], { fromHz: 1, toHz: 1e12 }, /too long/],
    [[new Float64Array(9)], { fromHz: 250, toHz: 100, padSampleCount: -1 }, /padSampleCount -1/],
  ] as const)('refuses %o, %o', (channels, options, message) => {
    expect(() => resample(channels, options)).toThrow(message);
  });
});
