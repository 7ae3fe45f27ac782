import { transformForward } from './fourier-forward.ts';
import { createFourierPlan, isSmoothSize } from './fourier-plan.ts';
import { createFourierTransform } from './fourier-transform.ts';
import { oneSided } from './one-sided.ts';
import { createWasmPowerSum } from './power-sum-wasm.ts';

/** Adds up the power of many real signals of one length: the inner loop of Welch's method. */
export interface PowerSum {
  readonly name: 'wasm-simd' | 'typescript';
  /** Signals that one call adds; each is a lane, of the window's length. Fill what is not used with zeros. */
  readonly lanes: readonly Float64Array[];
  /** Takes each lane's mean away, multiplies by the window, transforms, and adds |X|². */
  add(): void;
  /** Σ |X[f]|² over all lanes so far, f = 0 … size/2. */
  total(): Float64Array;
}

export interface PowerSumOptions {
  /** Of the transform; at least the window's length, zeros fill up. */
  readonly size: number;
  readonly window: Float64Array;
  /** The WebAssembly kernel where it runs and the size's prime factors are 2, 3 and 5, when absent. */
  readonly engine?: PowerSum['name'] | undefined;
}

export function createPowerSum({ size, window, engine }: PowerSumOptions): PowerSum {
  const wasm = engine === 'typescript' || !isSmoothSize(size) ? undefined : createWasmPowerSum(size, window);
  return wasm ?? createTypeScriptPowerSum(size, window);
}

/** Two real signals make one complex one: |X[f]|² + |X[-f]|² is twice the sum of theirs. */
function createTypeScriptPowerSum(size: number, window: Float64Array): PowerSum {
  const lanes = [new Float64Array(window.length), new Float64Array(window.length)] as const;
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  const sums = new Float64Array(size);
  const plan = isSmoothSize(size) ? createFourierPlan(size) : undefined;
  const transform = plan ? undefined : createFourierTransform(size);
  return {
    name: 'typescript',
    lanes,
    add() {
      windowInto(lanes[0], window, re);
      windowInto(lanes[1], window, im);
      if (plan) transformForward(re, im, plan);
      else transform!.forward(re, im);
      for (let index = 0; index < size; index++) sums[index] += re[index] * re[index] + im[index] * im[index];
    },
    total: () => oneSided(sums, plan?.positions),
  };
}

function windowInto(samples: Float64Array, window: Float64Array, out: Float64Array): void {
  let sum = 0;
  for (let index = 0; index < samples.length; index++) sum += samples[index];
  const mean = sum / samples.length;
  for (let index = 0; index < samples.length; index++) out[index] = (samples[index] - mean) * window[index];
  if (out.length > samples.length) out.fill(0, samples.length);
}
