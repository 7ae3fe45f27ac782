/**
 * AssemblyScript, compiled by `build-kernels.test-support.ts`. The twin in TypeScript is `log-cosh-typescript.ts`, which says what is computed.
 *
 * Addresses are bytes, numbers are f64. `samples`: blocks of [rowCount][BLOCK]; `weights` and `moments`: [rowCount][rowCount]; `squares`: [rowCount];
 * `work`: one block. rowCount is a multiple of 4: rows beyond the last source are 0.
 */

@inline const BLOCK: usize = 128;
@inline const ROW_BYTES: usize = BLOCK * 8;

export function logCoshStep(samples: usize, blockCount: usize, rowCount: usize, weights: usize, work: usize, moments: usize, squares: usize): void {
  memory.fill(moments, 0, rowCount * rowCount * 8);
  memory.fill(squares, 0, rowCount * 8);
  for (let block: usize = 0; block < blockCount; block++) {
    const from = samples + block * rowCount * ROW_BYTES;
    multiply(from, rowCount, weights, rowCount, work);
    for (let row: usize = 0; row < rowCount; row++) tanhRow(work + row * ROW_BYTES, squares + row * 8);
    addProducts(from, rowCount, work, moments, false);
  }
}

/** out = weights · samples of one block, `weights` [outCount][rowCount], outCount a multiple of 4. */
export function projectBlock(samples: usize, rowCount: usize, weights: usize, outCount: usize, out: usize): void {
  multiply(samples, rowCount, weights, outCount, out);
}

/** gram += samples · samplesᵀ of one block, its lower triangle (and some of the upper). */
export function addGramBlock(samples: usize, rowCount: usize, gram: usize): void {
  addProducts(samples, rowCount, samples, gram, true);
}

/** Four rows by four columns at a time. */
function multiply(samples: usize, rowCount: usize, weights: usize, outCount: usize, out: usize): void {
  const weightBytes = rowCount * 8;
  const end = samples + rowCount * ROW_BYTES;
  for (let row: usize = 0; row < outCount; row += 4) {
    const firstWeight = weights + row * weightBytes;
    const to = out + row * ROW_BYTES;
    for (let column: usize = 0; column < ROW_BYTES; column += 32) {
      let s00 = f64x2.splat(0);
      let s01 = s00;
      let s10 = s00;
      let s11 = s00;
      let s20 = s00;
      let s21 = s00;
      let s30 = s00;
      let s31 = s00;
      let w = firstWeight;
      for (let x = samples + column; x < end; x += ROW_BYTES) {
        const x0 = v128.load(x);
        const x1 = v128.load(x, 16);
        const w0 = v128.load64_splat(w);
        s00 = f64x2.add(s00, f64x2.mul(w0, x0));
        s01 = f64x2.add(s01, f64x2.mul(w0, x1));
        const w1 = v128.load64_splat(w + weightBytes);
        s10 = f64x2.add(s10, f64x2.mul(w1, x0));
        s11 = f64x2.add(s11, f64x2.mul(w1, x1));
        const w2 = v128.load64_splat(w + 2 * weightBytes);
        s20 = f64x2.add(s20, f64x2.mul(w2, x0));
        s21 = f64x2.add(s21, f64x2.mul(w2, x1));
        const w3 = v128.load64_splat(w + 3 * weightBytes);
        s30 = f64x2.add(s30, f64x2.mul(w3, x0));
        s31 = f64x2.add(s31, f64x2.mul(w3, x1));
        w += 8;
      }
      const at = to + column;
      v128.store(at, s00);
      v128.store(at, s01, 16);
      v128.store(at + ROW_BYTES, s10);
      v128.store(at + ROW_BYTES, s11, 16);
      v128.store(at + 2 * ROW_BYTES, s20);
      v128.store(at + 2 * ROW_BYTES, s21, 16);
      v128.store(at + 3 * ROW_BYTES, s30);
      v128.store(at + 3 * ROW_BYTES, s31, 16);
    }
  }
}

