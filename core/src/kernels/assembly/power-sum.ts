/**
 * AssemblyScript, compiled by `build-kernels.test-support.ts`. The twin in TypeScript is in `power-sum.ts`, the passes in `fourier-forward.ts`.
 * Each register holds the same element of two complex transforms, that is of four real signals.
 */

// Bytes of one complex element of both transforms: a register of real parts, then one of imaginary parts.
@inline const ELEMENT: usize = 32;

/**
 * Takes each signal's mean away, multiplies by the window, fills up with zeros, transforms, and adds re² + im² of each element to `sums`
 * (a register an element, in the order that the passes leave frequencies in). Addresses are bytes.
 * `signals`: four, planar, [segmentLength] each; the first two are real parts. `radices`: one byte a pass. `twiddles`: one table after the other; the
 * last pass has one of ones, unless its radix is 4.
 */
export function addPower(signals: usize, segmentLength: usize, window: usize, work: usize, size: usize, radices: usize, passCount: usize, twiddles: usize, sums: usize): void {
  const stride = segmentLength << 3;
  const mean02 = f64x2.replace_lane(f64x2.splat(meanOf(signals, segmentLength)), 1, meanOf(signals + stride, segmentLength));
  const mean13 = f64x2.replace_lane(f64x2.splat(meanOf(signals + 2 * stride, segmentLength)), 1, meanOf(signals + 3 * stride, segmentLength));
  let to = work;
  for (let at: usize = 0; at < stride; at += 8, to += ELEMENT) {
    const from = signals + at;
    const factor = v128.load64_splat(window + at);
    v128.store(to, f64x2.mul(f64x2.sub(v128.load_lane<f64>(from + stride, v128.load64_zero(from), 1), mean02), factor));
    v128.store(to, f64x2.mul(f64x2.sub(v128.load_lane<f64>(from + 3 * stride, v128.load64_zero(from + 2 * stride), 1), mean13), factor), 16);
  }
  memory.fill(to, 0, work + size * ELEMENT - to);

  const end = work + size * ELEMENT;
  let table = twiddles;
  let blockBytes = size * ELEMENT;
  for (let pass: usize = 0; pass < passCount; pass++) {
    const radix = <usize>load<u8>(radices + pass);
    const part = blockBytes / radix;
    if (radix == 4) {
      if (part == ELEMENT) {
        addLastPower(work, end, sums);
        return;
      }
      for (let at = work; at < end; at += blockBytes) passOfFour(at, part, table);
    } else if (radix == 2) {
      for (let at = work; at < end; at += blockBytes) passOfTwo(at, part, table);
    } else if (radix == 3) {
      for (let at = work; at < end; at += blockBytes) passOfThree(at, part, table);
    } else {
      for (let at = work; at < end; at += blockBytes) passOfFive(at, part, table);
    }
    table += ((part / ELEMENT) * (radix - 1)) << 4;
    blockBytes = part;
  }
  for (let at = work, sum = sums; at < end; at += ELEMENT, sum += 16) addSquares(sum, v128.load(at), v128.load(at, 16));
}

function meanOf(from: usize, length: usize): f64 {
  let sum0 = f64x2.splat(0);
  let sum1 = sum0;
  const end = from + (length << 3);
  const fours = from + ((length & ~3) << 3);
  let at = from;
  for (; at < fours; at += 32) {
    sum0 = f64x2.add(sum0, v128.load(at));
    sum1 = f64x2.add(sum1, v128.load(at, 16));
  }
  sum0 = f64x2.add(sum0, sum1);
  let sum = f64x2.extract_lane(sum0, 0) + f64x2.extract_lane(sum0, 1);
  for (; at < end; at += 8) sum += load<f64>(at);
  return sum / <f64>length;
}

@inline function addSquares(sum: usize, re: v128, im: v128): void {
  v128.store(sum, f64x2.add(v128.load(sum), f64x2.add(f64x2.mul(re, re), f64x2.mul(im, im))));
}

/** Stores re + i·im times the factor at `w`. */
@inline function storeTurned(at: usize, re: v128, im: v128, w: usize): void {
  const wRe = v128.load64_splat(w);
  const wIm = v128.load64_splat(w, 8);
  v128.store(at, f64x2.sub(f64x2.mul(re, wRe), f64x2.mul(im, wIm)));
  v128.store(at, f64x2.add(f64x2.mul(re, wIm), f64x2.mul(im, wRe)), 16);
}

