import { welchPsd, type Spectrum } from '@iza/core/neuro';

/** The usual bands of EEG, Hz; the lower edge belongs to a band, the upper one to the next. */
export const LIVE_BANDS = [
  { name: 'delta', lowHz: 1, highHz: 4 },
  { name: 'theta', lowHz: 4, highHz: 8 },
  { name: 'alpha', lowHz: 8, highHz: 13 },
  { name: 'beta', lowHz: 13, highHz: 30 },
  { name: 'gamma', lowHz: 30, highHz: 45 },
] as const;

/** The shortest that tells 1 Hz from 1.5 Hz. */
const SEGMENT_SECONDS = 2;

/** Spectra of a live stream: of its last two seconds, and their mean since the beginning (Welch's, half overlapping when asked every second). */
export interface BandPowerMonitor {
  /** @param samplesUv Row-major [channelCount][sampleCount]. */
  push(samplesUv: Float64Array, sampleCount: number): void;
  /** µV², row-major [channelCount][bandCount], NaN where a sample of the last two seconds was lost; `undefined` in the first two seconds. */
  assess(): Float64Array | undefined;
  /** The mean of everything assessed; `undefined` when there was nothing. */
  mean(): { readonly frequenciesHz: Float64Array; readonly densityUv2PerHz: readonly Float64Array[] } | undefined;
  reset(): void;
}

export function createBandPowerMonitor({ channelCount, samplingRateHz }: { channelCount: number; samplingRateHz: number }): BandPowerMonitor {
  const length = Math.round(SEGMENT_SECONDS * samplingRateHz);
  const rings = Array.from({ length: channelCount }, () => new Float64Array(length));
  const segment = new Float64Array(length);
  let pushedCount = 0;
  let frequenciesHz: Float64Array | undefined;
  let sums: Float64Array[] = [];
  const counts = new Float64Array(channelCount);

  function lastSegment(channel: number): Float64Array {
    const oldest = pushedCount % length;
    segment.set(rings[channel].subarray(oldest));
    segment.set(rings[channel].subarray(0, oldest), length - oldest);
    return segment;
  }

  return {
    push(samplesUv, sampleCount) {
      const skipped = Math.max(0, sampleCount - length);
      for (let channel = 0; channel < channelCount; channel += 1) {
        const ring = rings[channel];
        const row = channel * sampleCount;
        let at = (pushedCount + skipped) % length;
        for (let index = skipped; index < sampleCount; index += 1) {
          ring[at] = samplesUv[row + index];
          at = at + 1 === length ? 0 : at + 1;
        }
      }
      pushedCount += sampleCount;
    },
    assess() {
      if (pushedCount < length) return undefined;
      const powersUv2 = new Float64Array(channelCount * LIVE_BANDS.length).fill(Number.NaN);
      for (let channel = 0; channel < channelCount; channel += 1) {
        const spectrum = welchPsd(lastSegment(channel), { samplingRateHz, convention: 'scipy', segmentLength: length });
        if (spectrum.segmentCount === 0) continue;
        if (!frequenciesHz) {
          ({ frequenciesHz } = spectrum);
          sums = rings.map(() => new Float64Array(spectrum.density.length));
        }
        for (let index = 0; index < spectrum.density.length; index += 1) sums[channel][index] += spectrum.density[index];
        counts[channel] += 1;
        powersUv2.set(bandPowers(spectrum), channel * LIVE_BANDS.length);
      }
      return powersUv2;
    },
    mean() {
      return frequenciesHz && { frequenciesHz, densityUv2PerHz: sums.map((sum, channel) => sum.map((value) => value / counts[channel])) };
    },
    reset() {
      pushedCount = 0;
    },
  };
}

/** Power in each of `LIVE_BANDS`: the density summed over the band's bins, times their spacing. */
export function bandPowers({ frequenciesHz, density }: Pick<Spectrum, 'frequenciesHz' | 'density'>): number[] {
  const spacingHz = frequenciesHz[1] - frequenciesHz[0];
  return LIVE_BANDS.map(({ lowHz, highHz }) => {
    let sum = 0;
    for (let index = 0; index < density.length; index += 1) if (frequenciesHz[index] >= lowHz && frequenciesHz[index] < highHz) sum += density[index];
    return sum * spacingHz;
  });
}
