import { checkPass, type AmplitudeControl, type AmplitudeOperation, type Amplitudes } from './amplitudes-engine.ts';

/** The reference: every operation over all amplitudes, one after the other. */
export function createTypescriptAmplitudes(qubitCount: number): Amplitudes {
  const re = new Float64Array(2 ** qubitCount);
  const im = new Float64Array(2 ** qubitCount);
  re[0] = 1;
  return {
    name: 'typescript',
    qubitCount,
    re,
    im,
    run(pass) {
      checkPass(pass, qubitCount);
      for (const operation of pass.operations) runOperation(operation, re, im);
    },
  };
}

function runOperation(operation: AmplitudeOperation, re: Float64Array, im: Float64Array): void {
  switch (operation.kind) {
    case 'real': {
      const [a, b, c, d] = operation.entries;
      return turn(re, im, operation.qubit, operation.controls, [a, b, c, d], [0, 0, 0, 0]);
    }
    case 'complex':
      return turn(re, im, operation.qubit, operation.controls, operation.re, operation.im);
    case 'flip':
      return exchangeWhere(re, im, 1 << operation.qubit, 0, operation.controls);
    case 'exchange':
      return exchangeWhere(re, im, 1 << operation.first, 1 << operation.second, operation.controls);
    case 'phase': {
      const { mask, value } = maskOf(operation.controls);
      const c = Math.cos(operation.angleRad);
      const s = Math.sin(operation.angleRad);
      for (let index = 0; index < re.length; index += 1) if ((index & mask) === value) multiplyAt(re, im, index, c, s);
      return;
    }
    case 'diagonal':
      for (let index = 0; index < re.length; index += 1) {
        let angleRad = operation.phaseRad;
        for (const [qubit, phaseRad] of operation.phases) if (((index >>> qubit) & 1) === 1) angleRad += phaseRad;
        multiplyAt(re, im, index, Math.cos(angleRad), Math.sin(angleRad));
      }
  }
}

export function maskOf(controls: readonly AmplitudeControl[]): { mask: number; value: number } {
  let mask = 0;
  let value = 0;
  for (const { qubit, value: wanted } of controls) {
    mask |= 1 << qubit;
    value |= wanted << qubit;
  }
  return { mask, value };
}

function multiplyAt(re: Float64Array, im: Float64Array, index: number, c: number, s: number): void {
  const x = re[index];
  re[index] = c * x - s * im[index];
  im[index] = c * im[index] + s * x;
}

function turn(re: Float64Array, im: Float64Array, qubit: number, controls: readonly AmplitudeControl[], real: ArrayLike<number>, imaginary: ArrayLike<number>): void {
  const { mask, value } = maskOf(controls);
  const bit = 1 << qubit;
  for (let low = 0; low < re.length; low += 1) {
    if ((low & bit) !== 0 || (low & mask) !== value) continue;
    const high = low | bit;
    const xr = re[low];
    const xi = im[low];
    const yr = re[high];
    const yi = im[high];
    re[low] = real[0] * xr - imaginary[0] * xi + real[1] * yr - imaginary[1] * yi;
    im[low] = real[0] * xi + imaginary[0] * xr + real[1] * yi + imaginary[1] * yr;
    re[high] = real[2] * xr - imaginary[2] * xi + real[3] * yr - imaginary[3] * yi;
    im[high] = real[2] * xi + imaginary[2] * xr + real[3] * yi + imaginary[3] * yr;
  }
}

/** Exchanges the amplitudes whose bits under `first | second` are `first` and `second`. */
function exchangeWhere(re: Float64Array, im: Float64Array, first: number, second: number, controls: readonly AmplitudeControl[]): void {
  const { mask, value } = maskOf(controls);
  for (let low = 0; low < re.length; low += 1) {
    if ((low & (first | second)) !== first || (low & mask) !== value) continue;
    const high = low ^ first ^ second;
    [re[low], re[high]] = [re[high], re[low]];
    [im[low], im[high]] = [im[high], im[low]];
  }
}
