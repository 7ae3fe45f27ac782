/**
 * Pauli operators in rows, 32 qubits to a word: row r acts with X where `x[r·wordCount + w]` has the qubit's bit, with Z where `z` has it,
 * with Y where both have; `signs[r]` is 1 for a minus. Rows 0 … n−1 are the destabilizers, n … 2n−1 the stabilizers, and one more is scratch.
 */
export interface TableauRows {
  readonly qubitCount: number;
  readonly wordCount: number;
  readonly x: Uint32Array;
  readonly z: Uint32Array;
  readonly signs: Uint8Array;
}

/** target ← source · target. The power of i that Pauli products leave is counted 32 qubits at a time. */
export function multiplyInto({ wordCount, x, z, signs }: TableauRows, target: number, source: number): void {
  let quarterTurns = 2 * signs[target] + 2 * signs[source];
  for (let word = 0; word < wordCount; word += 1) {
    const t = target * wordCount + word;
    const s = source * wordCount + word;
    const x1 = x[s];
    const z1 = z[s];
    const x2 = x[t];
    const z2 = z[t];
    // XY, YZ and ZX leave +i; the other way round −i.
    const plus = (x1 & ~z1 & x2 & z2) | (x1 & z1 & ~x2 & z2) | (~x1 & z1 & x2 & ~z2);
    const minus = (x1 & ~z1 & ~x2 & z2) | (x1 & z1 & x2 & ~z2) | (~x1 & z1 & x2 & z2);
    quarterTurns += countBits(plus) - countBits(minus);
    x[t] = x1 ^ x2;
    z[t] = z1 ^ z2;
  }
  signs[target] = (quarterTurns & 3) >> 1;
}

function countBits(word: number): number {
  let value = word - ((word >>> 1) & 0x55555555);
  value = (value & 0x33333333) + ((value >>> 2) & 0x33333333);
  return Math.imul((value + (value >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
