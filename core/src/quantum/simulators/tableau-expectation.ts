import type { PauliString } from './pauli-string.ts';
import { multiplyInto, type TableauRows } from './tableau-rows.ts';

/**
 * ⟨P⟩ of a stabilizer state: 0 unless P commutes with every stabilizer; then P is a product of some of them, up to its sign.
 * The scratch row is written.
 */
export function expectationOfTableau(rows: TableauRows, pauli: PauliString): -1 | 0 | 1 {
  const { qubitCount, wordCount, x, z, signs } = rows;
  for (let row = qubitCount; row < 2 * qubitCount; row += 1) if (anticommutes(rows, row, pauli)) return 0;
  const scratch = 2 * qubitCount;
  x.fill(0, scratch * wordCount);
  z.fill(0, scratch * wordCount);
  signs[scratch] = 0;
  // A destabilizer anticommutes with its own stabilizer alone: those that P disturbs name the factors of P.
  for (let row = 0; row < qubitCount; row += 1) if (anticommutes(rows, row, pauli)) multiplyInto(rows, scratch, row + qubitCount);
  return signs[scratch] === 0 ? 1 : -1;
}

function anticommutes({ wordCount, x, z }: TableauRows, row: number, pauli: PauliString): boolean {
  let odd = 0;
  for (const { qubit, letter } of pauli) {
    const word = row * wordCount + (qubit >>> 5);
    if (letter !== 'X') odd ^= x[word] >>> (qubit & 31);
    if (letter !== 'Z') odd ^= z[word] >>> (qubit & 31);
  }
  return (odd & 1) === 1;
}