function passOfTwo(from: usize, part: usize, twiddles: usize): void {
  const end = from + part;
  for (let a = from, w = twiddles; a < end; a += ELEMENT, w += 16) {
    const b = a + part;
    const aRe = v128.load(a);
    const aIm = v128.load(a, 16);
    const bRe = v128.load(b);
    const bIm = v128.load(b, 16);
    v128.store(a, f64x2.add(aRe, bRe));
    v128.store(a, f64x2.add(aIm, bIm), 16);
    storeTurned(b, f64x2.sub(aRe, bRe), f64x2.sub(aIm, bIm), w);
  }
}

function passOfFour(from: usize, part: usize, twiddles: usize): void {
  const end = from + part;
  for (let a = from, w = twiddles; a < end; a += ELEMENT, w += 48) {
    const b = a + part;
    const c = b + part;
    const d = c + part;
    const aRe = v128.load(a);
    const cRe = v128.load(c);
    const bRe = v128.load(b);
    const dRe = v128.load(d);
    const sumAcRe = f64x2.add(aRe, cRe);
    const differenceAcRe = f64x2.sub(aRe, cRe);
    const sumBdRe = f64x2.add(bRe, dRe);
    const differenceBdRe = f64x2.sub(bRe, dRe);
    v128.store(a, f64x2.add(sumAcRe, sumBdRe));
    const aIm = v128.load(a, 16);
    const cIm = v128.load(c, 16);
    const bIm = v128.load(b, 16);
    const dIm = v128.load(d, 16);
    const sumAcIm = f64x2.add(aIm, cIm);
    const differenceAcIm = f64x2.sub(aIm, cIm);
    const sumBdIm = f64x2.add(bIm, dIm);
    const differenceBdIm = f64x2.sub(bIm, dIm);
    v128.store(a, f64x2.add(sumAcIm, sumBdIm), 16);
    storeTurned(c, f64x2.sub(sumAcRe, sumBdRe), f64x2.sub(sumAcIm, sumBdIm), w + 16);
    storeTurned(b, f64x2.add(differenceAcRe, differenceBdIm), f64x2.sub(differenceAcIm, differenceBdRe), w);
    storeTurned(d, f64x2.sub(differenceAcRe, differenceBdIm), f64x2.add(differenceAcIm, differenceBdRe), w + 32);
  }
}

/** The last pass of four has no factors, and only the squares of what it gives are wanted. */
function addLastPower(from: usize, end: usize, sums: usize): void {
  for (let at = from, sum = sums; at < end; at += 4 * ELEMENT, sum += 64) {
    const aRe = v128.load(at);
    const aIm = v128.load(at, 16);
    const bRe = v128.load(at, 32);
    const bIm = v128.load(at, 48);
    const cRe = v128.load(at, 64);
    const cIm = v128.load(at, 80);
    const dRe = v128.load(at, 96);
    const dIm = v128.load(at, 112);
    const sumAcRe = f64x2.add(aRe, cRe);
    const sumAcIm = f64x2.add(aIm, cIm);
    const differenceAcRe = f64x2.sub(aRe, cRe);
    const differenceAcIm = f64x2.sub(aIm, cIm);
    const sumBdRe = f64x2.add(bRe, dRe);
    const sumBdIm = f64x2.add(bIm, dIm);
    const differenceBdRe = f64x2.sub(bRe, dRe);
    const differenceBdIm = f64x2.sub(bIm, dIm);
    addSquares(sum, f64x2.add(sumAcRe, sumBdRe), f64x2.add(sumAcIm, sumBdIm));
    addSquares(sum + 16, f64x2.add(differenceAcRe, differenceBdIm), f64x2.sub(differenceAcIm, differenceBdRe));
    addSquares(sum + 32, f64x2.sub(sumAcRe, sumBdRe), f64x2.sub(sumAcIm, sumBdIm));
    addSquares(sum + 48, f64x2.sub(differenceAcRe, differenceBdIm), f64x2.add(differenceAcIm, differenceBdRe));
  }
}

