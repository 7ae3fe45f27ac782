/**
 * AssemblyScript, compiled by `build-kernels.test-support.ts`. The twin in TypeScript is `run-sections.ts`.
 *
 * Runs second-order sections over two signals at once, one in each half of a register, in place. Addresses are bytes. `coefficients`: b0 b1 b2
 * a1 a2 of each section, each number twice; `states`: two registers a section. `step` is 8 towards the end, -8 towards the start.
 */
export function runSections(first: usize, second: usize, sampleCount: usize, step: isize, coefficients: usize, states: usize, sectionCount: usize): void {
  let c = coefficients;
  let s = states;
  let left = sectionCount;
  for (; left >= 4; left -= 4, c += 320, s += 128) runFour(first, second, sampleCount, step, c, s);
  for (; left >= 2; left -= 2, c += 160, s += 64) runTwo(first, second, sampleCount, step, c, s);
  if (left > 0) runOne(first, second, sampleCount, step, c, s);
}

/** Four sections work at once, each on the sample that the one before has just given. */
function runFour(first: usize, second: usize, sampleCount: usize, step: isize, c: usize, s: usize): void {
  let s0 = v128.load(s);
  let s1 = v128.load(s, 16);
  let t0 = v128.load(s, 32);
  let t1 = v128.load(s, 48);
  let u0 = v128.load(s, 64);
  let u1 = v128.load(s, 80);
  let v0 = v128.load(s, 96);
  let v1 = v128.load(s, 112);
  for (let count = sampleCount; count > 0; count--, first += step, second += step) {
    const x = v128.load_lane<f64>(second, v128.load64_zero(first), 1);
    const y = f64x2.add(f64x2.mul(x, v128.load(c)), s0);
    s0 = f64x2.sub(f64x2.add(f64x2.mul(x, v128.load(c, 16)), s1), f64x2.mul(y, v128.load(c, 48)));
    s1 = f64x2.sub(f64x2.mul(x, v128.load(c, 32)), f64x2.mul(y, v128.load(c, 64)));
    const z = f64x2.add(f64x2.mul(y, v128.load(c, 80)), t0);
    t0 = f64x2.sub(f64x2.add(f64x2.mul(y, v128.load(c, 96)), t1), f64x2.mul(z, v128.load(c, 128)));
    t1 = f64x2.sub(f64x2.mul(y, v128.load(c, 112)), f64x2.mul(z, v128.load(c, 144)));
    const p = f64x2.add(f64x2.mul(z, v128.load(c, 160)), u0);
    u0 = f64x2.sub(f64x2.add(f64x2.mul(z, v128.load(c, 176)), u1), f64x2.mul(p, v128.load(c, 208)));
    u1 = f64x2.sub(f64x2.mul(z, v128.load(c, 192)), f64x2.mul(p, v128.load(c, 224)));
    const q = f64x2.add(f64x2.mul(p, v128.load(c, 240)), v0);
    v0 = f64x2.sub(f64x2.add(f64x2.mul(p, v128.load(c, 256)), v1), f64x2.mul(q, v128.load(c, 288)));
    v1 = f64x2.sub(f64x2.mul(p, v128.load(c, 272)), f64x2.mul(q, v128.load(c, 304)));
    v128.store_lane<f64>(first, q, 0);
    v128.store_lane<f64>(second, q, 1);
  }
  v128.store(s, s0);
  v128.store(s, s1, 16);
  v128.store(s, t0, 32);
  v128.store(s, t1, 48);
  v128.store(s, u0, 64);
  v128.store(s, u1, 80);
  v128.store(s, v0, 96);
  v128.store(s, v1, 112);
}

function runTwo(first: usize, second: usize, sampleCount: usize, step: isize, c: usize, s: usize): void {
  let s0 = v128.load(s);
  let s1 = v128.load(s, 16);
  let t0 = v128.load(s, 32);
  let t1 = v128.load(s, 48);
  for (let count = sampleCount; count > 0; count--, first += step, second += step) {
    const x = v128.load_lane<f64>(second, v128.load64_zero(first), 1);
    const y = f64x2.add(f64x2.mul(x, v128.load(c)), s0);
    s0 = f64x2.sub(f64x2.add(f64x2.mul(x, v128.load(c, 16)), s1), f64x2.mul(y, v128.load(c, 48)));
    s1 = f64x2.sub(f64x2.mul(x, v128.load(c, 32)), f64x2.mul(y, v128.load(c, 64)));
    const z = f64x2.add(f64x2.mul(y, v128.load(c, 80)), t0);
    t0 = f64x2.sub(f64x2.add(f64x2.mul(y, v128.load(c, 96)), t1), f64x2.mul(z, v128.load(c, 128)));
    t1 = f64x2.sub(f64x2.mul(y, v128.load(c, 112)), f64x2.mul(z, v128.load(c, 144)));
    v128.store_lane<f64>(first, z, 0);
    v128.store_lane<f64>(second, z, 1);
  }
  v128.store(s, s0);
  v128.store(s, s1, 16);
  v128.store(s, t0, 32);
  v128.store(s, t1, 48);
}

function runOne(first: usize, second: usize, sampleCount: usize, step: isize, c: usize, s: usize): void {
  let s0 = v128.load(s);
  let s1 = v128.load(s, 16);
  for (let count = sampleCount; count > 0; count--, first += step, second += step) {
    const x = v128.load_lane<f64>(second, v128.load64_zero(first), 1);
    const y = f64x2.add(f64x2.mul(x, v128.load(c)), s0);
    s0 = f64x2.sub(f64x2.add(f64x2.mul(x, v128.load(c, 16)), s1), f64x2.mul(y, v128.load(c, 48)));
    s1 = f64x2.sub(f64x2.mul(x, v128.load(c, 32)), f64x2.mul(y, v128.load(c, 64)));
    v128.store_lane<f64>(first, y, 0);
    v128.store_lane<f64>(second, y, 1);
  }
  v128.store(s, s0);
  v128.store(s, s1, 16);
}
