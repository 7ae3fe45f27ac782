import { CONVOLUTION_WASM_BASE64 } from './convolution.generated.ts';
import { checkConvolution, type ConvolutionEngine, type SampleArray } from './convolution-engine.ts';
import { centredTaps, createConvolutionPlan, responseOf } from './convolution-plan.ts';
import { instantiateKernel } from './kernel-instance.ts';

interface ConvolutionExports {
  convolveF64(signals: number, work: number, length: number, twiddles: number, response: number): void;
  convolveF32(signals: number, work: number, length: number, twiddles: number, response: number): void;
}

/** Two complex transforms of doubles or four of singles in each register; `undefined` where WebAssembly SIMD does not run. */
export function createWasmConvolution(taps: Float64Array, blockLength: number, precision: 'double' | 'single'): ConvolutionEngine | undefined {
  checkConvolution(taps, blockLength);
  const [Samples, laneCount] = precision === 'double' ? [Float64Array, 4] : [Float32Array, 8];
  const { twiddles } = createConvolutionPlan(blockLength);
  const response = responseOf(centredTaps(taps, blockLength));
  const numberBytes = Samples.BYTES_PER_ELEMENT;
  const laneBytes = blockLength * numberBytes;
  const workAt = laneCount * laneBytes;
  const twiddlesAt = 2 * workAt;
  const responseAt = twiddlesAt + twiddles.length * numberBytes;
  const kernel = instantiateKernel<ConvolutionExports>(CONVOLUTION_WASM_BASE64, responseAt + laneBytes);
  if (!kernel) return undefined;
  const { buffer } = kernel.memory;
  new Samples(buffer, twiddlesAt, twiddles.length).set(twiddles);
  new Samples(buffer, responseAt, blockLength).set(response);
  const convolve = precision === 'double' ? kernel.convolveF64 : kernel.convolveF32;
  return {
    name: 'wasm-simd',
    blockLength,
    laneCount,
    lanes: Array.from({ length: laneCount }, (_, lane): SampleArray => new Samples(buffer, lane * laneBytes, blockLength)),
    convolve: () => convolve(0, workAt, blockLength, twiddlesAt, responseAt),
  };
}
