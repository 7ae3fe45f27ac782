import type { PauliFactor, PauliLetter, PauliString } from '../simulators/index.ts';

export interface PauliTerm {
  readonly coefficient: number;
  readonly pauli: PauliString;
}

/** What can be measured: a sum of Pauli strings with real coefficients, each string once, in the order they came. */
export interface PauliSum {
  readonly qubitCount: number;
  readonly terms: readonly PauliTerm[];
}

/**
 * From strings of letters as Qiskit writes them: the rightmost acts on qubit 0. Equal strings are added up.
 * @throws RangeError for other letters, strings of different lengths, coefficients that are not finite, and for no string at all
 */
export function pauliSum(entries: Iterable<readonly [letters: string, coefficient: number]>): PauliSum {
  const coefficients = new Map<string, number>();
  let qubitCount: number | undefined;
  for (const [letters, coefficient] of entries) {
    if (!/^[IXYZ]+$/.test(letters)) throw new RangeError(`Cannot read the Pauli string "${letters}": it is made of I, X, Y and Z`);
    if (!Number.isFinite(coefficient)) throw new RangeError(`Cannot weigh ${letters} with ${coefficient}: a coefficient is a finite number`);
    qubitCount ??= letters.length;
    if (letters.length !== qubitCount) throw new RangeError(`Cannot add ${letters} to strings of ${qubitCount} letters: write I for a qubit that is left alone`);
    coefficients.set(letters, (coefficients.get(letters) ?? 0) + coefficient);
  }
  if (qubitCount === undefined) throw new RangeError('Cannot make a sum of no Pauli strings: give at least one, such as ZZ');
  return { qubitCount, terms: [...coefficients].map(([letters, coefficient]) => ({ coefficient, pauli: pauliString(letters) })) };
}

function pauliString(letters: string): PauliString {
  const factors: PauliFactor[] = [];
  for (let qubit = 0; qubit < letters.length; qubit += 1) {
    const letter = letters[letters.length - 1 - qubit];
    // reason: the letters were checked
    if (letter !== 'I') factors.push({ qubit, letter: letter as PauliLetter });
  }
  return factors;
}

/** The string as Qiskit writes it. */
export function lettersOf(pauli: PauliString, qubitCount: number): string {
  const letters = Array.from({ length: qubitCount }, () => 'I');
  for (const { qubit, letter } of pauli) letters[qubitCount - 1 - qubit] = letter;
  return letters.join('');
}
