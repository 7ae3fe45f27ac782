import { beforeAll, describe, expect, test } from 'vitest';
import { hasEegData, readDevelopmentRecording, readReference } from '../eeg-data.test-support.ts';
import { analyticSignal } from './analytic-signal.ts';
import { createCausalFilter } from './causal-filter.ts';
import { designFir, designNotchFir } from './fir-design.ts';
import { filterFir } from './fir-filter.ts';
import { filterForwardBackward } from './forward-backward.ts';
import { designIir } from './iir-design.ts';
import { multitaperPsd } from './multitaper-psd.ts';
import { resample } from './resample.ts';
import { ringingSampleCount } from './ringing.ts';
import { spectrogram } from './spectrogram.ts';
import type { Spectrum } from './spectrum.ts';
import { welchPsd } from './welch-psd.ts';

/** Parts of a result, in volts. */
interface Excerpt {
  readonly n: number;
  readonly first: number[];
  readonly mid_start: number;
  readonly mid: number[];
  readonly last: number[];
  readonly std: number;
}
interface FilterReference {
  readonly [key: string]: Excerpt;
}
interface PsdReference {
  readonly mne_welch_nfft256_hamming_overlap0: { psd: number[] };
  readonly scipy_welch_2s_default: { psd: number[] };
  readonly mne_multitaper_bw4: { band_mean: Record<string, number> };
}
interface Reference {
  readonly filter: Record<'S001R04_C3_160Hz' | 'cyton_v6_ch0_250Hz', FilterReference>;
  readonly resample: { mne_160_to_100: Excerpt; mne_160_to_250: Excerpt };
  readonly hilbert_alpha_envelope_S001R04_C3: Excerpt;
  readonly psd: Record<string, PsdReference>;
  readonly spectrogram_Oz_ec: { shape: number[]; f10Hz_first20: number[] };
}

/** Greatest difference to the excerpts as a part of the result's standard deviation. @param samplesUv µV; the reference is in volts. */
function deviation(samplesUv: Float64Array, { n, first, mid_start, mid, last, std }: Excerpt): number {
  if (samplesUv.length !== n) return Infinity;
  const parts = [[0, first], [mid_start, mid], [n - last.length, last]] as const;
  return Math.max(...parts.flatMap(([start, values]) => values.map((value, index) => Math.abs(value - samplesUv[start + index] * 1e-6)))) / std;
}

const channelNamed = async (file: string, name: string): Promise<Float64Array> => {
  const { channels, samples } = await readDevelopmentRecording(file);
  return samples[channels.findIndex((channel) => channel.name.replaceAll('.', '').toLowerCase() === name.toLowerCase())];
};

