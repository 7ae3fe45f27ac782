import type { ConvolutionEngine, ConvolutionEngineName } from './convolution-engine.ts';
import { createTypeScriptConvolution } from './convolution-typescript.ts';
import { createWasmConvolution } from './convolution-wasm.ts';

export interface ConvolutionOptions {
  /** Length of the longest signal: a short one takes no longer blocks than it fills. */
  readonly sampleCount: number;
  /** The WebAssembly kernel where it runs, when absent. */
  readonly engine?: ConvolutionEngineName | undefined;
  /** `single`: twice as fast in WebAssembly, right to 1e-5 of the signal; the twin computes in doubles all the same. */
  readonly precision?: 'double' | 'single' | undefined;
}

/**
 * Circular convolution of real signals with symmetric taps, one block at a time, in blocks of the length that costs the least.
 * @throws RangeError unless the taps are odd in number
 */
export function createConvolution(taps: Float64Array, { sampleCount, engine, precision = 'double' }: ConvolutionOptions): ConvolutionEngine {
  const blockLength = chooseBlockLength(taps.length, sampleCount);
  const wasm = engine === 'typescript' ? undefined : createWasmConvolution(taps, blockLength, precision);
  return wasm ?? createTypeScriptConvolution(taps, blockLength);
}

/** Longer blocks and their lanes leave the second cache, and every pass then takes about 1.4 times as long (measured on Zen 4). */
const CACHED_LENGTH = 4096;

/** The power of four that costs the least for all the samples. */
function chooseBlockLength(tapCount: number, sampleCount: number): number {
  const fewestPasses = Math.max(2, Math.ceil(Math.log2(tapCount) / 2));
  let best = 4 ** fewestPasses;
  let leastCost = Infinity;
  for (let passCount = fewestPasses; passCount <= Math.max(fewestPasses, 9); passCount++) {
    const length = 4 ** passCount;
    const cost = Math.ceil(sampleCount / (length - tapCount + 1)) * length * (passCount + 0.5) * (length > CACHED_LENGTH ? 1.4 : 1);
    if (cost < leastCost) [best, leastCost] = [length, cost];
  }
  return best;
}
