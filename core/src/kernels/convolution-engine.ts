/** One block size, one symmetric response, several real signals at a time. */
export interface ConvolutionEngine {
  readonly name: ConvolutionEngineName;
  /** A power of four. */
  readonly blockLength: number;
  /** Signals that one call convolves; each is a lane. */
  readonly laneCount: number;
  /** What a lane takes in and gives out, shape [blockLength]. */
  readonly lanes: readonly SampleArray[];
  /** Replaces each lane by its circular convolution with the taps, centred: a symmetric response delays nothing. */
  convolve(): void;
}

export type SampleArray = Float64Array | Float32Array;

export type ConvolutionEngineName = 'wasm-simd' | 'typescript';

/** @throws RangeError unless the taps are odd in number and fit the block */
export function checkConvolution(taps: Float64Array, blockLength: number): void {
  if (!(Number.isInteger(Math.log2(blockLength) / 2) && blockLength >= 16)) throw new RangeError(`Cannot convolve in blocks of ${blockLength}: the length must be a power of four, at least 16`);
  if (taps.length % 2 === 0 || taps.length > blockLength) throw new RangeError(`Cannot convolve blocks of ${blockLength} with ${taps.length} taps: they must be odd in number and no more than the block`);
}
