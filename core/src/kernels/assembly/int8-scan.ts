/**
 * AssemblyScript, compiled by `build-kernels.test-support.ts`. The twin in TypeScript is `int8-engine-typescript.ts`.
 *
 * Scores `rowCount` int8 rows against an int16 query: `f32(row · query) × scale`, the sum exact in i32. Returns the greatest
 * score, -Infinity for no rows. Addresses are bytes into the module's memory; `stride` is a multiple of 16, padding is zero.
 *
 * One row at a time, so that memory is read as one stream, and four sums, so that no addition waits for the one before.
 */
export function scoreRows(query: usize, rows: usize, scales: usize, scores: usize, rowCount: usize, stride: usize): f32 {
  let best: f32 = -Infinity;
  let at = rows;
  for (let row: usize = 0; row < rowCount; row++) {
    let sum0 = i32x4.splat(0);
    let sum1 = sum0;
    let sum2 = sum0;
    let sum3 = sum0;
    let q = query;
    const pairsEnd = at + (stride & ~31);
    for (; at < pairsEnd; at += 32, q += 64) {
      sum0 = i32x4.add(sum0, i32x4.dot_i16x8_s(v128.load_ext<i8>(at), v128.load(q)));
      sum1 = i32x4.add(sum1, i32x4.dot_i16x8_s(v128.load_ext<i8>(at, 8), v128.load(q, 16)));
      sum2 = i32x4.add(sum2, i32x4.dot_i16x8_s(v128.load_ext<i8>(at, 16), v128.load(q, 32)));
      sum3 = i32x4.add(sum3, i32x4.dot_i16x8_s(v128.load_ext<i8>(at, 24), v128.load(q, 48)));
    }
    if (stride & 16) {
      sum0 = i32x4.add(sum0, i32x4.dot_i16x8_s(v128.load_ext<i8>(at), v128.load(q)));
      sum1 = i32x4.add(sum1, i32x4.dot_i16x8_s(v128.load_ext<i8>(at, 8), v128.load(q, 16)));
      at += 16;
    }
    const sums = i32x4.add(i32x4.add(sum0, sum1), i32x4.add(sum2, sum3));
    const sum = i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1) + i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3);
    const score = <f32>sum * load<f32>(scales + (row << 2));
    store<f32>(scores + (row << 2), score);
    if (score > best) best = score;
  }
  return best;
}
