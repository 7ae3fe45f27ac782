import type { PauliLetter, PauliString } from '../simulators/index.ts';
import type { PauliSum, PauliTerm } from './pauli-sum.ts';

/** Terms that one way of measuring each qubit shows together. */
export interface TermGroup {
  /** The letter that each qubit of any of the terms is measured in. */
  readonly basis: PauliString;
  readonly terms: readonly PauliTerm[];
}

/** Puts terms together that agree in their letters wherever they meet; each into the first group that takes it, the heaviest first. The identity needs no measurement and is left out. */
export function groupTerms({ terms }: PauliSum): TermGroup[] {
  const groups: { letters: Map<number, PauliLetter>; terms: PauliTerm[] }[] = [];
  for (const term of terms.toSorted((left, right) => Math.abs(right.coefficient) - Math.abs(left.coefficient))) {
    if (term.pauli.length === 0) continue;
    let group = groups.find(({ letters }) => term.pauli.every(({ qubit, letter }) => (letters.get(qubit) ?? letter) === letter));
    if (!group) groups.push((group = { letters: new Map(), terms: [] }));
    group.terms.push(term);
    for (const { qubit, letter } of term.pauli) group.letters.set(qubit, letter);
  }
  return groups.map((group) => ({
    basis: [...group.letters].toSorted(([left], [right]) => left - right).map(([qubit, letter]) => ({ qubit, letter })),
    terms: group.terms,
  }));
}
