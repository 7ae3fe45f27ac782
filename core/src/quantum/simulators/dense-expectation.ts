import { paritySign, pauliMasks, type PauliString } from './pauli-string.ts';

interface Amplitudes {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** ⟨ψ|P|ψ⟩ of amplitudes, read where they are. */
export function expectationOfAmplitudes({ re, im }: Amplitudes, pauli: PauliString): number {
  const { x, z, yCount } = pauliMasks(pauli);
  let sum = 0;
  if (x === 0) {
    for (let index = 0; index < re.length; index += 1) sum += paritySign(index & z) * (re[index] * re[index] + im[index] * im[index]);
    return sum;
  }
  // Amplitudes meet in pairs whose terms are conjugates of each other: one of each pair, twice its real part.
  const pivot = 1 << (31 - Math.clz32(x));
  const isImaginary = (yCount & 1) === 1;
  for (let block = 0; block < re.length; block += 2 * pivot) {
    for (let index = block; index < block + pivot; index += 1) {
      const other = index ^ x;
      const part = isImaginary ? im[other] * re[index] - re[other] * im[index] : re[other] * re[index] + im[other] * im[index];
      sum += paritySign(index & z) * part;
    }
  }
  return (yCount & 2) === 0 ? 2 * sum : -2 * sum;
}

/** tr(P ρ). @param density Entry (row, column) at row + column · 2^qubitCount. */
export function expectationOfDensity({ re, im }: Amplitudes, qubitCount: number, pauli: PauliString): number {
  const { x, z, yCount } = pauliMasks(pauli);
  const dimension = 2 ** qubitCount;
  const isImaginary = (yCount & 1) === 1;
  let sum = 0;
  for (let row = 0; row < dimension; row += 1) {
    const entry = row + (row ^ x) * dimension;
    sum += paritySign(row & z) * (isImaginary ? -im[entry] : re[entry]);
  }
  return (yCount & 2) === 0 ? sum : -sum;
}
