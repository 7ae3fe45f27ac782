import type { Spectrum } from '../dsp/index.ts';
import { indicesWithin, standardBands, type FrequencyRange } from './band-power.ts';

export interface PeakFrequency {
  /** The frequency of the greatest density. */
  readonly peakHz: number;
  /** The mean of the frequencies, weighted by density: steadier where the peak is broad or split. */
  readonly centreOfGravityHz: number;
  /** True when the greatest density is at an end of the range: the slope of the spectrum, not a rhythm. */
  readonly isAtEdge: boolean;
}

/** The individual alpha frequency, or that of another range. Both ends count. @throws RangeError when the range holds no frequency of the spectrum @see Klimesch (1999) */
export function peakFrequency(spectrum: Spectrum, range: FrequencyRange = standardBands.alpha): PeakFrequency {
  const [start, end] = indicesWithin(spectrum, range, { includeHigh: true });
  let peak = start;
  let weighted = 0;
  let total = 0;
  for (let index = start; index < end; index++) {
    if (spectrum.density[index] > spectrum.density[peak]) peak = index;
    weighted += spectrum.density[index] * spectrum.frequenciesHz[index];
    total += spectrum.density[index];
  }
  return { peakHz: Number.isNaN(total) ? NaN : spectrum.frequenciesHz[peak], centreOfGravityHz: weighted / total, isAtEdge: peak === start || peak === end - 1 };
}
