import { planFourier, transformFourier } from './fourier.ts';
import type { SampleRing } from './sample-ring.ts';

export interface ScopeSpectrum {
  /** Of bin k: k · binHz. */
  readonly binHz: number;
  /** Unit²/Hz, mean over the channels. */
  readonly density: Float64Array;
}

/** Length of one segment; they overlap by half. */
const SEGMENT_SECONDS = 2;
/** How much of the end of the stream is looked at. */
const LOOK_SECONDS = 4.2;

/** Channels measured in one go: with sixty of them the picture would stumble. */
const CHANNELS_AT_ONCE = 16;

/** Measures the spectrum of many channels over several calls. */
export interface SpectrumMeter {
  /**
   * Power density over the last seconds before `end`, mean over the channels: Welch's way, Hann window, segments with a lost sample left
   * out. A channel's part is as old as its last turn. `undefined` until one whole segment is there.
   */
  measure(ring: SampleRing, options: { readonly channels: readonly number[]; readonly end: number }): ScopeSpectrum | undefined;
}

export function createSpectrumMeter(samplingRateHz: number): SpectrumMeter {
  const size = 2 ** Math.max(1, Math.round(Math.log2(SEGMENT_SECONDS * samplingRateHz)));
  const plan = planFourier(size);
  const window = Float64Array.from({ length: size }, (_, index) => 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / size));
  const scale = 1 / (window.reduce((sum, weight) => sum + weight * weight, 0) * samplingRateHz);
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  const densities = new Map<number, Float64Array>();
  let turn = 0;

  function densityOf(ring: SampleRing, channel: number, end: number): Float64Array | undefined {
    const from = Math.max(ring.start, end - Math.round(LOOK_SECONDS * samplingRateHz));
    const density = new Float64Array(size / 2 + 1);
    let segmentCount = 0;
    for (let start = end - size; start >= from; start -= size / 2) {
      if (!readSegment(ring, channel, start, window, re)) continue;
      im.fill(0);
      transformFourier(plan, re, im);
      // The bins at 0 and at half the rate are not doubled: they have no mirror image.
      for (let bin = 0; bin <= size / 2; bin += 1) density[bin] += (re[bin] ** 2 + im[bin] ** 2) * (bin === 0 || bin === size / 2 ? 1 : 2);
      segmentCount += 1;
    }
    if (segmentCount === 0) return undefined;
    return density.map((sum) => (sum * scale) / segmentCount);
  }

  return {
    measure(ring, { channels, end }) {
      const count = Math.min(CHANNELS_AT_ONCE, channels.length);
      for (let step = 0; step < count; step += 1) {
        const channel = channels[(turn + step) % channels.length];
        const density = densityOf(ring, channel, end);
        if (density) densities.set(channel, density);
        else densities.delete(channel);
      }
      turn += count;
      const known = channels.map((channel) => densities.get(channel)).filter((density) => density !== undefined);
      if (known.length === 0) return undefined;
      const mean = new Float64Array(size / 2 + 1);
      for (const density of known) for (let bin = 0; bin < mean.length; bin += 1) mean[bin] += density[bin] / known.length;
      return { binHz: samplingRateHz / size, density: mean };
    },
  };
}

/** Windowed samples from `start` on without their mean; false where one of them is lost. */
function readSegment(ring: SampleRing, channel: number, start: number, window: Float64Array, out: Float64Array): boolean {
  const row = ring.rows[channel];
  let sum = 0;
  for (let index = 0; index < window.length; index += 1) {
    const value = row[(start + index) % ring.capacity];
    out[index] = value;
    sum += value;
  }
  if (Number.isNaN(sum)) return false;
  const mean = sum / window.length;
  for (let index = 0; index < window.length; index += 1) out[index] = (out[index] - mean) * window[index];
  return true;
}
