import { z } from 'zod';
import { goodStretches, multitaperPsd, welchPsd, type Spectrum } from '../dsp/index.ts';
import type { Recording } from '../recording/index.ts';

/** How a spectrum is taken; shared by the steps that need one. */
export const spectrumParameters = {
  method: z.enum(['welch-scipy', 'welch-mne', 'multitaper']).default('welch-scipy').describe('welch-scipy: Hann, half overlapping. welch-mne: Hamming, no overlap. multitaper: the longest stretch without a lost sample at once'),
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

/** @throws RangeError when there is no channel, or no sample that was not lost */
export function measureSpectra(recording: Recording, positions: readonly number[], parameters: SpectrumParameters): MeasuredSpectra {
  if (positions.length === 0) throw new RangeError('there is no good EEG channel to measure');
  const spectra = parameters.method === 'multitaper' ? multitaperSpectra(recording, positions, parameters) : welchSpectra(recording, positions, parameters);
  const unmeasured = positions.filter((_, index) => spectra[index].segmentCount === 0).map((position) => recording.channels[position].name);
  return {
    method: parameters.method,
    frequenciesHz: spectra[0].frequenciesHz,
    densities: spectra.map(({ density }) => density),
    segmentCount: Math.min(...spectra.map(({ segmentCount }) => segmentCount)),
    warnings: unmeasured.length > 0 ? [`No stretch without a lost sample is long enough to measure ${unmeasured.join(', ')}.`] : [],
  };
}

function welchSpectra({ samples, samplingRateHz }: Recording, positions: readonly number[], { method, segmentSeconds }: SpectrumParameters): Spectrum[] {
  const segmentLength = segmentSeconds === undefined ? undefined : Math.max(2, Math.round(segmentSeconds * samplingRateHz));
  return positions.map((position) => welchPsd(samples[position], { samplingRateHz, convention: method === 'welch-mne' ? 'mne' : 'scipy', segmentLength }));
}

/** Over the longest stretch that no channel lost a sample in, so that all have the same frequencies. */
function multitaperSpectra({ samples, samplingRateHz }: Recording, positions: readonly number[], { bandwidthHz }: SpectrumParameters): Spectrum[] {
  const whole = Float64Array.from(samples[positions[0]]);
  for (const position of positions) for (let index = 0; index < whole.length; index += 1) whole[index] += samples[position][index];
  const longest = goodStretches(whole).reduce((best, stretch) => (stretch.end - stretch.start > best.end - best.start ? stretch : best), { start: 0, end: 0 });
  if (longest.end === longest.start) throw new RangeError('every sample was lost in one channel or another');
  return positions.map((position) => multitaperPsd(samples[position].subarray(longest.start, longest.end), { samplingRateHz, bandwidthHz }));
}
