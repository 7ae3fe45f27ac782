/**
 * AssemblyScript, compiled by `build-kernels.test-support.ts`. The twin in TypeScript is `amplitudes-typescript.ts`, which says what is computed.
 *
 * Amplitudes are split: `re` and `im`, f64 each. A pass goes through the state tile by tile: the amplitudes that differ in the tile's qubits only.
 * A tile whose qubits are the lowest ones lies in one piece and is worked on where it is; any other is gathered, worked on and put back.
 * Within a tile every operation of the pass is done before the next tile is touched, so that the state is read and written once a pass.
 *
 * An operation is 128 bytes: i32 kind, position, controlMask, controlValue (of the tile's qubits), outerMask, outerValue (of the index of the
 * tile's first amplitude), lowTable, middleTable, outerTable, lowBits, second position, unused; then eight f64 at byte 48.
 */

@inline const OPERATION_BYTES: usize = 128;

export function runPass(re: usize, im: usize, qubitCount: i32, tileBits: i32, lowBits: i32, outerPositions: usize, highPositions: usize, tileRe: usize, tileIm: usize, operations: usize, operationCount: i32): void {
  const tileCount: u32 = 1 << (qubitCount - tileBits);
  const chunkCount: u32 = 1 << (tileBits - lowBits);
  const chunkBytes: usize = (<usize>8) << lowBits;
  const inPlace = chunkCount == 1;
  for (let tile: u32 = 0; tile < tileCount; tile++) {
    const base = deposit(tile, outerPositions, qubitCount - tileBits);
    let workRe = re + ((<usize>base) << 3);
    let workIm = im + ((<usize>base) << 3);
    if (!inPlace) {
      for (let chunk: u32 = 0; chunk < chunkCount; chunk++) {
        const offset = (<usize>(base + deposit(chunk, highPositions, tileBits - lowBits))) << 3;
        memory.copy(tileRe + chunk * chunkBytes, re + offset, chunkBytes);
        memory.copy(tileIm + chunk * chunkBytes, im + offset, chunkBytes);
      }
      workRe = tileRe;
      workIm = tileIm;
    }
    for (let index = 0; index < operationCount; index++) runOperation(operations + <usize>index * OPERATION_BYTES, workRe, workIm, tileBits, base, tile);
    if (!inPlace) {
      for (let chunk: u32 = 0; chunk < chunkCount; chunk++) {
        const offset = (<usize>(base + deposit(chunk, highPositions, tileBits - lowBits))) << 3;
        memory.copy(re + offset, tileRe + chunk * chunkBytes, chunkBytes);
        memory.copy(im + offset, tileIm + chunk * chunkBytes, chunkBytes);
      }
    }
  }
}

/** Puts the bits of a number at the given positions (i32 each). */
function deposit(value: u32, positions: usize, count: i32): u32 {
  let result: u32 = 0;
  for (let bit = 0; bit < count; bit++) result |= ((value >> bit) & 1) << load<u32>(positions + ((<usize>bit) << 2));
  return result;
}

function runOperation(operation: usize, re: usize, im: usize, tileBits: i32, base: u32, tile: u32): void {
  if ((base & load<u32>(operation, 16)) != load<u32>(operation, 20)) return;
  const kind = load<i32>(operation);
  const position = load<i32>(operation, 4);
  const mask = load<u32>(operation, 8);
  const value = load<u32>(operation, 12);
  const size: u32 = 1 << tileBits;
  if (kind == 0) {
    if (mask == 0) {
      turnReal(re, size, position, operation);
      turnReal(im, size, position, operation);
    } else turnRealControlled(re, im, size, position, mask, value, operation);
  } else if (kind == 1) turnComplex(re, im, size, position, mask, value, operation);
  else if (kind == 2) flip(re, im, size, position, mask, value);
  else if (kind == 3) multiplyDiagonal(re, im, tileBits, operation, tile);
  else if (kind == 4) multiplyPhase(re, im, size, mask, value, load<f64>(operation, 48), load<f64>(operation, 56));
  else if (kind == 5) exchange(re, im, size, position, load<i32>(operation, 40), mask, value);
  else if (kind == 6) {
    turnRealPair(re, size, position, load<i32>(operation, 40), operation);
    turnRealPair(im, size, position, load<i32>(operation, 40), operation);
  }
}

