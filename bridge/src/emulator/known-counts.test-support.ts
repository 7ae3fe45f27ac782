import type { CytonSignal } from '@iza/core/neuro';

/** µV a count at gain 24. */
export const UV_PER_COUNT = (4.5 / 24 / (2 ** 23 - 1)) * 1e6;

/** Any count of 24 bits, another for each sample and channel: a wrong sample cannot look right. */
export const knownCount = (sample: number, channel: number): number => ((Math.imul(sample * 16 + channel + 1, 0x9e3779b1) >>> 8) & 0xffffff) - 0x800000;

/** What a Daisy's firmware makes of it: the mean of a sample and the one before, toward zero. */
export const knownMean = (sample: number, channel: number): number => Math.trunc((knownCount(sample - 1, channel) + knownCount(sample, channel)) / 2);

export function createKnownSignal(): CytonSignal {
  let sample = 0;
  return {
    nextUv(out) {
      for (let channel = 0; channel < out.length; channel += 1) out[channel] = knownCount(sample, channel) * UV_PER_COUNT;
      sample += 1;
    },
  };
}
