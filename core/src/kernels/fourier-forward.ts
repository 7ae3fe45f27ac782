import type { FourierPlan } from './fourier-plan.ts';

/** Larger blocks are transformed part by part, so that a part stays in the cache for the rest of its passes. */
const CACHED_SIZE = 16_384;

/**
 * The forward transform Σ x[n]·e^(-2πi·f·n/size), in place; frequency f is then at `plan.positions[f]`.
 * With `re` and `im` exchanged it is the inverse transform times `plan.size`.
 * @param re @param im Shape [plan.size].
 */
export function transformForward(re: Float64Array, im: Float64Array, plan: FourierPlan): void {
  transformBlock(re, im, plan, { start: 0, size: plan.size, firstPass: 0 });
}

function transformBlock(re: Float64Array, im: Float64Array, plan: FourierPlan, { start, size, firstPass }: { start: number; size: number; firstPass: number }): void {
  const end = start + size;
  let blockSize = size;
  for (let pass = firstPass; pass < plan.radices.length; pass++) {
    const radix = plan.radices[pass];
    const twiddles = plan.twiddles[pass];
    for (let at = start; at < end; at += blockSize) {
      if (radix === 4) passOfFour(re, im, at, blockSize >> 2, twiddles);
      else if (radix === 2) passOfTwo(re, im, at, blockSize >> 1, twiddles);
      else if (radix === 3) passOfThree(re, im, at, blockSize / 3, twiddles);
      else passOfFive(re, im, at, blockSize / 5, twiddles);
    }
    blockSize /= radix;
    if (size > CACHED_SIZE && pass + 1 < plan.radices.length) {
      for (let at = start; at < end; at += blockSize) transformBlock(re, im, plan, { start: at, size: blockSize, firstPass: pass + 1 });
      return;
    }
  }
}

function passOfTwo(re: Float64Array, im: Float64Array, start: number, half: number, twiddles: Float64Array): void {
  for (let j = 0; j < half; j++) {
    const a = start + j;
    const b = a + half;
    const differenceRe = re[a] - re[b];
    const differenceIm = im[a] - im[b];
    re[a] += re[b];
    im[a] += im[b];
    const wRe = half === 1 ? 1 : twiddles[2 * j];
    const wIm = half === 1 ? 0 : twiddles[2 * j + 1];
    re[b] = differenceRe * wRe - differenceIm * wIm;
    im[b] = differenceRe * wIm + differenceIm * wRe;
  }
}

function passOfFour(re: Float64Array, im: Float64Array, start: number, quarter: number, twiddles: Float64Array): void {
  if (quarter === 1) {
    lastPassOfFour(re, im, start);
    return;
  }
  for (let j = 0, w = 0; j < quarter; j++, w += 6) {
    const a = start + j;
    const b = a + quarter;
    const c = b + quarter;
    const d = c + quarter;
    const sumAcRe = re[a] + re[c];
    const sumAcIm = im[a] + im[c];
    const differenceAcRe = re[a] - re[c];
    const differenceAcIm = im[a] - im[c];
    const sumBdRe = re[b] + re[d];
    const sumBdIm = im[b] + im[d];
    const differenceBdRe = re[b] - re[d];
    const differenceBdIm = im[b] - im[d];
    re[a] = sumAcRe + sumBdRe;
    im[a] = sumAcIm + sumBdIm;
    const secondRe = differenceAcRe + differenceBdIm;
    const secondIm = differenceAcIm - differenceBdRe;
    const thirdRe = sumAcRe - sumBdRe;
    const thirdIm = sumAcIm - sumBdIm;
    const fourthRe = differenceAcRe - differenceBdIm;
    const fourthIm = differenceAcIm + differenceBdRe;
    re[b] = secondRe * twiddles[w] - secondIm * twiddles[w + 1];
    im[b] = secondRe * twiddles[w + 1] + secondIm * twiddles[w];
    re[c] = thirdRe * twiddles[w + 2] - thirdIm * twiddles[w + 3];
    im[c] = thirdRe * twiddles[w + 3] + thirdIm * twiddles[w + 2];
    re[d] = fourthRe * twiddles[w + 4] - fourthIm * twiddles[w + 5];
    im[d] = fourthRe * twiddles[w + 5] + fourthIm * twiddles[w + 4];
  }
}

function lastPassOfFour(re: Float64Array, im: Float64Array, a: number): void {
  const sumAcRe = re[a] + re[a + 2];
  const sumAcIm = im[a] + im[a + 2];
  const differenceAcRe = re[a] - re[a + 2];
  const differenceAcIm = im[a] - im[a + 2];
  const sumBdRe = re[a + 1] + re[a + 3];
  const sumBdIm = im[a + 1] + im[a + 3];
  const differenceBdRe = re[a + 1] - re[a + 3];
  const differenceBdIm = im[a + 1] - im[a + 3];
  re[a] = sumAcRe + sumBdRe;
  im[a] = sumAcIm + sumBdIm;
  re[a + 1] = differenceAcRe + differenceBdIm;
  im[a + 1] = differenceAcIm - differenceBdRe;
  re[a + 2] = sumAcRe - sumBdRe;
  im[a + 2] = sumAcIm - sumBdIm;
  re[a + 3] = differenceAcRe - differenceBdIm;
  im[a + 3] = differenceAcIm + differenceBdRe;
}

