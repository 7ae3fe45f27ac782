import type { ConvolutionEngine, ConvolutionEngineName } from './convolution-engine.ts';
import { createTypeScriptConvolution } from './convolution-typescript.ts';

/**
 * Circular convolution of real signals with symmetric taps, one block at a time.
 * @throws RangeError unless the taps are odd in number and fit a block, whose length is a power of two from 16
 */
export function createConvolution(taps: Float64Array, { blockLength }: { blockLength: number; engine?: ConvolutionEngineName | undefined }): ConvolutionEngine {
  return createTypeScriptConvolution(taps, blockLength);
}
