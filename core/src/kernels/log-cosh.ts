import type { LogCoshEngine } from './log-cosh-engine.ts';
import { createTypescriptLogCosh } from './log-cosh-typescript.ts';
import { createWasmLogCosh } from './log-cosh-wasm.ts';

/**
 * The log cosh step of ICA over these rows (copied): WebAssembly SIMD where it runs.
 * @param rows One array a source dimension, each [sampleCount], whitened.
 */
export function createLogCosh(rows: readonly Float64Array[]): LogCoshEngine {
  return createWasmLogCosh(rows) ?? createTypescriptLogCosh(rows);
}
