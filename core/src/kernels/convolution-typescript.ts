import { checkConvolution, type ConvolutionEngine } from './convolution-engine.ts';
import { centredTaps, createConvolutionPlan, responseOf } from './convolution-plan.ts';

/** Blocks up to this size are transformed pass by pass, larger ones quarter by quarter: a quarter then stays in the nearest cache. */
const CACHED_SIZE = 1024;

/** The reference of the convolution, and what runs where WebAssembly SIMD does not. Two real signals make one complex one. */
export function createTypeScriptConvolution(taps: Float64Array, blockLength: number): ConvolutionEngine {
  checkConvolution(taps, blockLength);
  const { twiddles } = createConvolutionPlan(blockLength);
  const response = responseOf(centredTaps(taps, blockLength));
  const re = new Float64Array(blockLength);
  const im = new Float64Array(blockLength);

  const convolveAt = (start: number, size: number, twiddleAt: number): void => {
    const quarter = size >> 2;
    if (size > CACHED_SIZE) {
      forwardPass(re, im, start, quarter, twiddles, twiddleAt);
      for (let part = 0; part < 4; part++) convolveAt(start + part * quarter, quarter, twiddleAt + 6 * quarter);
      inversePass(re, im, start, quarter, twiddles, twiddleAt);
      return;
    }
    let passSize = size;
    let passTwiddleAt = twiddleAt;
    for (; passSize > 4; passSize >>= 2) {
      for (let at = start; at < start + size; at += passSize) forwardPass(re, im, at, passSize >> 2, twiddles, passTwiddleAt);
      passTwiddleAt += 6 * (passSize >> 2);
    }
    filterInFours(re, im, start, start + size, response);
    while (passSize < size) {
      passTwiddleAt -= 6 * passSize;
      for (let at = start; at < start + size; at += passSize << 2) inversePass(re, im, at, passSize, twiddles, passTwiddleAt);
      passSize <<= 2;
    }
  };
  return { name: 'typescript', blockLength, laneCount: 2, lanes: [re, im], convolve: () => convolveAt(0, blockLength, 0) };
}

function forwardPass(re: Float64Array, im: Float64Array, start: number, quarter: number, twiddles: Float64Array, twiddleAt: number): void {
  for (let a = start, w = twiddleAt; a < start + quarter; a++, w += 6) {
    const b = a + quarter;
    const c = b + quarter;
    const d = c + quarter;
    const aRe = re[a];
    const aIm = im[a];
    const bRe = re[b];
    const bIm = im[b];
    const cRe = re[c];
    const cIm = im[c];
    const dRe = re[d];
    const dIm = im[d];
    const sumAcRe = aRe + cRe;
    const sumAcIm = aIm + cIm;
    const differenceAcRe = aRe - cRe;
    const differenceAcIm = aIm - cIm;
    const sumBdRe = bRe + dRe;
    const sumBdIm = bIm + dIm;
    const differenceBdRe = bRe - dRe;
    const differenceBdIm = bIm - dIm;
    re[a] = sumAcRe + sumBdRe;
    im[a] = sumAcIm + sumBdIm;
    const secondRe = differenceAcRe + differenceBdIm;
    const secondIm = differenceAcIm - differenceBdRe;
    const thirdRe = sumAcRe - sumBdRe;
    const thirdIm = sumAcIm - sumBdIm;
    const fourthRe = differenceAcRe - differenceBdIm;
    const fourthIm = differenceAcIm + differenceBdRe;
    const w1Re = twiddles[w];
    const w1Im = twiddles[w + 1];
    const w2Re = twiddles[w + 2];
    const w2Im = twiddles[w + 3];
    const w3Re = twiddles[w + 4];
    const w3Im = twiddles[w + 5];
    re[b] = secondRe * w1Re - secondIm * w1Im;
    im[b] = secondRe * w1Im + secondIm * w1Re;
    re[c] = thirdRe * w2Re - thirdIm * w2Im;
    im[c] = thirdRe * w2Im + thirdIm * w2Re;
    re[d] = fourthRe * w3Re - fourthIm * w3Im;
    im[d] = fourthRe * w3Im + fourthIm * w3Re;
  }
}