/** A real matrix [a b; c d] on one qubit: real and imaginary parts do not meet. */
function turnReal(data: usize, size: u32, position: i32, operation: usize): void {
  const a = v128.load64_splat(operation, 48);
  const b = v128.load64_splat(operation, 56);
  const c = v128.load64_splat(operation, 64);
  const d = v128.load64_splat(operation, 72);
  const end = data + ((<usize>size) << 3);
  if (position == 0) {
    const own = v128.shuffle<f64>(a, d, 0, 3);
    const other = v128.shuffle<f64>(b, c, 0, 3);
    for (let p = data; p < end; p += 16) {
      const x = v128.load(p);
      v128.store(p, f64x2.add(f64x2.mul(x, own), f64x2.mul(v128.shuffle<f64>(x, x, 1, 0), other)));
    }
    return;
  }
  const stride = (<usize>8) << position;
  for (let block = data; block < end; block += stride << 1) {
    const stop = block + stride;
    for (let p = block; p < stop; p += 16) {
      const x = v128.load(p);
      const y = v128.load(p + stride);
      v128.store(p, f64x2.add(f64x2.mul(a, x), f64x2.mul(b, y)));
      v128.store(p + stride, f64x2.add(f64x2.mul(c, x), f64x2.mul(d, y)));
    }
  }
}

/** Two real matrices on two qubits in one pass; `first` below `second`, both above 0. */
function turnRealPair(data: usize, size: u32, first: i32, second: i32, operation: usize): void {
  const a = v128.load64_splat(operation, 48);
  const b = v128.load64_splat(operation, 56);
  const c = v128.load64_splat(operation, 64);
  const d = v128.load64_splat(operation, 72);
  const e = v128.load64_splat(operation, 80);
  const f = v128.load64_splat(operation, 88);
  const g = v128.load64_splat(operation, 96);
  const h = v128.load64_splat(operation, 104);
  const s = (<usize>8) << first;
  const t = (<usize>8) << second;
  const end = data + ((<usize>size) << 3);
  for (let outer = data; outer < end; outer += t << 1) {
    const outerStop = outer + t;
    for (let block = outer; block < outerStop; block += s << 1) {
      const stop = block + s;
      for (let p = block; p < stop; p += 16) {
        const x0 = v128.load(p);
        const x1 = v128.load(p + s);
        const x2 = v128.load(p + t);
        const x3 = v128.load(p + t + s);
        const y0 = f64x2.add(f64x2.mul(a, x0), f64x2.mul(b, x1));
        const y1 = f64x2.add(f64x2.mul(c, x0), f64x2.mul(d, x1));
        const y2 = f64x2.add(f64x2.mul(a, x2), f64x2.mul(b, x3));
        const y3 = f64x2.add(f64x2.mul(c, x2), f64x2.mul(d, x3));
        v128.store(p, f64x2.add(f64x2.mul(e, y0), f64x2.mul(f, y2)));
        v128.store(p + s, f64x2.add(f64x2.mul(e, y1), f64x2.mul(f, y3)));
        v128.store(p + t, f64x2.add(f64x2.mul(g, y0), f64x2.mul(h, y2)));
        v128.store(p + t + s, f64x2.add(f64x2.mul(g, y1), f64x2.mul(h, y3)));
      }
    }
  }
}

function turnRealControlled(re: usize, im: usize, size: u32, position: i32, mask: u32, value: u32, operation: usize): void {
  const a = load<f64>(operation, 48);
  const b = load<f64>(operation, 56);
  const c = load<f64>(operation, 64);
  const d = load<f64>(operation, 72);
  const bit: u32 = 1 << position;
  for (let low: u32 = value; low < size; low = nextWhere(low, mask | bit, value)) {
    const p = (<usize>low) << 3;
    const q = (<usize>(low | bit)) << 3;
    const xr = load<f64>(re + p);
    const yr = load<f64>(re + q);
    store<f64>(re + p, a * xr + b * yr);
    store<f64>(re + q, c * xr + d * yr);
    const xi = load<f64>(im + p);
    const yi = load<f64>(im + q);
    store<f64>(im + p, a * xi + b * yi);
    store<f64>(im + q, c * xi + d * yi);
  }
}

/** The next number whose bits under `fixed` are those of `value`: the other bits count up. */
@inline function nextWhere(current: u32, fixed: u32, value: u32): u32 {
  return (((current | fixed) + 1) & ~fixed) | value;
}

