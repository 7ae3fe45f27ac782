import { transformFourier } from './fourier.ts';
import type { SampleRing } from './sample-ring.ts';

export interface ScopeSpectrum {
  /** Of bin k: k · binHz. */
  readonly binHz: number;
  /** µV²/Hz, mean over the channels. */
  readonly density: Float64Array;
}

/** Length of one segment; they overlap by half. */
const SEGMENT_SECONDS = 2;
/** How much of the end of the stream is looked at. */
const LOOK_SECONDS = 6;

/**
 * Power density of the last seconds before `end`, mean over the channels: Welch's way, Hann window, segments with a lost sample left
 * out. `undefined` until one whole segment is there.
 */
export function spectrumOf(ring: SampleRing, { channels, end, samplingRateHz }: { channels: readonly number[]; end: number; samplingRateHz: number }): ScopeSpectrum | undefined {
  const size = 2 ** Math.round(Math.log2(SEGMENT_SECONDS * samplingRateHz));
  const from = Math.max(ring.start, end - Math.round(LOOK_SECONDS * samplingRateHz));
  const window = Float64Array.from({ length: size }, (_, index) => 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / size));
  const windowPower = window.reduce((sum, weight) => sum + weight * weight, 0);
  const density = new Float64Array(size / 2 + 1);
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  let segmentCount = 0;
  for (const channel of channels) {
    const row = ring.rows[channel];
    for (let start = end - size; start >= from; start -= size / 2) {
      let sum = 0;
      for (let index = 0; index < size; index += 1) sum += re[index] = row[(start + index) % ring.capacity];
      if (Number.isNaN(sum)) continue;
      const mean = sum / size;
      for (let index = 0; index < size; index += 1) re[index] = (re[index] - mean) * window[index];
      im.fill(0);
      transformFourier(re, im);
      // The bins at 0 and at half the rate are not doubled: they have no mirror image.
      for (let bin = 0; bin < density.length; bin += 1) density[bin] += (re[bin] ** 2 + im[bin] ** 2) * (bin === 0 || bin === size / 2 ? 1 : 2);
      segmentCount += 1;
    }
  }
  if (segmentCount === 0) return undefined;
  for (let bin = 0; bin < density.length; bin += 1) density[bin] /= segmentCount * windowPower * samplingRateHz;
  return { binHz: samplingRateHz / size, density };
}
