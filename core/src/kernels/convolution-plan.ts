import { transformForward } from './fourier-forward.ts';
import { createFourierPlan } from './fourier-plan.ts';

/**
 * Tables of a circular convolution of one block length, a power of four. The forward transform decimates in frequency, the inverse
 * in time, and the response is kept in the order that the forward transform leaves frequencies in: nothing is ever put into another
 * order. The last forward and the first inverse pass have no factors but the response, so they are one.
 */
export interface ConvolutionPlan {
  readonly blockLength: number;
  /** For each pass but the last, the largest blocks first: w^j, w^2j, w^3j for j < size / 4 as re, im pairs, w = e^(-2πi/size). One table after the other. */
  readonly twiddles: Float64Array;
}

export function createConvolutionPlan(blockLength: number): ConvolutionPlan {
  const { twiddles } = createFourierPlan(blockLength);
  const all = new Float64Array(twiddles.reduce((length, table) => length + table.length, 0));
  let at = 0;
  for (const table of twiddles) {
    all.set(table, at);
    at += table.length;
  }
  return { blockLength, twiddles: all };
}

/** Taps around index 0 of a block: the second half wraps to its end. Divided by the block length, as the inverse transform does not divide. */
export function centredTaps(taps: Float64Array, blockLength: number): Float64Array {
  const block = new Float64Array(blockLength);
  const centre = taps.length >> 1;
  for (let tap = 0; tap < taps.length; tap++) block[(tap - centre + blockLength) % blockLength] = taps[tap] / blockLength;
  return block;
}

/** The response of centred, symmetric taps: real, in the order that the forward passes leave frequencies in. */
export function responseOf(centred: Float64Array): Float64Array {
  const response = Float64Array.from(centred);
  transformForward(response, new Float64Array(centred.length), createFourierPlan(centred.length));
  return response;
}
