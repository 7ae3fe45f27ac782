import type { LogCoshEngine, ProjectedSamples } from './log-cosh-engine.ts';
import { centredGramInTypescript, createTypescriptLogCosh } from './log-cosh-typescript.ts';
import { centredGramInWasm, createWasmLogCosh } from './log-cosh-wasm.ts';

/** The log cosh step of ICA over projected samples (copied): WebAssembly SIMD where it runs. @throws RangeError for counts that do not fit */
export function createLogCosh(source: ProjectedSamples): LogCoshEngine {
  return createWasmLogCosh(source) ?? createTypescriptLogCosh(source);
}

/**
 * Σ (x - means)·(x - means)ᵀ over all samples: row-major [channelCount][channelCount].
 * @param samples One array a channel, each [sampleCount].
 * @throws RangeError for counts that do not fit
 */
export function centredGram(samples: readonly Float64Array[], means: Float64Array): Float64Array {
  return centredGramInWasm(samples, means) ?? centredGramInTypescript(samples, means);
}
