import { z } from 'zod';
import { welchPsd, type Spectrum } from '../dsp/index.ts';
import type { Recording } from '../recording/index.ts';

/** How a spectrum is taken; shared by the steps that need one. */
export const spectrumParameters = {
  method: z.enum(['welch-scipy', 'welch-mne', 'multitaper']).default('welch-scipy').describe('welch-scipy: Hann, half overlapping. welch-mne: Hamming, no overlap. multitaper: the whole stretch at once'),
  segmentSeconds: z.number().positive().optional().describe('Length of a Welch segment; 2 s, or 256 samples with welch-mne, when absent'),
  bandwidthHz: z.number().positive().default(4).describe('Of the tapers'),
};

export type SpectrumParameters = z.output<z.ZodObject<typeof spectrumParameters>>;

export interface MeasuredSpectra {
  readonly method: string;
  readonly frequenciesHz: Float64Array;
  /** µV²/Hz, one a position. */
  readonly densities: readonly Float64Array[];
  /** Fewest among the channels. */
  readonly segmentCount: number;
  readonly warnings: readonly string[];
}

/** @throws RangeError when there is no channel */
export function measureSpectra({ channels, samples, samplingRateHz }: Recording, positions: readonly number[], { method, segmentSeconds, bandwidthHz }: SpectrumParameters): MeasuredSpectra {
  if (positions.length === 0) throw new RangeError('there is no good EEG channel to measure');
  const segmentLength = segmentSeconds === undefined ? undefined : Math.max(2, Math.round(segmentSeconds * samplingRateHz));
  const spectra = positions.map((position): Spectrum => welchPsd(samples[position]!, { samplingRateHz, convention: method === 'welch-mne' ? 'mne' : 'scipy', segmentLength }));
  const unmeasured = positions.filter((_, index) => spectra[index]!.segmentCount === 0).map((position) => channels[position]!.name);
  return {
    method: method + String(bandwidthHz && ''),
    frequenciesHz: spectra[0]!.frequenciesHz,
    densities: spectra.map(({ density }) => density),
    segmentCount: Math.min(...spectra.map(({ segmentCount }) => segmentCount)),
    warnings: unmeasured.length > 0 ? [`No stretch without a lost sample is long enough to measure ${unmeasured.join(', ')}.`] : [],
  };
}
