import { createFourierTransform } from '../../kernels/index.ts';
import { checkSamplingRate } from './frequency-band.ts';
import { goodStretches } from './good-stretches.ts';
import type { Spectrum } from './spectrum.ts';
import { slepianTapers } from './tapers.ts';

/** Tapers with less of their energy in the band than this are left out: they would let other frequencies in. */
const LEAST_CONCENTRATION = 0.9;

export interface MultitaperOptions {
  readonly samplingRateHz: number;
  /** Width of the band that one frequency stands for; 4 when absent. */
  readonly bandwidthHz?: number | undefined;
}

/** The tapers of one length, made once for many signals. */
export interface Multitaper {
  readonly taperCount: number;
  /** @param samples Any unit, none lost; the density is in its square per hertz. @throws RangeError for another length or a lost sample */
  psd(samples: Float64Array): Spectrum;
}

/**
 * Power density as the mean over many tapers, each weighted by its concentration: `mne.time_frequency.psd_array_multitaper` with `low_bias`, not
 * adaptive, `normalization='full'`. The whole signal is one segment.
 * @throws RangeError for a bandwidth below samplingRateHz / sampleCount
 * @see Thomson (1982)
 */
export function createMultitaper({ samplingRateHz, sampleCount, bandwidthHz = 4 }: MultitaperOptions & { readonly sampleCount: number }): Multitaper {
  checkSamplingRate('compute a power density', samplingRateHz);
  const halfBandwidth = (bandwidthHz * sampleCount) / (2 * samplingRateHz);
  if (!(halfBandwidth >= 0.5)) throw new RangeError(`Cannot compute a multitaper spectrum of ${sampleCount} samples with bandwidthHz ${bandwidthHz}: at least ${samplingRateHz / Math.max(sampleCount, 1)} Hz are needed`);
  if (!(bandwidthHz < samplingRateHz)) throw new RangeError(`Cannot compute a multitaper spectrum with bandwidthHz ${bandwidthHz}: it must be below the sampling rate ${samplingRateHz} Hz`);
  const { windows, weights } = chooseTapers(sampleCount, halfBandwidth);
  const scale = 2 / (samplingRateHz * weights.reduce((sum, weight) => sum + weight, 0));
  const transform = createFourierTransform(sampleCount);
  const re = new Float64Array(sampleCount);
  const im = new Float64Array(sampleCount);
  return {
    taperCount: windows.length,
    psd(samples) {
      if (samples.length !== sampleCount) throw new RangeError(`Cannot compute a multitaper spectrum of ${samples.length} samples: the tapers were made for ${sampleCount}`);
      if (goodStretches(samples).length !== 1 || Number.isNaN(samples[0] + samples[sampleCount - 1])) throw new RangeError('Cannot compute a multitaper spectrum across lost samples (NaN): pass one good stretch');
      const mean = samples.reduce((sum, value) => sum + value, 0) / sampleCount;
      const density = new Float64Array((sampleCount >> 1) + 1);
      for (let taper = 0; taper < windows.length; taper += 2) {
        taperInto(samples, { mean, window: windows[taper], weight: weights[taper] }, re);
        if (taper + 1 < windows.length) taperInto(samples, { mean, window: windows[taper + 1], weight: weights[taper + 1] }, im);
        else im.fill(0);
        transform.forward(re, im);
        for (let frequency = 0; frequency < density.length; frequency++) {
          const mirror = frequency === 0 ? 0 : sampleCount - frequency;
          // Two real signals in one complex one: the sum of their powers.
          density[frequency] += (re[frequency] ** 2 + im[frequency] ** 2 + re[mirror] ** 2 + im[mirror] ** 2) / 2;
        }
      }
      for (let frequency = 0; frequency < density.length; frequency++) {
        const isOwnMirror = frequency === 0 || 2 * frequency === sampleCount;
        density[frequency] *= isOwnMirror ? scale / 2 : scale;
      }
      return { frequenciesHz: Float64Array.from(density, (_, index) => (index * samplingRateHz) / sampleCount), density, segmentCount: windows.length };
    },
  };
}

/** @see createMultitaper, for many signals of one length */
export function multitaperPsd(samples: Float64Array, options: MultitaperOptions): Spectrum {
  return createMultitaper({ ...options, sampleCount: samples.length }).psd(samples);
}

function chooseTapers(length: number, halfBandwidth: number): { windows: Float64Array[]; weights: number[] } {
  const { windows, concentrations } = slepianTapers({ length, halfBandwidth, count: Math.max(1, Math.floor(2 * halfBandwidth)) });
  const good = [...windows.keys()].filter((index) => concentrations[index] > LEAST_CONCENTRATION);
  // With so little data that none is good, the best one has to do.
  const kept = good.length > 0 ? good : [concentrations.indexOf(Math.max(...concentrations))];
  return { windows: kept.map((index) => windows[index]), weights: kept.map((index) => concentrations[index]) };
}

function taperInto(samples: Float64Array, { mean, window, weight }: { mean: number; window: Float64Array; weight: number }, out: Float64Array): void {
  const root = Math.sqrt(weight);
  for (let index = 0; index < samples.length; index++) out[index] = (samples[index] - mean) * window[index] * root;
}
