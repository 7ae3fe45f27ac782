import { transformForward } from './fourier-forward.ts';
import { createFourierPlan, isSmoothSize } from './fourier-plan.ts';
import { createFourierTransform } from './fourier-transform.ts';

/** Adds up the power of many real signals of one length: the inner loop of Welch's method. */
export interface PowerSum {
  /** Signals that one call adds; each is a lane, shape [size]. Fill what is not used with zeros. */
  readonly lanes: readonly Float64Array[];
  /** Adds |X|² of every lane. The lanes are then used up. */
  add(): void;
  /** Σ |X[f]|² over all lanes so far, f = 0 … size/2. */
  total(): Float64Array;
}

/** Two real signals make one complex one: |X[f]|² + |X[-f]|² is twice the sum of theirs. */
export function createPowerSum(size: number): PowerSum {
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  const sums = new Float64Array(size);
  const plan = isSmoothSize(size) ? createFourierPlan(size) : undefined;
  const positions = plan?.positions ?? Int32Array.from({ length: size }, (_, index) => index);
  const transform = plan ? undefined : createFourierTransform(size);
  return {
    lanes: [re, im],
    add() {
      if (plan) transformForward(re, im, plan);
      else transform!.forward(re, im);
      for (let index = 0; index < size; index++) sums[index] += re[index] * re[index] + im[index] * im[index];
    },
    total: () => Float64Array.from({ length: (size >> 1) + 1 }, (_, frequency) => (sums[positions[frequency]] + sums[positions[(size - frequency) % size]]) / 2),
  };
}