// MNE 1.3.0 and SciPy 1.10.1, by the script of the development recordings.
describe.skipIf(!hasEegData)('filters of real recordings', () => {
  let reference: Reference;
  const signals: Record<string, Float64Array> = {};
  beforeAll(async () => {
    reference = readReference<Reference>();
    signals['S001R04_C3_160Hz'] = await channelNamed('eegmmidb/S001R04.edf', 'C3');
    // The Cyton's, with tens of millivolts of offset.
    signals['cyton_v6_ch0_250Hz'] = (await readDevelopmentRecording('openbci_gui/OpenBCI_GUI-v6-blinks-jawClench-alpha.txt')).samples[0];
  });
  const recordings = [['S001R04_C3_160Hz', 160], ['cyton_v6_ch0_250Hz', 250]] as const;
  const engines = ['wasm-simd', 'typescript'] as const;

  test.each(recordings.flatMap(([name, samplingRateHz]) => engines.map((engine) => [name, engine, samplingRateHz] as const)))('filterFir() of %s by %s is MNE’s, to 1e-9 of its deviation', (name, engine, samplingRateHz) => {
    for (const [key, lowHz, highHz] of [['bp_1_40', 1, 40], ['bp_7_30', 7, 30], ['hp_1', 1, undefined], ['lp_40', undefined, 40]] as const) {
      const [filtered] = filterFir([signals[name]], designFir({ samplingRateHz, lowHz, highHz }), { engine });
      expect(deviation(filtered, reference.filter[name][key])).toBeLessThan(1e-9);
    }
    for (const mainsHz of [50, 60]) {
      const [filtered] = filterFir([signals[name]], designNotchFir({ samplingRateHz, frequenciesHz: [mainsHz] }), { engine });
      expect(deviation(filtered, reference.filter[name][`notch_${mainsHz}`])).toBeLessThan(1e-9);
    }
  });

  test('filterFir() in singles is right to 1e-5 where there is no great offset', () => {
    const [filtered] = filterFir([signals['S001R04_C3_160Hz']], designFir({ samplingRateHz: 160, lowHz: 1, highHz: 40 }), { precision: 'single' });
    expect(deviation(filtered, reference.filter['S001R04_C3_160Hz']['bp_1_40'])).toBeLessThan(1e-5);
  });

  test.each(recordings)('Butterworth filters of %s are MNE’s and SciPy’s, to 1e-8', (name, samplingRateHz) => {
    const sections = designIir({ kind: 'butterworth', order: 4, samplingRateHz, lowHz: 1, highHz: 40 });
    expect(ringingSampleCount(sections)).toBe((reference.filter[name]['iir_butter4_1_40_mne'] as Excerpt & { padlen: number }).padlen);
    for (const engine of engines) {
      for (const [padding, key] of [['mne', 'iir_butter4_1_40_mne'], ['scipy', 'iir_butter4_1_40_scipy_sosfiltfilt']] as const) {
        expect(deviation(filterForwardBackward([signals[name]], sections, { padding, engine })[0], reference.filter[name][key])).toBeLessThan(1e-8);
      }
    }
    for (const [initial, key] of [['zero', 'zeroinit'], ['first-sample', 'zi_x0']] as const) {
      const samples = signals[name].slice();
      createCausalFilter(sections, { channelCount: 1, initial }).process(samples, samples.length);
      expect(deviation(samples, reference.filter[name][`iir_butter4_1_40_scipy_sosfilt_causal_${key}`])).toBeLessThan(1e-9);
    }
  });

  test('resample() is MNE’s with the 100 samples of padding that the reference has', () => {
    for (const [toHz, key] of [[100, 'mne_160_to_100'], [250, 'mne_160_to_250']] as const) {
      expect(deviation(resample([signals['S001R04_C3_160Hz']], { fromHz: 160, toHz, padSampleCount: 100 })[0], reference.resample[key])).toBeLessThan(1e-9);
    }
  });

  test('analyticSignal() has the envelope of scipy.signal.hilbert', () => {
    const [alpha] = filterFir([signals['S001R04_C3_160Hz']], designFir({ samplingRateHz: 160, lowHz: 8, highHz: 13 }));
    const { re, im } = analyticSignal(alpha);
    expect(deviation(re.map((value, index) => Math.hypot(value, im[index])), reference.hilbert_alpha_envelope_S001R04_C3)).toBeLessThan(1e-9);
  });
});

describe.skipIf(!hasEegData)('spectra of a resting recording', () => {
  const inVolts = ({ density }: Spectrum): Float64Array => density.map((value) => value * 1e-12);
  const relative = (values: ArrayLike<number>, expected: readonly number[]): number => Math.max(...expected.map((value, index) => Math.abs(values[index] / value - 1)));

  test.each([
    ['open', 'S001R01'],
    ['closed', 'S001R02'],
  ])('Welch, multitaper and spectrogram with eyes %s are MNE’s and SciPy’s', async (eyes, file) => {
    const { psd, spectrogram_Oz_ec: spectrogramReference } = readReference<Reference>();
    for (const site of ['Oz', 'F3']) {
      const samples = await channelNamed(`eegmmidb/${file}_first60s.edf`, site);
      const expected = psd[`eyes_${eyes}_${site}`];
      for (const engine of ['wasm-simd', 'typescript'] as const) {
        expect(relative(inVolts(welchPsd(samples, { samplingRateHz: 160, convention: 'mne', engine })), expected.mne_welch_nfft256_hamming_overlap0.psd)).toBeLessThan(1e-9);
        expect(relative(inVolts(welchPsd(samples, { samplingRateHz: 160, convention: 'scipy', engine })), expected.scipy_welch_2s_default.psd)).toBeLessThan(1e-9);
      }
      if (site !== 'Oz') continue;
      const multitaper = multitaperPsd(samples, { samplingRateHz: 160 });
      for (const [band, lowHz, highHz] of [['delta', 1, 4], ['theta', 4, 8], ['alpha', 8, 13], ['beta', 13, 30]] as const) {
        const inBand = inVolts(multitaper).filter((_, index) => multitaper.frequenciesHz[index] >= lowHz && multitaper.frequenciesHz[index] <= highHz);
        expect(inBand.reduce((sum, value) => sum + value, 0) / inBand.length / expected.mne_multitaper_bw4.band_mean[band]).toBeCloseTo(1, 5);
      }
      if (eyes !== 'closed') continue;
      const { densities, frequenciesHz } = spectrogram(samples, { samplingRateHz: 160 });
      expect([frequenciesHz.length, densities.length]).toEqual(spectrogramReference.shape);
      expect(relative(densities.map((density) => density[10] * 1e-12), spectrogramReference.f10Hz_first20)).toBeLessThan(1e-9);
    }
  });
});
