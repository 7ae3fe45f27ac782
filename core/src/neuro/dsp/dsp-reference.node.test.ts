import { describe, expect, test } from 'vitest';
import { readFixture } from '../eeg-data.test-support.ts';
import type { IirKind } from './analog-prototypes.ts';
import { crossSpectrum } from './cross-spectrum.ts';
import { designFir, designNotchFir } from './fir-design.ts';
import { filterFir } from './fir-filter.ts';
import { designIir } from './iir-design.ts';
import { morletPower } from './morlet.ts';
import { multitaperPsd } from './multitaper-psd.ts';
import { resample } from './resample.ts';
import { ringingSampleCount } from './ringing.ts';
import { restingStates } from './second-order-section.ts';
import { greatestDifference, referenceSignal, standardDeviation } from './test-signals.test-support.ts';
import { welchPsd } from './welch-psd.ts';

interface Reference {
  readonly iir: readonly { kind: IirKind; order: number; samplingRateHz: number; lowHz: number | null; highHz: number | null; band: 'pass' | 'stop'; sos: number[][]; ringing: number; zi: number[][] }[];
  readonly fir: readonly { samplingRateHz: number; lowHz: number | null; highHz: number | null; taps: number[] }[];
  readonly signal: { first10: number[] };
  readonly filteredShort: number[];
  readonly notchShort: number[];
  readonly notchTwo: number[];
  readonly resampleAuto: { to: number; samples: number[] };
  readonly resampleUp: { to: number; samples: number[] };
  readonly resampleOdd: { to: number; samples: number[] };
  readonly multitaper: { density: number[]; frequenciesHz: number[] };
  readonly welchShortMne: number[];
  readonly welchShortScipy: number[];
  readonly welchOdd: number[];
  readonly morlet: number[][];
  readonly morletPlain: number[][];
  readonly coherence: number[];
  readonly weightedPhaseLagIndex: number[];
}

/** SciPy 1.10.1 and MNE 1.3.0, by fixtures/eeg/dsp-reference.py. */
const reference = readFixture<Reference>('dsp-reference.json');
const x = referenceSignal(700, 125);
const short = referenceSignal(60, 125);
const relativeDifference = (left: ArrayLike<number>, right: ArrayLike<number>): number => greatestDifference(left, right) / Math.max(...Array.from(right, Math.abs));

test('the signal is the one the script made', () => {
  expect(greatestDifference(x.subarray(0, 10), reference.signal.first10)).toBeLessThan(1e-13);
});

describe('designs', () => {
  test.each(reference.iir.map((entry) => [`${entry.kind} ${entry.order} ${entry.lowHz ?? ''}-${entry.highHz ?? ''} ${entry.band}`, entry] as const))('designIir(%s) has SciPy’s sections in SciPy’s order', (_name, { sos, ringing, zi, lowHz, highHz, ...design }) => {
    const sections = designIir({ ...design, ...(lowHz === null ? {} : { lowHz }), ...(highHz === null ? {} : { highHz }) });
    expect(sections.length).toBe(sos.length);
    for (const [index, { b0, b1, b2, a1, a2 }] of sections.entries()) {
      // Zeros that fall together exactly (±1, ±i) come out of SciPy's root finding with the rounding of the design in them.
      expect(greatestDifference([b0, b1, b2, 1, a1, a2], sos[index])).toBeLessThan(1e-11);
    }
    expect(ringingSampleCount(sections)).toBe(ringing);
    expect(relativeDifference(restingStates(sections), zi.flat())).toBeLessThan(1e-8);
  });

  test.each(reference.fir.map((entry) => [`${entry.samplingRateHz} Hz, ${entry.lowHz ?? ''}-${entry.highHz ?? ''}`, entry] as const))('designFir(%s) has MNE’s taps', (_name, { taps, samplingRateHz, lowHz, highHz }) => {
    const ours = designFir({ samplingRateHz, lowHz: lowHz ?? undefined, highHz: highHz ?? undefined });
    expect(ours.length).toBe(taps.length);
    expect(greatestDifference(ours, taps)).toBeLessThan(1e-12);
  });
});

