import { describe, expect, test } from 'vitest';
import { hasEegData, readDevelopmentRecording, readReference } from '../eeg-data.test-support.ts';
import { designFir, filterFir, welchPsd } from '../dsp/index.ts';
import { bandPower, standardBands, type BandName } from './band-power.ts';
import { coherence, phaseLockingValue } from './connectivity.ts';
import { peakFrequency } from './peak-frequency.ts';

interface BandReference {
  readonly mean_psd_V2_Hz: number;
  readonly simpson_V2: number;
  readonly sum_halfopen_V2: number;
  readonly relative_simpson: number;
}
interface Reference {
  readonly psd: {
    readonly eyes_closed_Oz: { bandpower_scipy_welch_2s: Record<BandName, BandReference> };
    readonly eyes_open_Oz: { bandpower_scipy_welch_2s: Record<BandName, BandReference> };
    readonly alpha_ratio_closed_over_open_Oz: number;
    readonly peak_alpha_frequency_eyes_closed_Oz: { paf: number; cog: number };
  };
  readonly coherence_O1_O2_ec: { coh: number[] };
  readonly plv_alpha_O1_O2_ec: number;
}

const VOLTS_SQUARED = 1e-12;
const closed = 'eegmmidb/S001R02_first60s.edf';
const channel = async (file: string, name: string): Promise<Float64Array> => {
  const { channels, samples } = await readDevelopmentRecording(file);
  return samples[channels.findIndex((candidate) => candidate.name.replaceAll('.', '') === name)];
};

// MNE 1.3.0 and SciPy 1.10.1, by the script of the development recordings.
describe.skipIf(!hasEegData)('features of a resting recording', () => {
  test.each([
    ['eyes_closed_Oz', closed],
    ['eyes_open_Oz', 'eegmmidb/S001R01_first60s.edf'],
  ] as const)('bandPower() of %s in every band and by every method, to 1e-8', async (key, file) => {
    const spectrum = welchPsd(await channel(file, 'Oz'), { samplingRateHz: 160, convention: 'scipy' });
    for (const [band, expected] of Object.entries(readReference<Reference>().psd[key].bandpower_scipy_welch_2s) as [BandName, BandReference][]) {
      const range = standardBands[band];
      expect((bandPower(spectrum, { ...range, method: 'mean' }) * VOLTS_SQUARED) / expected.mean_psd_V2_Hz).toBeCloseTo(1, 8);
      expect((bandPower(spectrum, range) * VOLTS_SQUARED) / expected.simpson_V2).toBeCloseTo(1, 8);
      expect((bandPower(spectrum, { ...range, method: 'sum' }) * VOLTS_SQUARED) / expected.sum_halfopen_V2).toBeCloseTo(1, 8);
      expect(bandPower(spectrum, { ...range, relativeTo: { lowHz: 0, highHz: 80 } }) / expected.relative_simpson).toBeCloseTo(1, 8);
    }
  });

  test('peakFrequency() of the alpha rhythm, of four-second segments from 7 to 13 Hz', async () => {
    const { paf, cog } = readReference<Reference>().psd.peak_alpha_frequency_eyes_closed_Oz;
    const { peakHz, centreOfGravityHz, isAtEdge } = peakFrequency(welchPsd(await channel(closed, 'Oz'), { samplingRateHz: 160, convention: 'scipy', segmentLength: 640 }), { lowHz: 7, highHz: 13 });
    expect(peakHz).toBe(paf);
    expect(centreOfGravityHz).toBeCloseTo(cog, 9);
    expect(isAtEdge).toBe(false);
  });

  test('coherence() and phaseLockingValue() of O1 and O2', async () => {
    const reference = readReference<Reference>();
    const [left, right] = [await channel(closed, 'O1'), await channel(closed, 'O2')];
    const { values } = coherence(left, right, { samplingRateHz: 160 });
    for (const [index, expected] of reference.coherence_O1_O2_ec.coh.entries()) expect(values[index]).toBeCloseTo(expected, 10);
    const [leftAlpha, rightAlpha] = filterFir([left, right], designFir({ samplingRateHz: 160, lowHz: 8, highHz: 13 }));
    expect(phaseLockingValue(leftAlpha, rightAlpha)).toBeCloseTo(reference.plv_alpha_O1_O2_ec, 9);
  });
});