function inversePass(re: Float64Array, im: Float64Array, start: number, quarter: number, twiddles: Float64Array, twiddleAt: number): void {
  for (let a = start, w = twiddleAt; a < start + quarter; a++, w += 6) {
    const b = a + quarter;
    const c = b + quarter;
    const d = c + quarter;
    const w1Re = twiddles[w];
    const w1Im = twiddles[w + 1];
    const w2Re = twiddles[w + 2];
    const w2Im = twiddles[w + 3];
    const w3Re = twiddles[w + 4];
    const w3Im = twiddles[w + 5];
    const bRe = re[b] * w1Re + im[b] * w1Im;
    const bIm = im[b] * w1Re - re[b] * w1Im;
    const cRe = re[c] * w2Re + im[c] * w2Im;
    const cIm = im[c] * w2Re - re[c] * w2Im;
    const dRe = re[d] * w3Re + im[d] * w3Im;
    const dIm = im[d] * w3Re - re[d] * w3Im;
    const aRe = re[a];
    const aIm = im[a];
    const sumAcRe = aRe + cRe;
    const sumAcIm = aIm + cIm;
    const differenceAcRe = aRe - cRe;
    const differenceAcIm = aIm - cIm;
    const sumBdRe = bRe + dRe;
    const sumBdIm = bIm + dIm;
    const differenceBdRe = bRe - dRe;
    const differenceBdIm = bIm - dIm;
    re[a] = sumAcRe + sumBdRe;
    im[a] = sumAcIm + sumBdIm;
    re[b] = differenceAcRe - differenceBdIm;
    im[b] = differenceAcIm + differenceBdRe;
    re[c] = sumAcRe - sumBdRe;
    im[c] = sumAcIm - sumBdIm;
    re[d] = differenceAcRe + differenceBdIm;
    im[d] = differenceAcIm - differenceBdRe;
  }
}

/** Transform of 4, times the response, transform back. */
function filterInFours(re: Float64Array, im: Float64Array, start: number, end: number, response: Float64Array): void {
  for (let at = start; at < end; at += 4) {
    const sumAcRe = re[at] + re[at + 2];
    const sumAcIm = im[at] + im[at + 2];
    const differenceAcRe = re[at] - re[at + 2];
    const differenceAcIm = im[at] - im[at + 2];
    const sumBdRe = re[at + 1] + re[at + 3];
    const sumBdIm = im[at + 1] + im[at + 3];
    const differenceBdRe = re[at + 1] - re[at + 3];
    const differenceBdIm = im[at + 1] - im[at + 3];
    const r0 = response[at];
    const r1 = response[at + 1];
    const r2 = response[at + 2];
    const r3 = response[at + 3];
    const aRe = (sumAcRe + sumBdRe) * r0;
    const aIm = (sumAcIm + sumBdIm) * r0;
    const bRe = (differenceAcRe + differenceBdIm) * r1;
    const bIm = (differenceAcIm - differenceBdRe) * r1;
    const cRe = (sumAcRe - sumBdRe) * r2;
    const cIm = (sumAcIm - sumBdIm) * r2;
    const dRe = (differenceAcRe - differenceBdIm) * r3;
    const dIm = (differenceAcIm + differenceBdRe) * r3;
    const backSumAcRe = aRe + cRe;
    const backSumAcIm = aIm + cIm;
    const backDifferenceAcRe = aRe - cRe;
    const backDifferenceAcIm = aIm - cIm;
    const backSumBdRe = bRe + dRe;
    const backSumBdIm = bIm + dIm;
    const backDifferenceBdRe = bRe - dRe;
    const backDifferenceBdIm = bIm - dIm;
    re[at] = backSumAcRe + backSumBdRe;
    im[at] = backSumAcIm + backSumBdIm;
    re[at + 1] = backDifferenceAcRe - backDifferenceBdIm;
    im[at + 1] = backDifferenceAcIm + backDifferenceBdRe;
    re[at + 2] = backSumAcRe - backSumBdRe;
    im[at + 2] = backSumAcIm - backSumBdIm;
    re[at + 3] = backDifferenceAcRe + backDifferenceBdIm;
    im[at + 3] = backDifferenceAcIm - backDifferenceBdRe;
  }
}