describe('filters', () => {
  test('filterFir() filters a signal that is shorter than the taps as MNE does', () => {
    const [filtered] = filterFir([short], designFir({ samplingRateHz: 125, lowHz: 8, highHz: 30 }));
    expect(greatestDifference(filtered, reference.filteredShort)).toBeLessThan(1e-9 * standardDeviation(reference.filteredShort));
  });

  test('designNotchFir() takes out one frequency, and two, as mne.filter.notch_filter', () => {
    const [one] = filterFir([x], designNotchFir({ samplingRateHz: 125, frequenciesHz: [50] }));
    expect(greatestDifference(one, reference.notchShort)).toBeLessThan(1e-9 * standardDeviation(reference.notchShort));
    const [two] = filterFir([referenceSignal(3000, 250)], designNotchFir({ samplingRateHz: 250, frequenciesHz: [50, 100] }));
    expect(greatestDifference(two.filter((_, index) => index % 97 === 0), reference.notchTwo)).toBeLessThan(1e-9 * standardDeviation(reference.notchTwo));
  });
});

test.each([
  ['down', x, 125, reference.resampleAuto],
  ['up', x, 125, reference.resampleUp],
  ['from an odd length by an odd ratio', x.subarray(0, 333), 125, reference.resampleOdd],
] as const)('resample() %s, as mne.filter.resample(npad=auto)', (_name, samples, fromHz, { to, samples: expected }) => {
  // Two channels: each must come out as if it were alone.
  for (const channel of resample([samples, samples.map((value) => -3 * value)], { fromHz, toHz: to }).map((values, index) => values.map((value) => (index === 0 ? value : value / -3)))) {
    expect(greatestDifference(channel, expected)).toBeLessThan(1e-9 * standardDeviation(expected));
  }
});

describe('spectra', () => {
  test('multitaperPsd(), as psd_array_multitaper(bandwidth=4, normalization=full)', () => {
    const { frequenciesHz, density } = multitaperPsd(x, { samplingRateHz: 125 });
    expect(greatestDifference(frequenciesHz, reference.multitaper.frequenciesHz)).toBeLessThan(1e-12);
    expect(relativeDifference(density, reference.multitaper.density)).toBeLessThan(1e-9);
  });

  test('welchPsd() of a signal shorter than a segment: MNE fills up with zeros, SciPy shortens', () => {
    const mne = welchPsd(short, { samplingRateHz: 125, convention: 'mne', segmentLength: 64 });
    expect(relativeDifference(mne.density, reference.welchShortMne)).toBeLessThan(1e-12);
    expect(relativeDifference(welchPsd(short, { samplingRateHz: 125, convention: 'scipy' }).density, reference.welchShortScipy)).toBeLessThan(1e-12);
  });

  test('welchPsd() of segments of a prime length', () => {
    const { density } = welchPsd(x, { samplingRateHz: 125, convention: 'scipy', segmentLength: 97 });
    expect(relativeDifference(density, reference.welchOdd)).toBeLessThan(1e-12);
  });

  test.each([
    ['without a constant part', { frequenciesHz: [6, 10, 20], cycleCounts: [3, 5, 10], zeroMean: true }, reference.morlet],
    ['plain', { frequenciesHz: [6, 10], cycleCounts: 2, zeroMean: false }, reference.morletPlain],
  ] as const)('morletPower() with wavelets %s, as tfr_array_morlet', (_name, options, expected) => {
    for (const [index, power] of morletPower(x, { samplingRateHz: 125, ...options }).entries()) {
      expect(relativeDifference(power.filter((_, sample) => sample % 7 === 0), expected[index])).toBeLessThan(1e-10);
    }
  });

  test('crossSpectrum(): coherence and weighted phase-lag index, as from scipy.signal.coherence and stft', () => {
    const { firstPower, secondPower, re, im, absoluteIm } = crossSpectrum(x.subarray(0, -3), x.subarray(3).map((value) => value ** 2), { samplingRateHz: 125, segmentLength: 50 });
    expect(greatestDifference(re.map((value, at) => (value ** 2 + im[at] ** 2) / (firstPower[at] * secondPower[at])), reference.coherence)).toBeLessThan(1e-10);
    // At 0 Hz and half the rate every imaginary part is 0 but for rounding.
    const inner = im.subarray(1, -1).map((value, at) => Math.abs(value) / absoluteIm[at + 1]);
    expect(greatestDifference(inner, reference.weightedPhaseLagIndex.slice(1, -1))).toBeLessThan(1e-9);
  });
});
