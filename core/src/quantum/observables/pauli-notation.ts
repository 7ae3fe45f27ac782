import { lettersOf, pauliSum, type PauliSum } from './pauli-sum.ts';

/** A sign, a coefficient with or without `*`, and letters. */
const TERM = /(?:\s*([+-]))?\s*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)(?:\s*\*)?\s*)?([IXYZ]+)\s*/;
const MAX_SHOWN_LENGTH = 12;

/**
 * Reads a sum such as `0.5*ZZ - 0.2*XI + YY`, the rightmost letter of a string being qubit 0.
 * @throws RangeError that says where it cannot be read, and what `pauliSum` throws
 */
export function parsePauliSum(text: string): PauliSum {
  const term = new RegExp(TERM, 'y');
  const entries: [string, number][] = [];
  for (let position = 0; position < text.length || entries.length === 0; position = term.lastIndex) {
    term.lastIndex = position;
    const match = term.exec(text);
    const [, sign, coefficient = '1', letters] = match ?? [];
    if (!match || (sign === undefined && entries.length > 0)) {
      throw new RangeError(`Cannot read the Pauli sum from column ${position + 1} on (“${text.slice(position, position + MAX_SHOWN_LENGTH)}”): write it as 0.5*ZZ - 0.2*XI`);
    }
    entries.push([letters, (sign === '-' ? -1 : 1) * Number(coefficient)]);
  }
  return pauliSum(entries);
}

/** `0.5*ZZ - 0.2*XI`: what `parsePauliSum` reads. */
export function formatPauliSum({ qubitCount, terms }: PauliSum): string {
  return terms
    .map(({ coefficient, pauli }, index) => {
      const isNegative = coefficient < 0 || Object.is(coefficient, -0);
      const sign = index === 0 ? (isNegative ? '-' : '') : isNegative ? ' - ' : ' + ';
      return `${sign}${Math.abs(coefficient)}*${lettersOf(pauli, qubitCount)}`;
    })
    .join('');
}
