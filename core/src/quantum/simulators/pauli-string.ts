export type PauliLetter = 'X' | 'Y' | 'Z';

export interface PauliFactor {
  readonly qubit: number;
  readonly letter: PauliLetter;
}

/** A product of Pauli operators on different qubits, by ascending qubit. The identity has no factors. */
export type PauliString = readonly PauliFactor[];

/** A Pauli string on at most 31 qubits: P|index⟩ = i^yCount · (−1)^(ones of index & z) · |index ^ x⟩. Y is in both masks. */
export interface PauliMasks {
  readonly x: number;
  readonly z: number;
  readonly yCount: number;
}

export function pauliMasks(pauli: PauliString): PauliMasks {
  let x = 0;
  let z = 0;
  let yCount = 0;
  for (const { qubit, letter } of pauli) {
    if (letter !== 'Z') x |= 1 << qubit;
    if (letter !== 'X') z |= 1 << qubit;
    if (letter === 'Y') yCount += 1;
  }
  return { x, z, yCount };
}

/** 1 or −1: whether the word has an even or an odd number of ones. */
export function paritySign(word: number): 1 | -1 {
  let folded = word ^ (word >>> 16);
  folded ^= folded >>> 8;
  folded ^= folded >>> 4;
  // bit k of 0x6996 is the parity of k
  return ((0x6996 >>> (folded & 15)) & 1) === 0 ? 1 : -1;
}
