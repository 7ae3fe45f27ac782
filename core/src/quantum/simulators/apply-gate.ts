import type { AppliedGate, ComplexMatrix } from '../circuit/index.ts';

/** Applies a gate to split amplitudes: the plain way, for small states and for matrices that the kernel has no operation for. */
export function applyGate(re: Float64Array, im: Float64Array, { controls, targets, matrix }: AppliedGate): void {
  let controlMask = 0;
  let controlValue = 0;
  for (const { qubit, value } of controls) {
    controlMask |= 1 << qubit;
    controlValue |= value << qubit;
  }
  if (targets.length === 1) applyOne(re, im, { bit: 1 << targets[0], matrix, controlMask, controlValue });
  else applyMany(re, im, { targets, matrix, controlMask, controlValue });
}

function applyOne(re: Float64Array, im: Float64Array, { bit, matrix, controlMask, controlValue }: { bit: number; matrix: ComplexMatrix; controlMask: number; controlValue: number }): void {
  const [ar, br, cr, dr] = matrix.re;
  const [ai, bi, ci, di] = matrix.im;
  for (let block = 0; block < re.length; block += bit * 2) {
    for (let low = block; low < block + bit; low += 1) {
      if ((low & controlMask) !== controlValue) continue;
      const high = low + bit;
      const xr = re[low];
      const xi = im[low];
      const yr = re[high];
      const yi = im[high];
      re[low] = ar * xr - ai * xi + br * yr - bi * yi;
      im[low] = ar * xi + ai * xr + br * yi + bi * yr;
      re[high] = cr * xr - ci * xi + dr * yr - di * yi;
      im[high] = cr * xi + ci * xr + dr * yi + di * yr;
    }
  }
}

function applyMany(re: Float64Array, im: Float64Array, { targets, matrix, controlMask, controlValue }: { targets: readonly number[]; matrix: ComplexMatrix; controlMask: number; controlValue: number }): void {
  const { dimension } = matrix;
  const offsets = Array.from({ length: dimension }, (_, row) => targets.reduce((offset, qubit, position) => offset | (((row >> position) & 1) << qubit), 0));
  const targetMask = offsets[dimension - 1];
  const xr = new Float64Array(dimension);
  const xi = new Float64Array(dimension);
  for (let base = 0; base < re.length; base += 1) {
    if ((base & targetMask) !== 0 || (base & controlMask) !== controlValue) continue;
    for (let row = 0; row < dimension; row += 1) {
      xr[row] = re[base + offsets[row]];
      xi[row] = im[base + offsets[row]];
    }
    for (let row = 0; row < dimension; row += 1) {
      let sumRe = 0;
      let sumIm = 0;
      for (let column = 0; column < dimension; column += 1) {
        const a = matrix.re[row * dimension + column];
        const b = matrix.im[row * dimension + column];
        sumRe += a * xr[column] - b * xi[column];
        sumIm += a * xi[column] + b * xr[column];
      }
      re[base + offsets[row]] = sumRe;
      im[base + offsets[row]] = sumIm;
    }
  }
}
