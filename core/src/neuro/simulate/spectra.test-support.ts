import { expect } from 'vitest';

/** Plain sums, so that the simulator is not judged by the code it feeds. */

export const meanOf = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += values[index];
  return sum / values.length;
};

export const deviationOf = (values: Float64Array): number => {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
};

export const correlationOf = (a: Float64Array, b: Float64Array): number => {
  const meanA = meanOf(a);
  const meanB = meanOf(b);
  return meanOf(a.map((value, index) => (value - meanA) * (b[index] - meanB))) / (deviationOf(a) * deviationOf(b));
};

/** Complex amplitude at one frequency under a Hann window: a sine of amplitude 1 gives 1. */
export function amplitudeAt(samples: Float64Array, samplingRateHz: number, frequencyHz: number): number {
  let re = 0;
  let im = 0;
  let weight = 0;
  for (const [index, sample] of samples.entries()) {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * (index + 0.5)) / samples.length);
    const angleRad = (2 * Math.PI * frequencyHz * index) / samplingRateHz;
    re += window * sample * Math.cos(angleRad);
    im -= window * sample * Math.sin(angleRad);
    weight += window;
  }
  return (2 * Math.hypot(re, im)) / weight;
}

/** One-sided density, unit²/Hz: the mean over segments of one length, Hann window. */
export function densityAt(samples: Float64Array, samplingRateHz: number, frequencyHz: number, segmentSeconds = 4): number {
  const length = Math.round(segmentSeconds * samplingRateHz);
  const densities: number[] = [];
  for (let start = 0; start + length <= samples.length; start += length) {
    const amplitude = amplitudeAt(samples.subarray(start, start + length), samplingRateHz, frequencyHz);
    // A Hann window is 1.5 bins wide.
    densities.push((amplitude ** 2 * segmentSeconds) / 2 / 1.5);
  }
  return meanOf(densities);
}

/** Mean of densities over a band, at most a dozen of them, at least half a hertz apart. */
export function bandDensity(samples: Float64Array, samplingRateHz: number, lowHz: number, highHz: number, segmentSeconds = 4): number {
  const densities: number[] = [];
  for (let frequencyHz = lowHz; frequencyHz <= highHz; frequencyHz += Math.max(0.5, (highHz - lowHz) / 12)) densities.push(densityAt(samples, samplingRateHz, frequencyHz, segmentSeconds));
  return meanOf(densities);
}

/** For measured values: a plain range says more than a number of digits. */
export function expectWithin(value: number, lowest: number, highest: number): void {
  expect(value).toBeGreaterThan(lowest);
  expect(value).toBeLessThan(highest);
}