function turnComplex(re: usize, im: usize, size: u32, position: i32, mask: u32, value: u32, operation: usize): void {
  if (mask == 0 && position > 0) {
    turnComplexWhole(re, im, size, position, operation);
    return;
  }
  const ar = load<f64>(operation, 48);
  const ai = load<f64>(operation, 56);
  const br = load<f64>(operation, 64);
  const bi = load<f64>(operation, 72);
  const cr = load<f64>(operation, 80);
  const ci = load<f64>(operation, 88);
  const dr = load<f64>(operation, 96);
  const di = load<f64>(operation, 104);
  const bit: u32 = 1 << position;
  for (let low: u32 = value; low < size; low = nextWhere(low, mask | bit, value)) {
    const p = (<usize>low) << 3;
    const q = (<usize>(low | bit)) << 3;
    const xr = load<f64>(re + p);
    const xi = load<f64>(im + p);
    const yr = load<f64>(re + q);
    const yi = load<f64>(im + q);
    store<f64>(re + p, ar * xr - ai * xi + br * yr - bi * yi);
    store<f64>(im + p, ar * xi + ai * xr + br * yi + bi * yr);
    store<f64>(re + q, cr * xr - ci * xi + dr * yr - di * yi);
    store<f64>(im + q, cr * xi + ci * xr + dr * yi + di * yr);
  }
}

/** The plain dense gate: what everything else here is measured against. */
function turnComplexWhole(re: usize, im: usize, size: u32, position: i32, operation: usize): void {
  const ar = v128.load64_splat(operation, 48);
  const ai = v128.load64_splat(operation, 56);
  const br = v128.load64_splat(operation, 64);
  const bi = v128.load64_splat(operation, 72);
  const cr = v128.load64_splat(operation, 80);
  const ci = v128.load64_splat(operation, 88);
  const dr = v128.load64_splat(operation, 96);
  const di = v128.load64_splat(operation, 104);
  const stride = (<usize>8) << position;
  const length = (<usize>size) << 3;
  for (let block: usize = 0; block < length; block += stride << 1) {
    const stop = block + stride;
    for (let p = block; p < stop; p += 16) {
      const q = p + stride;
      const xr = v128.load(re + p);
      const xi = v128.load(im + p);
      const yr = v128.load(re + q);
      const yi = v128.load(im + q);
      v128.store(re + p, f64x2.add(f64x2.sub(f64x2.mul(ar, xr), f64x2.mul(ai, xi)), f64x2.sub(f64x2.mul(br, yr), f64x2.mul(bi, yi))));
      v128.store(im + p, f64x2.add(f64x2.add(f64x2.mul(ar, xi), f64x2.mul(ai, xr)), f64x2.add(f64x2.mul(br, yi), f64x2.mul(bi, yr))));
      v128.store(re + q, f64x2.add(f64x2.sub(f64x2.mul(cr, xr), f64x2.mul(ci, xi)), f64x2.sub(f64x2.mul(dr, yr), f64x2.mul(di, yi))));
      v128.store(im + q, f64x2.add(f64x2.add(f64x2.mul(cr, xi), f64x2.mul(ci, xr)), f64x2.add(f64x2.mul(dr, yi), f64x2.mul(di, yr))));
    }
  }
}

/** Exchanges the halves of a qubit where the controls have their values. */
function flip(re: usize, im: usize, size: u32, position: i32, mask: u32, value: u32): void {
  const bit: u32 = 1 << position;
  // Below the lowest bit that matters, amplitudes lie in runs.
  const run: u32 = 1 << <u32>ctz(mask | bit);
  if (run < 2) {
    for (let low: u32 = value; low < size; low = nextWhere(low, mask | bit, value)) swapNumbers(re, im, (<usize>low) << 3, (<usize>(low | bit)) << 3);
    return;
  }
  const fixed = mask | bit | (run - 1);
  for (let low: u32 = value; low < size; low = nextWhere(low, fixed, value)) swapRuns(re, im, (<usize>low) << 3, (<usize>(low | bit)) << 3, (<usize>run) << 3);
}

