/**
 * AssemblyScript, compiled by `build-kernels.test-support.ts`. The twin in TypeScript is `convolution-typescript.ts`, which says what the
 * passes do; here each register holds the same element of several complex transforms, so that no pass ever moves a number to another lane.
 * T is f64 (two transforms, four signals) or f32 (four transforms, eight signals).
 *
 * Addresses are bytes. `signals`: planar, one after the other; the first half of them are real parts, the second half imaginary parts.
 * `work`: for each index a register of real parts, then one of imaginary parts.
 */

// Bytes of one complex element of all transforms.
@inline const ELEMENT: usize = 32;

/** Larger blocks are transformed quarter by quarter, so that a quarter stays in the nearest cache. */
@inline const CACHED_LENGTH: usize = 1024;

export function convolveF64(signals: usize, work: usize, length: usize, twiddles: usize, response: usize): void {
  const stride = length << 3;
  for (let at: usize = 0; at < length; at += 2) {
    const from = signals + (at << 3);
    const to = work + at * ELEMENT;
    const s0 = v128.load(from);
    const s1 = v128.load(from + stride);
    const s2 = v128.load(from + 2 * stride);
    const s3 = v128.load(from + 3 * stride);
    v128.store(to, v128.shuffle<f64>(s0, s1, 0, 2));
    v128.store(to, v128.shuffle<f64>(s2, s3, 0, 2), 16);
    v128.store(to, v128.shuffle<f64>(s0, s1, 1, 3), 32);
    v128.store(to, v128.shuffle<f64>(s2, s3, 1, 3), 48);
  }
  convolveAt<f64>(work, length, twiddles, response);
  for (let at: usize = 0; at < length; at += 2) {
    const from = work + at * ELEMENT;
    const to = signals + (at << 3);
    const re0 = v128.load(from);
    const im0 = v128.load(from, 16);
    const re1 = v128.load(from, 32);
    const im1 = v128.load(from, 48);
    v128.store(to, v128.shuffle<f64>(re0, re1, 0, 2));
    v128.store(to + stride, v128.shuffle<f64>(re0, re1, 1, 3));
    v128.store(to + 2 * stride, v128.shuffle<f64>(im0, im1, 0, 2));
    v128.store(to + 3 * stride, v128.shuffle<f64>(im0, im1, 1, 3));
  }
}

export function convolveF32(signals: usize, work: usize, length: usize, twiddles: usize, response: usize): void {
  const stride = length << 2;
  for (let at: usize = 0; at < length; at += 4) {
    interleaveFour(signals + (at << 2), stride, work + at * ELEMENT);
    interleaveFour(signals + 4 * stride + (at << 2), stride, work + at * ELEMENT + 16);
  }
  convolveAt<f32>(work, length, twiddles, response);
  for (let at: usize = 0; at < length; at += 4) {
    partFour(work + at * ELEMENT, signals + (at << 2), stride);
    partFour(work + at * ELEMENT + 16, signals + 4 * stride + (at << 2), stride);
  }
}

