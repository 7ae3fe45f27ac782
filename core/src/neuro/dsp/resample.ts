import { throwIfAborted } from '../../foundation/index.ts';
import { createFourierTransform } from '../../kernels/index.ts';
import { checkSamplingRate } from './frequency-band.ts';
import { copyMirrored } from './mirrored-edges.ts';
import { roundHalfToEven } from './round-half-to-even.ts';

export interface ResampleOptions {
  readonly fromHz: number;
  readonly toHz: number;
  /** Samples that each edge is continued by. `auto`, also when absent: up to the next power of two, at least 100. */
  readonly padSampleCount?: number | 'auto' | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Resamples by cutting or extending the spectrum, as `mne.filter.resample(npad='auto')`: nothing above half the lower rate is left, the edges
 * are continued by the signal turned about its last samples. Two channels make one complex signal. The padded length is rounded to whole samples,
 * as in MNE: by the end, samples may be up to half a new sample away from their time.
 * @param channels All of one length, of any unit; they are not changed.
 * @returns round(length · toHz / fromHz) samples a channel, at least one. A channel with a lost sample (NaN) gives NaN only: what is not known
 * has no spectrum. Filter or cut to `goodStretches` first.
 * @throws RangeError for rates that cannot be, or channels of different lengths
 * @throws IzaError `aborted`
 */
export function resample(channels: readonly Float64Array[], { fromHz, toHz, padSampleCount = 'auto', signal }: ResampleOptions): Float64Array[] {
  checkSamplingRate('resample from', fromHz);
  checkSamplingRate('resample to', toHz);
  const length = channels[0]?.length ?? 0;
  const other = channels.find((samples) => samples.length !== length);
  if (other) throw new RangeError(`Cannot resample channels of ${length} and ${other.length} samples together: they must be of one length`);
  if (length === 0 || fromHz === toHz) return channels.map((samples) => samples.slice());

  const ratio = toHz / fromHz;
  const resultLength = Math.max(roundHalfToEven(ratio * length), 1);
  if (padSampleCount !== 'auto' && !(Number.isInteger(padSampleCount) && padSampleCount >= 0)) throw new RangeError(`Cannot resample with padSampleCount ${padSampleCount}: it must be a whole number from 0, or auto`);
  const paddedLength = padSampleCount === 'auto' ? 2 ** Math.ceil(Math.log2(length + 2 * Math.min(length >> 3, 100))) : length + 2 * padSampleCount;
  const newLength = Math.max(roundHalfToEven(ratio * paddedLength), 1);
  if (newLength > 2 ** 26) throw new RangeError(`Cannot resample ${length} samples from ${fromHz} to ${toHz} Hz: the result is too long`);
  const before = (paddedLength - length) >> 1;
  const cutBefore = roundHalfToEven(ratio * before);
  const reach = Math.max(before, paddedLength - length - before);

  // The inverse divides by the new length; the spectrum is that of the old.
  const scale = newLength / paddedLength;
  const there = createFourierTransform(paddedLength);
  const back = createFourierTransform(newLength);
  const re = new Float64Array(paddedLength);
  const im = new Float64Array(paddedLength);
  const newRe = new Float64Array(newLength);
  const newIm = new Float64Array(newLength);
  const results: Float64Array[] = [];
  for (let channel = 0; channel < channels.length; channel += 2) {
    throwIfAborted(signal);
    const pair = channels.slice(channel, channel + 2);
    const hasLost = pair.map((samples) => samples.some(Number.isNaN));
    for (const [lane, part] of [re, im].entries()) {
      if (lane < pair.length && !hasLost[lane]) copyMirrored(pair[lane], -before, { into: part, reach });
      else part.fill(0);
    }
    there.forward(re, im);
    moveSpectrum(re, newRe);
    moveSpectrum(im, newIm);
    back.inverse(newRe, newIm);
    for (const lane of pair.keys()) {
      const samples = [newRe, newIm][lane].subarray(cutBefore, cutBefore + resultLength);
      results.push(hasLost[lane] ? new Float64Array(resultLength).fill(NaN) : samples.map((value) => value * scale));
    }
  }
  return results;
}

/** Keeps the frequencies that both lengths have. What lies at half the lower rate is its own mirror image: shortening adds the two, lengthening parts them. */
function moveSpectrum(from: Float64Array, to: Float64Array): void {
  const shorter = Math.min(from.length, to.length);
  const half = (shorter - 1) >> 1;
  to.fill(0);
  to.set(from.subarray(0, half + 1));
  for (let frequency = 1; frequency <= half; frequency++) to[to.length - frequency] = from[from.length - frequency];
  if (shorter % 2 === 1) return;
  const middle = shorter / 2;
  if (to.length < from.length) {
    to[middle] = from[middle] + from[from.length - middle];
  } else {
    // Equal lengths come from a ratio near 1: both halves then fall on one place, of which MNE keeps one.
    to[middle] = from[middle] / 2;
    to[to.length - middle] = from[middle] / 2;
  }
}