/** Exchanges two qubits. */
function exchange(re: usize, im: usize, size: u32, first: i32, second: i32, mask: u32, value: u32): void {
  const a: u32 = 1 << first;
  const b: u32 = 1 << second;
  const run: u32 = 1 << <u32>ctz(mask | a | b);
  const fixed = mask | a | b | (run - 1);
  for (let low: u32 = value; low < size; low = nextWhere(low, fixed, value)) {
    if (run < 2) swapNumbers(re, im, (<usize>(low | a)) << 3, (<usize>(low | b)) << 3);
    else swapRuns(re, im, (<usize>(low | a)) << 3, (<usize>(low | b)) << 3, (<usize>run) << 3);
  }
}

@inline function swapNumbers(re: usize, im: usize, p: usize, q: usize): void {
  const x = load<f64>(re + p);
  store<f64>(re + p, load<f64>(re + q));
  store<f64>(re + q, x);
  const y = load<f64>(im + p);
  store<f64>(im + p, load<f64>(im + q));
  store<f64>(im + q, y);
}

function swapRuns(re: usize, im: usize, p: usize, q: usize, bytes: usize): void {
  for (let offset: usize = 0; offset < bytes; offset += 16) {
    const x = v128.load(re + p + offset);
    v128.store(re + p + offset, v128.load(re + q + offset));
    v128.store(re + q + offset, x);
    const y = v128.load(im + p + offset);
    v128.store(im + p + offset, v128.load(im + q + offset));
    v128.store(im + q + offset, y);
  }
}

/** Multiplies where every bit under the mask has its value. */
function multiplyPhase(re: usize, im: usize, size: u32, mask: u32, value: u32, c: f64, s: f64): void {
  const run: u32 = mask == 0 ? size : 1 << <u32>ctz(mask);
  if (run < 2) {
    for (let index: u32 = value; index < size; index = nextWhere(index, mask, value)) {
      const p = (<usize>index) << 3;
      const x = load<f64>(re + p);
      const y = load<f64>(im + p);
      store<f64>(re + p, c * x - s * y);
      store<f64>(im + p, c * y + s * x);
    }
    return;
  }
  const vc = f64x2.splat(c);
  const vs = f64x2.splat(s);
  const fixed = mask | (run - 1);
  const bytes = (<usize>run) << 3;
  for (let index: u32 = value; index < size; index = nextWhere(index, fixed, value)) {
    const from = (<usize>index) << 3;
    for (let p = from; p < from + bytes; p += 16) {
      const x = v128.load(re + p);
      const y = v128.load(im + p);
      v128.store(re + p, f64x2.sub(f64x2.mul(vc, x), f64x2.mul(vs, y)));
      v128.store(im + p, f64x2.add(f64x2.mul(vc, y), f64x2.mul(vs, x)));
    }
    if (run == size) break;
  }
}

/** Multiplies by low[index of the low bits] · middle[of the rest of the tile] · outer[tile]: tables of real and imaginary parts in turn. */
function multiplyDiagonal(re: usize, im: usize, tileBits: i32, operation: usize, tile: u32): void {
  const low = <usize>load<u32>(operation, 24);
  const middle = <usize>load<u32>(operation, 28);
  const outer = <usize>load<u32>(operation, 32) + ((<usize>tile) << 4);
  const lowBits = load<i32>(operation, 36);
  const lowBytes = (<usize>8) << lowBits;
  const lowIm = low + lowBytes;
  const outerRe = load<f64>(outer);
  const outerIm = load<f64>(outer, 8);
  const groups: u32 = 1 << (tileBits - lowBits);
  for (let group: u32 = 0; group < groups; group++) {
    const m = middle + ((<usize>group) << 4);
    const mr = load<f64>(m);
    const mi = load<f64>(m, 8);
    const fr = f64x2.splat(mr * outerRe - mi * outerIm);
    const fi = f64x2.splat(mr * outerIm + mi * outerRe);
    const at = <usize>group * lowBytes;
    for (let p: usize = 0; p < lowBytes; p += 16) {
      const lr = v128.load(low + p);
      const li = v128.load(lowIm + p);
      const gr = f64x2.sub(f64x2.mul(lr, fr), f64x2.mul(li, fi));
      const gi = f64x2.add(f64x2.mul(lr, fi), f64x2.mul(li, fr));
      const x = v128.load(re + at + p);
      const y = v128.load(im + at + p);
      v128.store(re + at + p, f64x2.sub(f64x2.mul(gr, x), f64x2.mul(gi, y)));
      v128.store(im + at + p, f64x2.add(f64x2.mul(gr, y), f64x2.mul(gi, x)));
    }
  }
}
