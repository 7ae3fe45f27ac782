import type { Amplitudes } from './amplitudes-engine.ts';
import { createTypescriptAmplitudes } from './amplitudes-typescript.ts';
import { createWasmAmplitudes } from './amplitudes-wasm.ts';

/** The amplitudes of |0…0⟩: WebAssembly SIMD where it runs. @throws RangeError where the memory is not there */
export function createAmplitudes(qubitCount: number): Amplitudes {
  return createWasmAmplitudes(qubitCount) ?? createTypescriptAmplitudes(qubitCount);
}
