import { throwIfAborted, type SeededRandom } from '../../foundation/index.ts';
import type { Minimum } from './minimise-with-adam.ts';

export interface SpsaOptions {
  readonly random: SeededRandom;
  readonly stepCount?: number | undefined;
  /** Of the first step: how far along the slope. */
  readonly stepLength?: number | undefined;
  /** How far apart the first two values are looked at. Wider for noisier values. */
  readonly probeLength?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Exponents that theory finds good for values with noise. */
const STEP_DECAY = 0.602;
const PROBE_DECAY = 0.101;

/**
 * Goes downhill by two values a step, all directions at once, each chosen by a coin: for values that come with noise and without slopes.
 * @see Spall (1998), Implementation of the simultaneous perturbation algorithm, IEEE Trans. Aerosp. Electron. Syst. 34, 817
 */
export function minimiseWithSpsa(start: ArrayLike<number>, valueAt: (place: Float64Array) => number, { random, stepCount = 300, stepLength = 0.2, probeLength = 0.1, signal }: SpsaOptions): Minimum {
  const place = Float64Array.from(start);
  const calm = stepCount / 10;
  for (let step = 1; step <= stepCount; step += 1) {
    throwIfAborted(signal);
    const probe = probeLength / step ** PROBE_DECAY;
    const coins = place.map(() => (random.next() < 0.5 ? -1 : 1));
    const ahead = valueAt(place.map((value, index) => value + probe * coins[index]));
    const behind = valueAt(place.map((value, index) => value - probe * coins[index]));
    const slope = (ahead - behind) / (2 * probe);
    const length = stepLength * ((calm + 1) / (calm + step)) ** STEP_DECAY;
    for (let index = 0; index < place.length; index += 1) place[index] -= length * slope * coins[index];
  }
  return { place, value: valueAt(place), stepCount };
}