function passOfThree(from: usize, part: usize, twiddles: usize): void {
  const half = f64x2.splat(0.5);
  const halfRootOfThree = f64x2.splat(0.8660254037844386);
  const end = from + part;
  for (let a = from, w = twiddles; a < end; a += ELEMENT, w += 32) {
    const b = a + part;
    const c = b + part;
    const aRe = v128.load(a);
    const aIm = v128.load(a, 16);
    const bRe = v128.load(b);
    const bIm = v128.load(b, 16);
    const cRe = v128.load(c);
    const cIm = v128.load(c, 16);
    const sumRe = f64x2.add(bRe, cRe);
    const sumIm = f64x2.add(bIm, cIm);
    const acrossRe = f64x2.mul(halfRootOfThree, f64x2.sub(bIm, cIm));
    const acrossIm = f64x2.mul(halfRootOfThree, f64x2.sub(cRe, bRe));
    const alongRe = f64x2.sub(aRe, f64x2.mul(half, sumRe));
    const alongIm = f64x2.sub(aIm, f64x2.mul(half, sumIm));
    v128.store(a, f64x2.add(aRe, sumRe));
    v128.store(a, f64x2.add(aIm, sumIm), 16);
    storeTurned(b, f64x2.add(alongRe, acrossRe), f64x2.add(alongIm, acrossIm), w);
    storeTurned(c, f64x2.sub(alongRe, acrossRe), f64x2.sub(alongIm, acrossIm), w + 16);
  }
}

function passOfFive(from: usize, part: usize, twiddles: usize): void {
  const cosFifth = f64x2.splat(0.30901699437494745);
  const cosTwoFifths = f64x2.splat(-0.8090169943749475);
  const sinFifth = f64x2.splat(0.9510565162951535);
  const sinTwoFifths = f64x2.splat(0.5877852522924732);
  const end = from + part;
  for (let a = from, w = twiddles; a < end; a += ELEMENT, w += 64) {
    const b = a + part;
    const c = b + part;
    const d = c + part;
    const e = d + part;
    const aRe = v128.load(a);
    const aIm = v128.load(a, 16);
    const bRe = v128.load(b);
    const bIm = v128.load(b, 16);
    const eRe = v128.load(e);
    const eIm = v128.load(e, 16);
    const sumBeRe = f64x2.add(bRe, eRe);
    const sumBeIm = f64x2.add(bIm, eIm);
    const differenceBeRe = f64x2.sub(bRe, eRe);
    const differenceBeIm = f64x2.sub(bIm, eIm);
    const cRe = v128.load(c);
    const cIm = v128.load(c, 16);
    const dRe = v128.load(d);
    const dIm = v128.load(d, 16);
    const sumCdRe = f64x2.add(cRe, dRe);
    const sumCdIm = f64x2.add(cIm, dIm);
    const differenceCdRe = f64x2.sub(cRe, dRe);
    const differenceCdIm = f64x2.sub(cIm, dIm);
    const alongFirstRe = f64x2.add(f64x2.add(aRe, f64x2.mul(cosFifth, sumBeRe)), f64x2.mul(cosTwoFifths, sumCdRe));
    const alongFirstIm = f64x2.add(f64x2.add(aIm, f64x2.mul(cosFifth, sumBeIm)), f64x2.mul(cosTwoFifths, sumCdIm));
    const alongSecondRe = f64x2.add(f64x2.add(aRe, f64x2.mul(cosTwoFifths, sumBeRe)), f64x2.mul(cosFifth, sumCdRe));
    const alongSecondIm = f64x2.add(f64x2.add(aIm, f64x2.mul(cosTwoFifths, sumBeIm)), f64x2.mul(cosFifth, sumCdIm));
    const acrossFirstRe = f64x2.add(f64x2.mul(sinFifth, differenceBeIm), f64x2.mul(sinTwoFifths, differenceCdIm));
    const acrossFirstIm = f64x2.neg(f64x2.add(f64x2.mul(sinFifth, differenceBeRe), f64x2.mul(sinTwoFifths, differenceCdRe)));
    const acrossSecondRe = f64x2.sub(f64x2.mul(sinTwoFifths, differenceBeIm), f64x2.mul(sinFifth, differenceCdIm));
    const acrossSecondIm = f64x2.sub(f64x2.mul(sinFifth, differenceCdRe), f64x2.mul(sinTwoFifths, differenceBeRe));
    v128.store(a, f64x2.add(aRe, f64x2.add(sumBeRe, sumCdRe)));
    v128.store(a, f64x2.add(aIm, f64x2.add(sumBeIm, sumCdIm)), 16);
    storeTurned(b, f64x2.add(alongFirstRe, acrossFirstRe), f64x2.add(alongFirstIm, acrossFirstIm), w);
    storeTurned(c, f64x2.add(alongSecondRe, acrossSecondRe), f64x2.add(alongSecondIm, acrossSecondIm), w + 16);
    storeTurned(d, f64x2.sub(alongSecondRe, acrossSecondRe), f64x2.sub(alongSecondIm, acrossSecondIm), w + 32);
    storeTurned(e, f64x2.sub(alongFirstRe, acrossFirstRe), f64x2.sub(alongFirstIm, acrossFirstIm), w + 48);
  }
}