const HALF_ROOT_OF_THREE = Math.sqrt(3) / 2;

function passOfThree(re: Float64Array, im: Float64Array, start: number, third: number, twiddles: Float64Array): void {
  for (let j = 0; j < third; j++) {
    const a = start + j;
    const b = a + third;
    const c = b + third;
    const sumRe = re[b] + re[c];
    const sumIm = im[b] + im[c];
    const acrossRe = HALF_ROOT_OF_THREE * (im[b] - im[c]);
    const acrossIm = -HALF_ROOT_OF_THREE * (re[b] - re[c]);
    const alongRe = re[a] - 0.5 * sumRe;
    const alongIm = im[a] - 0.5 * sumIm;
    re[a] += sumRe;
    im[a] += sumIm;
    storeTurned(re, im, b, alongRe + acrossRe, alongIm + acrossIm, twiddles, third === 1 ? -1 : 4 * j);
    storeTurned(re, im, c, alongRe - acrossRe, alongIm - acrossIm, twiddles, third === 1 ? -1 : 4 * j + 2);
  }
}

const COS_FIFTH = (Math.sqrt(5) - 1) / 4;
const COS_TWO_FIFTHS = -(Math.sqrt(5) + 1) / 4;
const SIN_FIFTH = Math.sin((2 * Math.PI) / 5);
const SIN_TWO_FIFTHS = Math.sin((4 * Math.PI) / 5);

function passOfFive(re: Float64Array, im: Float64Array, start: number, fifth: number, twiddles: Float64Array): void {
  for (let j = 0; j < fifth; j++) {
    const a = start + j;
    const b = a + fifth;
    const c = b + fifth;
    const d = c + fifth;
    const e = d + fifth;
    const sumBeRe = re[b] + re[e];
    const sumBeIm = im[b] + im[e];
    const differenceBeRe = re[b] - re[e];
    const differenceBeIm = im[b] - im[e];
    const sumCdRe = re[c] + re[d];
    const sumCdIm = im[c] + im[d];
    const differenceCdRe = re[c] - re[d];
    const differenceCdIm = im[c] - im[d];
    const alongFirstRe = re[a] + COS_FIFTH * sumBeRe + COS_TWO_FIFTHS * sumCdRe;
    const alongFirstIm = im[a] + COS_FIFTH * sumBeIm + COS_TWO_FIFTHS * sumCdIm;
    const alongSecondRe = re[a] + COS_TWO_FIFTHS * sumBeRe + COS_FIFTH * sumCdRe;
    const alongSecondIm = im[a] + COS_TWO_FIFTHS * sumBeIm + COS_FIFTH * sumCdIm;
    const acrossFirstRe = SIN_FIFTH * differenceBeIm + SIN_TWO_FIFTHS * differenceCdIm;
    const acrossFirstIm = -SIN_FIFTH * differenceBeRe - SIN_TWO_FIFTHS * differenceCdRe;
    const acrossSecondRe = SIN_TWO_FIFTHS * differenceBeIm - SIN_FIFTH * differenceCdIm;
    const acrossSecondIm = -SIN_TWO_FIFTHS * differenceBeRe + SIN_FIFTH * differenceCdRe;
    re[a] += sumBeRe + sumCdRe;
    im[a] += sumBeIm + sumCdIm;
    const w = fifth === 1 ? -8 : 8 * j;
    storeTurned(re, im, b, alongFirstRe + acrossFirstRe, alongFirstIm + acrossFirstIm, twiddles, w);
    storeTurned(re, im, c, alongSecondRe + acrossSecondRe, alongSecondIm + acrossSecondIm, twiddles, w + 2);
    storeTurned(re, im, d, alongSecondRe - acrossSecondRe, alongSecondIm - acrossSecondIm, twiddles, w + 4);
    storeTurned(re, im, e, alongFirstRe - acrossFirstRe, alongFirstIm - acrossFirstIm, twiddles, w + 6);
  }
}

/** Stores the value times the factor at `w`; a negative `w` stands for the factor 1. */
function storeTurned(re: Float64Array, im: Float64Array, at: number, valueRe: number, valueIm: number, twiddles: Float64Array, w: number): void {
  if (w < 0) {
    re[at] = valueRe;
    im[at] = valueIm;
    return;
  }
  re[at] = valueRe * twiddles[w] - valueIm * twiddles[w + 1];
  im[at] = valueRe * twiddles[w + 1] + valueIm * twiddles[w];
}
