import { createFourierPlan, isSmoothSize, unitRoot } from './fourier-plan.ts';
import { transformForward } from './fourier-forward.ts';

/** Transforms of one size, with their tables and scratch memory: make it once, use it often. */
export interface FourierTransform {
  readonly size: number;
  /** X[f] = Σ x[n]·e^(-2πi·f·n/size), in place, natural order. @param re @param im Shape [size]. */
  forward(re: Float64Array, im: Float64Array): void;
  /** x[n] = (1/size)·Σ X[f]·e^(2πi·f·n/size), in place. */
  inverse(re: Float64Array, im: Float64Array): void;
}

/**
 * The discrete Fourier transform of any size: passes of 4, 2, 3 and 5, and Bluestein's convolution for sizes with other primes.
 * @throws RangeError unless size is a whole number from 1 to 2^26
 * @see Bluestein (1970), A linear filtering approach to the computation of discrete Fourier transform
 */
export function createFourierTransform(size: number): FourierTransform {
  if (!(Number.isInteger(size) && size >= 1 && size <= 2 ** 26)) throw new RangeError(`Cannot make a Fourier transform of size ${size}: it must be a whole number from 1 to 2^26`);
  const forward = isSmoothSize(size) ? smoothForward(size) : chirpForward(size);
  return {
    size,
    forward,
    inverse(re, im) {
      forward(im, re);
      for (let index = 0; index < size; index++) {
        re[index] /= size;
        im[index] /= size;
      }
    },
  };
}

function smoothForward(size: number): FourierTransform['forward'] {
  const plan = createFourierPlan(size);
  const { positions } = plan;
  const scratchRe = new Float64Array(size);
  const scratchIm = new Float64Array(size);
  return (re, im) => {
    scratchRe.set(re.length === size ? re : re.subarray(0, size));
    scratchIm.set(im.length === size ? im : im.subarray(0, size));
    transformForward(scratchRe, scratchIm, plan);
    for (let frequency = 0; frequency < size; frequency++) {
      re[frequency] = scratchRe[positions[frequency]];
      im[frequency] = scratchIm[positions[frequency]];
    }
  };
}

/** X[f] = c*[f] · Σ (x[n]·c*[n])·c[f-n] with the chirp c[n] = e^(πi·n²/size): a convolution, done at a size that the passes take. */
function chirpForward(size: number): FourierTransform['forward'] {
  const paddedSize = fastSizeFrom(2 * size - 1);
  const chirpRe = new Float64Array(size);
  const chirpIm = new Float64Array(size);
  // n² modulo 2·size, step by step: n² itself would leave the exact integers.
  for (let index = 0, square = 0; index < size; index++) {
    [chirpRe[index], chirpIm[index]] = unitRoot(square, 2 * size);
    square = (square + 2 * index + 1) % (2 * size);
  }
  const kernelRe = new Float64Array(paddedSize);
  const kernelIm = new Float64Array(paddedSize);
  for (let index = 0; index < size; index++) {
    kernelRe[index] = kernelRe[(paddedSize - index) % paddedSize] = chirpRe[index] / paddedSize;
    kernelIm[index] = kernelIm[(paddedSize - index) % paddedSize] = chirpIm[index] / paddedSize;
  }
  const ordered = smoothForward(paddedSize);
  ordered(kernelRe, kernelIm);
  const scratchRe = new Float64Array(paddedSize);
  const scratchIm = new Float64Array(paddedSize);
  return (re, im) => {
    scratchRe.fill(0, size);
    scratchIm.fill(0, size);
    for (let index = 0; index < size; index++) {
      scratchRe[index] = re[index] * chirpRe[index] + im[index] * chirpIm[index];
      scratchIm[index] = im[index] * chirpRe[index] - re[index] * chirpIm[index];
    }
    ordered(scratchRe, scratchIm);
    for (let index = 0; index < paddedSize; index++) {
      const valueRe = scratchRe[index] * kernelRe[index] - scratchIm[index] * kernelIm[index];
      scratchIm[index] = scratchRe[index] * kernelIm[index] + scratchIm[index] * kernelRe[index];
      scratchRe[index] = valueRe;
    }
    ordered(scratchIm, scratchRe);
    for (let index = 0; index < size; index++) {
      re[index] = scratchRe[index] * chirpRe[index] + scratchIm[index] * chirpIm[index];
      im[index] = scratchIm[index] * chirpRe[index] - scratchRe[index] * chirpIm[index];
    }
  };
}

/** The smallest 2^k, 3·2^k, 5·2^k, 9·2^k or 15·2^k that is not below `least`: a size whose transform is quick. */
export function fastSizeFrom(least: number): number {
  return Math.min(...[1, 3, 5, 9, 15].map((factor) => factor * 2 ** Math.max(0, Math.ceil(Math.log2(least / factor)))));
}