/** Four numbers of four signals, turned into four registers with one number of each. */
@inline function interleaveFour(from: usize, stride: usize, to: usize): void {
  const s0 = v128.load(from);
  const s1 = v128.load(from + stride);
  const s2 = v128.load(from + 2 * stride);
  const s3 = v128.load(from + 3 * stride);
  const low01 = v128.shuffle<f32>(s0, s1, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(s0, s1, 2, 6, 3, 7);
  const low23 = v128.shuffle<f32>(s2, s3, 0, 4, 1, 5);
  const high23 = v128.shuffle<f32>(s2, s3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
  v128.store(to + ELEMENT, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
  v128.store(to + 2 * ELEMENT, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
  v128.store(to + 3 * ELEMENT, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
}

@inline function partFour(from: usize, to: usize, stride: usize): void {
  const e0 = v128.load(from);
  const e1 = v128.load(from + ELEMENT);
  const e2 = v128.load(from + 2 * ELEMENT);
  const e3 = v128.load(from + 3 * ELEMENT);
  const low01 = v128.shuffle<f32>(e0, e1, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(e0, e1, 2, 6, 3, 7);
  const low23 = v128.shuffle<f32>(e2, e3, 0, 4, 1, 5);
  const high23 = v128.shuffle<f32>(e2, e3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
  v128.store(to + stride, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
  v128.store(to + 2 * stride, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
  v128.store(to + 3 * stride, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
}

/** Transforms a block of `work`, multiplies by its part of the response, transforms it back. */
function convolveAt<T>(work: usize, length: usize, twiddles: usize, response: usize): void {
  const quarter = length >> 2;
  const tableBytes = quarter * 6 * sizeof<T>();
  if (length > CACHED_LENGTH) {
    forwardPass<T>(work, work + quarter * ELEMENT, twiddles);
    for (let part: usize = 0; part < 4; part++) convolveAt<T>(work + part * quarter * ELEMENT, quarter, twiddles + tableBytes, response + part * quarter * sizeof<T>());
    inversePass<T>(work, work + quarter * ELEMENT, twiddles);
    return;
  }
  const end = work + length * ELEMENT;
  let passLength = length;
  let table = twiddles;
  for (; passLength > 4; passLength >>= 2) {
    const passQuarter = (passLength >> 2) * ELEMENT;
    for (let at = work; at < end; at += 4 * passQuarter) forwardPass<T>(at, at + passQuarter, table);
    table += (passLength >> 2) * 6 * sizeof<T>();
  }
  filterInFours<T>(work, end, response);
  for (; passLength < length; passLength <<= 2) {
    const passQuarter = passLength * ELEMENT;
    table -= passLength * 6 * sizeof<T>();
    for (let at = work; at < end; at += 4 * passQuarter) inversePass<T>(at, at + passQuarter, table);
  }
}

function forwardPass<T>(from: usize, end: usize, twiddles: usize): void {
  const quarter = end - from;
  let w = twiddles;
  for (let a = from; a < end; a += ELEMENT, w += 6 * sizeof<T>()) {
    const b = a + quarter;
    const c = b + quarter;
    const d = c + quarter;
    const aRe = v128.load(a);
    const cRe = v128.load(c);
    const bRe = v128.load(b);
    const dRe = v128.load(d);
    const sumAcRe = v128.add<T>(aRe, cRe);
    const differenceAcRe = v128.sub<T>(aRe, cRe);
    const sumBdRe = v128.add<T>(bRe, dRe);
    const differenceBdRe = v128.sub<T>(bRe, dRe);
    v128.store(a, v128.add<T>(sumAcRe, sumBdRe));
    const thirdRe = v128.sub<T>(sumAcRe, sumBdRe);
    const aIm = v128.load(a, 16);
    const cIm = v128.load(c, 16);
    const bIm = v128.load(b, 16);
    const dIm = v128.load(d, 16);
    const sumAcIm = v128.add<T>(aIm, cIm);
    const differenceAcIm = v128.sub<T>(aIm, cIm);
    const sumBdIm = v128.add<T>(bIm, dIm);
    const differenceBdIm = v128.sub<T>(bIm, dIm);
    v128.store(a, v128.add<T>(sumAcIm, sumBdIm), 16);
    const thirdIm = v128.sub<T>(sumAcIm, sumBdIm);
    const w2Re = v128.load_splat<T>(w + 2 * sizeof<T>());
    const w2Im = v128.load_splat<T>(w + 3 * sizeof<T>());
    v128.store(c, v128.sub<T>(v128.mul<T>(thirdRe, w2Re), v128.mul<T>(thirdIm, w2Im)));
    v128.store(c, v128.add<T>(v128.mul<T>(thirdRe, w2Im), v128.mul<T>(thirdIm, w2Re)), 16);
    const secondRe = v128.add<T>(differenceAcRe, differenceBdIm);
    const secondIm = v128.sub<T>(differenceAcIm, differenceBdRe);
    const w1Re = v128.load_splat<T>(w);
    const w1Im = v128.load_splat<T>(w + sizeof<T>());
    v128.store(b, v128.sub<T>(v128.mul<T>(secondRe, w1Re), v128.mul<T>(secondIm, w1Im)));
    v128.store(b, v128.add<T>(v128.mul<T>(secondRe, w1Im), v128.mul<T>(secondIm, w1Re)), 16);
    const fourthRe = v128.sub<T>(differenceAcRe, differenceBdIm);
    const fourthIm = v128.add<T>(differenceAcIm, differenceBdRe);
    const w3Re = v128.load_splat<T>(w + 4 * sizeof<T>());
    const w3Im = v128.load_splat<T>(w + 5 * sizeof<T>());
    v128.store(d, v128.sub<T>(v128.mul<T>(fourthRe, w3Re), v128.mul<T>(fourthIm, w3Im)));
    v128.store(d, v128.add<T>(v128.mul<T>(fourthRe, w3Im), v128.mul<T>(fourthIm, w3Re)), 16);
  }
}

function inversePass<T>(from: usize, end: usize, twiddles: usize): void {
  const quarter = end - from;
  let w = twiddles;
  for (let a = from; a < end; a += ELEMENT, w += 6 * sizeof<T>()) {
    const b = a + quarter;
    const c = b + quarter;
    const d = c + quarter;
    const w1Re = v128.load_splat<T>(w);
    const w1Im = v128.load_splat<T>(w + sizeof<T>());
    const storedBRe = v128.load(b);
    const storedBIm = v128.load(b, 16);
    const bRe = v128.add<T>(v128.mul<T>(storedBRe, w1Re), v128.mul<T>(storedBIm, w1Im));
    const bIm = v128.sub<T>(v128.mul<T>(storedBIm, w1Re), v128.mul<T>(storedBRe, w1Im));
    const w3Re = v128.load_splat<T>(w + 4 * sizeof<T>());
    const w3Im = v128.load_splat<T>(w + 5 * sizeof<T>());
    const storedDRe = v128.load(d);
    const storedDIm = v128.load(d, 16);
    const dRe = v128.add<T>(v128.mul<T>(storedDRe, w3Re), v128.mul<T>(storedDIm, w3Im));
    const dIm = v128.sub<T>(v128.mul<T>(storedDIm, w3Re), v128.mul<T>(storedDRe, w3Im));
    const sumBdRe = v128.add<T>(bRe, dRe);
    const sumBdIm = v128.add<T>(bIm, dIm);
    const differenceBdRe = v128.sub<T>(bRe, dRe);
    const differenceBdIm = v128.sub<T>(bIm, dIm);
    const w2Re = v128.load_splat<T>(w + 2 * sizeof<T>());
    const w2Im = v128.load_splat<T>(w + 3 * sizeof<T>());
    const storedCRe = v128.load(c);
    const storedCIm = v128.load(c, 16);
    const cRe = v128.add<T>(v128.mul<T>(storedCRe, w2Re), v128.mul<T>(storedCIm, w2Im));
    const cIm = v128.sub<T>(v128.mul<T>(storedCIm, w2Re), v128.mul<T>(storedCRe, w2Im));
    const aRe = v128.load(a);
    const aIm = v128.load(a, 16);
    const sumAcRe = v128.add<T>(aRe, cRe);
    const sumAcIm = v128.add<T>(aIm, cIm);
    const differenceAcRe = v128.sub<T>(aRe, cRe);
    const differenceAcIm = v128.sub<T>(aIm, cIm);
    v128.store(a, v128.add<T>(sumAcRe, sumBdRe));
    v128.store(a, v128.add<T>(sumAcIm, sumBdIm), 16);
    v128.store(b, v128.sub<T>(differenceAcRe, differenceBdIm));
    v128.store(b, v128.add<T>(differenceAcIm, differenceBdRe), 16);
    v128.store(c, v128.sub<T>(sumAcRe, sumBdRe));
    v128.store(c, v128.sub<T>(sumAcIm, sumBdIm), 16);
    v128.store(d, v128.add<T>(differenceAcRe, differenceBdIm));
    v128.store(d, v128.sub<T>(differenceAcIm, differenceBdRe), 16);
  }
}

function filterInFours<T>(from: usize, end: usize, response: usize): void {
  let r = response;
  for (let at = from; at < end; at += 4 * ELEMENT, r += 4 * sizeof<T>()) {
    const inARe = v128.load(at);
    const inAIm = v128.load(at, 16);
    const inBRe = v128.load(at, 32);
    const inBIm = v128.load(at, 48);
    const inCRe = v128.load(at, 64);
    const inCIm = v128.load(at, 80);
    const inDRe = v128.load(at, 96);
    const inDIm = v128.load(at, 112);
    const sumAcRe = v128.add<T>(inARe, inCRe);
    const sumAcIm = v128.add<T>(inAIm, inCIm);
    const differenceAcRe = v128.sub<T>(inARe, inCRe);
    const differenceAcIm = v128.sub<T>(inAIm, inCIm);
    const sumBdRe = v128.add<T>(inBRe, inDRe);
    const sumBdIm = v128.add<T>(inBIm, inDIm);
    const differenceBdRe = v128.sub<T>(inBRe, inDRe);
    const differenceBdIm = v128.sub<T>(inBIm, inDIm);
    const r0 = v128.load_splat<T>(r);
    const r1 = v128.load_splat<T>(r + sizeof<T>());
    const r2 = v128.load_splat<T>(r + 2 * sizeof<T>());
    const r3 = v128.load_splat<T>(r + 3 * sizeof<T>());
    const aRe = v128.mul<T>(v128.add<T>(sumAcRe, sumBdRe), r0);
    const aIm = v128.mul<T>(v128.add<T>(sumAcIm, sumBdIm), r0);
    const cRe = v128.mul<T>(v128.sub<T>(sumAcRe, sumBdRe), r2);
    const cIm = v128.mul<T>(v128.sub<T>(sumAcIm, sumBdIm), r2);
    const bRe = v128.mul<T>(v128.add<T>(differenceAcRe, differenceBdIm), r1);
    const bIm = v128.mul<T>(v128.sub<T>(differenceAcIm, differenceBdRe), r1);
    const dRe = v128.mul<T>(v128.sub<T>(differenceAcRe, differenceBdIm), r3);
    const dIm = v128.mul<T>(v128.add<T>(differenceAcIm, differenceBdRe), r3);
    const backSumAcRe = v128.add<T>(aRe, cRe);
    const backSumAcIm = v128.add<T>(aIm, cIm);
    const backDifferenceAcRe = v128.sub<T>(aRe, cRe);
    const backDifferenceAcIm = v128.sub<T>(aIm, cIm);
    const backSumBdRe = v128.add<T>(bRe, dRe);
    const backSumBdIm = v128.add<T>(bIm, dIm);
    const backDifferenceBdRe = v128.sub<T>(bRe, dRe);
    const backDifferenceBdIm = v128.sub<T>(bIm, dIm);
    v128.store(at, v128.add<T>(backSumAcRe, backSumBdRe));
    v128.store(at, v128.add<T>(backSumAcIm, backSumBdIm), 16);
    v128.store(at, v128.sub<T>(backDifferenceAcRe, backDifferenceBdIm), 32);
    v128.store(at, v128.add<T>(backDifferenceAcIm, backDifferenceBdRe), 48);
    v128.store(at, v128.sub<T>(backSumAcRe, backSumBdRe), 64);
    v128.store(at, v128.sub<T>(backSumAcIm, backSumBdIm), 80);
    v128.store(at, v128.add<T>(backDifferenceAcRe, backDifferenceBdIm), 96);
    v128.store(at, v128.sub<T>(backDifferenceAcIm, backDifferenceBdRe), 112);
  }
}