/** The row becomes its tanh; its sum of squares is added. */
function tanhRow(row: usize, square: usize): void {
  let sum0 = f64x2.splat(0);
  let sum1 = sum0;
  for (let at = row; at < row + ROW_BYTES; at += 32) {
    const t0 = tanh(v128.load(at));
    const t1 = tanh(v128.load(at, 16));
    v128.store(at, t0);
    v128.store(at, t1, 16);
    sum0 = f64x2.add(sum0, f64x2.mul(t0, t0));
    sum1 = f64x2.add(sum1, f64x2.mul(t1, t1));
  }
  const sum = f64x2.add(sum0, sum1);
  store<f64>(square, load<f64>(square) + f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
}

/**
 * 1 - 2 / (exp(2|x|) + 1) with the sign of x; its absolute error is below 1e-15.
 * exp(z) = 2^k · exp(r): adding 1.5·2^52 rounds to an integer and leaves it in the low bits; |r| ≤ ln 2 / 2, where twelve terms of the series suffice.
 */
@inline function tanh(x: v128): v128 {
  const z = f64x2.min(f64x2.mul(f64x2.abs(x), f64x2.splat(2)), f64x2.splat(40));
  const shifted = f64x2.add(f64x2.mul(z, f64x2.splat(1.4426950408889634)), f64x2.splat(6755399441055744));
  const k = f64x2.sub(shifted, f64x2.splat(6755399441055744));
  const r = f64x2.sub(f64x2.sub(z, f64x2.mul(k, f64x2.splat(0.6931471803691238))), f64x2.mul(k, f64x2.splat(1.9082149292705877e-10)));
  const r2 = f64x2.mul(r, r);
  const r4 = f64x2.mul(r2, r2);
  const low = f64x2.add(
    f64x2.add(f64x2.splat(1), r),
    f64x2.mul(r2, f64x2.add(f64x2.splat(0.5), f64x2.mul(r, f64x2.splat(0.16666666666666666)))),
  );
  const middle = f64x2.add(
    f64x2.add(f64x2.splat(0.041666666666666664), f64x2.mul(r, f64x2.splat(0.008333333333333333))),
    f64x2.mul(r2, f64x2.add(f64x2.splat(0.001388888888888889), f64x2.mul(r, f64x2.splat(0.0001984126984126984)))),
  );
  const high = f64x2.add(
    f64x2.add(f64x2.splat(0.0000248015873015873), f64x2.mul(r, f64x2.splat(0.0000027557319223985893))),
    f64x2.mul(r2, f64x2.add(f64x2.splat(2.755731922398589e-7), f64x2.mul(r, f64x2.splat(2.505210838544172e-8)))),
  );
  const series = f64x2.add(low, f64x2.mul(r4, f64x2.add(middle, f64x2.mul(r4, high))));
  const exponential = i64x2.add(series, i64x2.shl(shifted, 52));
  const positive = f64x2.sub(f64x2.splat(1), f64x2.div(f64x2.splat(2), f64x2.add(exponential, f64x2.splat(1))));
  return v128.bitselect(x, positive, i64x2.splat(0x8000000000000000));
}

/** moments += work · samplesᵀ, four rows by two at a time; of a symmetric product the upper triangle is left out. */
function addProducts(samples: usize, rowCount: usize, work: usize, moments: usize, symmetric: bool): void {
  for (let row: usize = 0; row < rowCount; row += 4) {
    const t = work + row * ROW_BYTES;
    const columnEnd = symmetric ? row + 4 : rowCount;
    for (let column: usize = 0; column < columnEnd; column += 2) {
      const x = samples + column * ROW_BYTES;
      let s00 = f64x2.splat(0);
      let s01 = s00;
      let s10 = s00;
      let s11 = s00;
      let s20 = s00;
      let s21 = s00;
      let s30 = s00;
      let s31 = s00;
      for (let at: usize = 0; at < ROW_BYTES; at += 16) {
        const x0 = v128.load(x + at);
        const x1 = v128.load(x + at + ROW_BYTES);
        const t0 = v128.load(t + at);
        s00 = f64x2.add(s00, f64x2.mul(t0, x0));
        s01 = f64x2.add(s01, f64x2.mul(t0, x1));
        const t1 = v128.load(t + at + ROW_BYTES);
        s10 = f64x2.add(s10, f64x2.mul(t1, x0));
        s11 = f64x2.add(s11, f64x2.mul(t1, x1));
        const t2 = v128.load(t + at + 2 * ROW_BYTES);
        s20 = f64x2.add(s20, f64x2.mul(t2, x0));
        s21 = f64x2.add(s21, f64x2.mul(t2, x1));
        const t3 = v128.load(t + at + 3 * ROW_BYTES);
        s30 = f64x2.add(s30, f64x2.mul(t3, x0));
        s31 = f64x2.add(s31, f64x2.mul(t3, x1));
      }
      const to = moments + (row * rowCount + column) * 8;
      addPair(to, s00, s01);
      addPair(to + rowCount * 8, s10, s11);
      addPair(to + rowCount * 16, s20, s21);
      addPair(to + rowCount * 24, s30, s31);
    }
  }
}

@inline function addPair(to: usize, first: v128, second: v128): void {
  const sums = f64x2.add(v128.shuffle<f64>(first, second, 0, 2), v128.shuffle<f64>(first, second, 1, 3));
  v128.store(to, f64x2.add(v128.load(to), sums));
}
