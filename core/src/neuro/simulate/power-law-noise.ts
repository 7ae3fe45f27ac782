import type { SeededRandom } from '../../foundation/index.ts';

/** Corners of the filters whose sum falls as a power of the frequency, a factor 2.5 apart. */
const LOWEST_CORNER_HZ = 0.1;
const CORNER_STEP = 2.5;
const HIGHEST_CORNER_HZ = 100;

export interface PowerLawNoiseOptions {
  readonly samplingRateHz: number;
  /** Density falls as 1/f^exponent between 0.1 Hz and 100 Hz; below it is level. From above 0 to below 2. */
  readonly exponent: number;
  /** One-sided, at 1 Hz. */
  readonly densityAt1HzUv2PerHz: number;
  readonly random: SeededRandom;
}

/**
 * Noise with a 1/f^exponent spectrum: white noise through one-pole low-passes in parallel. Its density does not depend on the
 * sampling rate.
 * @returns the function that draws the next sample, µV
 */
export function createPowerLawNoise({ samplingRateHz, exponent, densityAt1HzUv2PerHz, random }: PowerLawNoiseOptions): () => number {
  const poles: number[] = [];
  const weights: number[] = [];
  for (let cornerHz = LOWEST_CORNER_HZ; cornerHz <= Math.min(HIGHEST_CORNER_HZ, 0.4 * samplingRateHz); cornerHz *= CORNER_STEP) {
    const pole = Math.exp((-2 * Math.PI * cornerHz) / samplingRateHz);
    poles.push(pole);
    weights.push((1 - pole) * cornerHz ** (-exponent / 2));
  }
  const states = new Float64Array(poles.length);
  // One-sided density of unit white noise is 2/rate.
  const scale = Math.sqrt((densityAt1HzUv2PerHz * samplingRateHz) / 2 / squaredGain(poles, weights, (2 * Math.PI) / samplingRateHz));
  // The states begin where they would be after a long time: each is driven by the same past.
  for (const [index, pole] of poles.entries()) states[index] = (random.normal() * weights[index]) / Math.sqrt(1 - pole * pole);

  return () => {
    const innovation = random.normal();
    let sum = 0;
    for (let index = 0; index < states.length; index += 1) {
      states[index] = states[index] * poles[index] + weights[index] * innovation;
      sum += states[index];
    }
    return scale * sum;
  };
}

/** |Σ weight / (1 - pole·e^-iω)|² */
function squaredGain(poles: readonly number[], weights: readonly number[], omegaRad: number): number {
  let re = 0;
  let im = 0;
  for (const [index, pole] of poles.entries()) {
    const denominatorRe = 1 - pole * Math.cos(omegaRad);
    const denominatorIm = pole * Math.sin(omegaRad);
    const squared = denominatorRe ** 2 + denominatorIm ** 2;
    re += (weights[index] * denominatorRe) / squared;
    im -= (weights[index] * denominatorIm) / squared;
  }
  return re * re + im * im;
}
