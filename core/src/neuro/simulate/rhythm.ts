import type { SeededRandom } from '../../foundation/index.ts';

/**
 * A rhythm that waxes and wanes: narrow-band noise of standard deviation 1 around a frequency.
 * @param options.bandwidthHz Between the half-power points; its inverse is about how long one waxing lasts.
 * @returns the function that draws the next sample
 */
export function createRhythm(options: { samplingRateHz: number; frequencyHz: number; bandwidthHz: number; random: SeededRandom }): () => number {
  const { samplingRateHz, frequencyHz, bandwidthHz, random } = options;
  const radius = Math.exp((-Math.PI * bandwidthHz) / samplingRateHz);
  const turnRe = radius * Math.cos((2 * Math.PI * frequencyHz) / samplingRateHz);
  const turnIm = radius * Math.sin((2 * Math.PI * frequencyHz) / samplingRateHz);
  const innovation = Math.sqrt(1 - radius * radius);
  let re = random.normal();
  let im = random.normal();
  return () => {
    const nextRe = turnRe * re - turnIm * im + innovation * random.normal();
    im = turnIm * re + turnRe * im + innovation * random.normal();
    re = nextRe;
    return re;
  };
}
