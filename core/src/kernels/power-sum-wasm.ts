import { createFourierPlan } from './fourier-plan.ts';
import { instantiateKernel } from './kernel-instance.ts';
import { POWER_SUM_WASM_BASE64 } from './power-sum.generated.ts';
import { oneSided } from './one-sided.ts';
import type { PowerSum } from './power-sum.ts';

interface PowerSumExports {
  addPower(signals: number, segmentLength: number, window: number, work: number, size: number, radices: number, passCount: number, twiddles: number, sums: number): void;
}

const LANE_COUNT = 4;

/** Two complex transforms of two signals each at a time; `undefined` where WebAssembly SIMD does not run. @param size With the prime factors 2, 3 and 5 only. */
export function createWasmPowerSum(size: number, window: Float64Array): PowerSum | undefined {
  const { radices, twiddles, positions } = createFourierPlan(size);
  const lastRadix = radices.at(-1) ?? 1;
  // The kernel multiplies in every pass but a last one of four.
  const ones = lastRadix === 4 ? [] : Array.from({ length: lastRadix - 1 }, () => [1, 0]).flat();
  const tables = [...twiddles.map((table) => [...table]).flat(), ...ones];
  const laneBytes = window.length * 8;
  const windowAt = LANE_COUNT * laneBytes;
  const workAt = windowAt + laneBytes;
  const sumsAt = workAt + size * 32;
  const twiddlesAt = sumsAt + size * 16;
  const radicesAt = twiddlesAt + tables.length * 8;
  const kernel = instantiateKernel<PowerSumExports>(POWER_SUM_WASM_BASE64, radicesAt + radices.length);
  if (!kernel) return undefined;
  const { buffer } = kernel.memory;
  new Float64Array(buffer, windowAt, window.length).set(window);
  new Float64Array(buffer, twiddlesAt, tables.length).set(tables);
  new Uint8Array(buffer, radicesAt, radices.length).set(radices);
  const sums = new Float64Array(buffer, sumsAt, 2 * size);
  return {
    name: 'wasm-simd',
    lanes: Array.from({ length: LANE_COUNT }, (_, lane) => new Float64Array(buffer, lane * laneBytes, window.length)),
    add: () => kernel.addPower(0, window.length, windowAt, workAt, size, radicesAt, radices.length, twiddlesAt, sumsAt),
    total: () => oneSided(Float64Array.from({ length: size }, (_, index) => sums[2 * index] + sums[2 * index + 1]), positions),
  };
}
