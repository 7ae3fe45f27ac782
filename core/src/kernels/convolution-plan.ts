import { positionsOf, unitRoot } from './fourier-plan.ts';
import { createFourierTransform } from './fourier-transform.ts';

/**
 * Tables of a circular convolution of one block length. The forward transform decimates in frequency by fours; the middle, a
 * transform of 4 or 8, needs no factors; the inverse decimates in time. The response is kept in the order that the forward
 * transform leaves frequencies in, so nothing is ever put into another order.
 */
export interface ConvolutionPlan {
  readonly blockLength: number;
  /** 4 or 8: the size of the transforms in the middle. */
  readonly middleSize: number;
  /** For each pass of four, the largest blocks first: w^j, w^2j, w^3j for j < size / 4 as re, im pairs, w = e^(-2πi/size). One array after the other. */
  readonly twiddles: Float64Array;
}

export function createConvolutionPlan(blockLength: number): ConvolutionPlan {
  const middleSize = Math.log2(blockLength) % 2 === 0 ? 4 : 8;
  const twiddles: number[] = [];
  for (let size = blockLength; size > middleSize; size /= 4) {
    for (let j = 0; j < size / 4; j++) {
      for (let power = 1; power <= 3; power++) {
        const [cosine, sine] = unitRoot((j * power) % size, size);
        twiddles.push(cosine, -sine);
      }
    }
  }
  return { blockLength, middleSize, twiddles: Float64Array.from(twiddles) };
}

/** Taps around index 0 of a block: the second half wraps to its end. Divided by the block length, as the inverse transform does not divide. */
export function centredTaps(taps: Float64Array, blockLength: number): Float64Array {
  const block = new Float64Array(blockLength);
  const centre = taps.length >> 1;
  for (let tap = 0; tap < taps.length; tap++) block[(tap - centre + blockLength) % blockLength] = taps[tap] / blockLength;
  return block;
}

/** The response of centred, symmetric taps: real, in the order that the forward passes leave frequencies in. */
export function responseOf(centred: Float64Array, middleSize: number): Float64Array {
  const size = centred.length;
  const re = Float64Array.from(centred);
  createFourierTransform(size).forward(re, new Float64Array(size));
  const radices: number[] = [];
  for (let rest = size; rest > middleSize; rest /= 4) radices.push(4);
  // A transform of 8 splits into even and odd frequencies first, then into fours.
  radices.push(...(middleSize === 8 ? [2, 4] : [4]));
  const positions = positionsOf(size, radices);
  const response = new Float64Array(size);
  for (let frequency = 0; frequency < size; frequency++) response[positions[frequency]] = re[frequency];
  return response;
}
