import type { ConvolutionEngine, ConvolutionEngineName } from './convolution-engine.ts';
import { createTypeScriptConvolution } from './convolution-typescript.ts';
import { createWasmConvolution } from './convolution-wasm.ts';

export interface ConvolutionOptions {
  /** A power of four from 16. */
  readonly blockLength: number;
  /** The WebAssembly kernel where it runs, when absent. */
  readonly engine?: ConvolutionEngineName | undefined;
  /** `single`: twice as fast in WebAssembly, right to 1e-5 of the signal; the twin computes in doubles all the same. */
  readonly precision?: 'double' | 'single' | undefined;
}

/**
 * Circular convolution of real signals with symmetric taps, one block at a time.
 * @throws RangeError unless the taps are odd in number and fit a block
 */
export function createConvolution(taps: Float64Array, { blockLength, engine, precision = 'double' }: ConvolutionOptions): ConvolutionEngine {
  const wasm = engine === 'typescript' ? undefined : createWasmConvolution(taps, blockLength, precision);
  return wasm ?? createTypeScriptConvolution(taps, blockLength);
}
