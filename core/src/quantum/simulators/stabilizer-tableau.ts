import type { SeededRandom } from '../../foundation/index.ts';
import { cliffordAction, type CliffordAction } from './clifford-action.ts';
import type { QuantumState } from './quantum-state.ts';
import { affineOutcomes, amplitudesOfTableau } from './stabilizer-outcomes.ts';
import { expectationOfTableau } from './tableau-expectation.ts';
import { multiplyInto, type TableauRows } from './tableau-rows.ts';

/**
 * |0…0⟩ for circuits of Clifford gates on any number of qubits: memory grows with the square of their number.
 * @see Aaronson, Gottesman (2004), Improved simulation of stabilizer circuits, Phys. Rev. A 70, 052328
 */
export function createStabilizerTableau(qubitCount: number): QuantumState {
  const wordCount = Math.max(1, Math.ceil(qubitCount / 32));
  const rowCount = 2 * qubitCount + 1;
  const rows: TableauRows = { qubitCount, wordCount, x: new Uint32Array(rowCount * wordCount), z: new Uint32Array(rowCount * wordCount), signs: new Uint8Array(rowCount) };
  for (let qubit = 0; qubit < qubitCount; qubit += 1) {
    rows.x[qubit * wordCount + (qubit >>> 5)] = bitOf(qubit);
    rows.z[(qubitCount + qubit) * wordCount + (qubit >>> 5)] = bitOf(qubit);
  }
  return tableauOf(rows, new Map());
}

function tableauOf(rows: TableauRows, known: Map<string, CliffordAction | undefined>): QuantumState {
  return {
    qubitCount: rows.qubitCount,
    apply(gate) {
      const action = cliffordAction(gate, known);
      if (!action) throw new RangeError('Cannot apply this gate to a stabilizer tableau: it is no Clifford gate on one or two qubits');
      applyAction(rows, action);
    },
    probabilityOfOne(qubit) {
      return randomRow(rows, qubit) === undefined ? fixedOutcome(rows, qubit) : 0.5;
    },
    collapse: (qubit, value) => collapse(rows, qubit, value),
    expectation: (pauli) => expectationOfTableau(rows, pauli),
    clone: () => tableauOf({ ...rows, x: rows.x.slice(), z: rows.z.slice(), signs: rows.signs.slice() }, known),
    probabilities(qubits) {
      const out = new Float64Array(2 ** qubits.length);
      for (const { bits, probability } of sparseOutcomes(rows, qubits, out.length)) out[bits.reduce((index, bit, position) => index + bit * 2 ** position, 0)] = probability;
      return out;
    },
    sparseOutcomes: (qubits, { maxCount }) => sparseOutcomes(rows, qubits, maxCount),
    sample: (qubits, shotCount, random) => sample(rows, qubits, shotCount, random),
    amplitudes: () => amplitudesOfTableau(rows, baseOutcome(rows)),
  };
}

function bitOf(qubit: number): number {
  return (1 << (qubit & 31)) >>> 0;
}

function applyAction({ qubitCount, wordCount, x, z, signs }: TableauRows, { qubits, images, signs: flips }: CliffordAction): void {
  const rowCount = 2 * qubitCount;
  if (qubits.length === 0) return;
  const [first, second = first] = qubits;
  const isPair = qubits.length === 2;
  const shiftA = first & 31;
  const shiftB = second & 31;
  for (let row = 0, base = 0; row < rowCount; row += 1, base += wordCount) {
    const a = base + (first >>> 5);
    const b = base + (second >>> 5);
    let operator = ((x[a] >>> shiftA) & 1) | (((z[a] >>> shiftA) & 1) << 1);
    if (isPair) operator |= (((x[b] >>> shiftB) & 1) << 2) | (((z[b] >>> shiftB) & 1) << 3);
    if (operator === 0) continue;
    const image = images[operator];
    signs[row] ^= flips[operator];
    const change = operator ^ image;
    x[a] ^= (change & 1) << shiftA;
    z[a] ^= ((change >> 1) & 1) << shiftA;
    if (isPair) {
      x[b] ^= ((change >> 2) & 1) << shiftB;
      z[b] ^= ((change >> 3) & 1) << shiftB;
    }
  }
}

/** The stabilizer that a measurement of the qubit disturbs; none where its outcome is certain. */
function randomRow({ qubitCount, wordCount, x }: TableauRows, qubit: number): number | undefined {
  const bit = bitOf(qubit);
  for (let row = qubitCount; row < 2 * qubitCount; row += 1) if ((x[row * wordCount + (qubit >>> 5)] & bit) !== 0) return row;
  return undefined;
}

/** The outcome of a qubit whose measurement is certain: the sign of the product of stabilizers that is Z on it. */
function fixedOutcome(rows: TableauRows, qubit: number): 0 | 1 {
  const { qubitCount, wordCount, x, z, signs } = rows;
  const scratch = 2 * qubitCount;
  x.fill(0, scratch * wordCount);
  z.fill(0, scratch * wordCount);
  signs[scratch] = 0;
  const bit = bitOf(qubit);
  for (let row = 0; row < qubitCount; row += 1) if ((x[row * wordCount + (qubit >>> 5)] & bit) !== 0) multiplyInto(rows, scratch, row + qubitCount);
  return signs[scratch] === 0 ? 0 : 1;
}

function collapse(rows: TableauRows, qubit: number, value: 0 | 1): void {
  const { qubitCount, wordCount, x, z, signs } = rows;
  const disturbed = randomRow(rows, qubit);
  if (disturbed === undefined) {
    if (fixedOutcome(rows, qubit) !== value) throw new RangeError(`Cannot find qubit ${qubit} at ${value}: that has no probability`);
    return;
  }
  const bit = bitOf(qubit);
  for (let row = 0; row < 2 * qubitCount; row += 1) if (row !== disturbed && (x[row * wordCount + (qubit >>> 5)] & bit) !== 0) multiplyInto(rows, row, disturbed);
  const destabilizer = (disturbed - qubitCount) * wordCount;
  const from = disturbed * wordCount;
  x.copyWithin(destabilizer, from, from + wordCount);
  z.copyWithin(destabilizer, from, from + wordCount);
  signs[disturbed - qubitCount] = signs[disturbed];
  x.fill(0, from, from + wordCount);
  z.fill(0, from, from + wordCount);
  z[from + (qubit >>> 5)] = bit;
  signs[disturbed] = value;
}

/** One outcome that can be: every qubit measured in turn, 0 where it is open. */
function baseOutcome(rows: TableauRows): Uint8Array {
  const copy = { ...rows, x: rows.x.slice(), z: rows.z.slice(), signs: rows.signs.slice() };
  return Uint8Array.from({ length: rows.qubitCount }, (_, qubit) => {
    if (randomRow(copy, qubit) === undefined) return fixedOutcome(copy, qubit);
    collapse(copy, qubit, 0);
    return 0;
  });
}

function* sparseOutcomes(rows: TableauRows, qubits: readonly number[], maxCount: number): Generator<{ bits: Uint8Array; probability: number }> {
  const { base, directions } = affineOutcomes(rows, baseOutcome(rows), qubits);
  const count = 2 ** directions.length;
  if (count > maxCount) throw new RangeError(`Cannot list the outcomes: there are 2^${directions.length} of them. Sample them instead, with shots.`);
  const bits = base.slice();
  for (let step = 0; ; ) {
    yield { bits: bits.slice(), probability: 1 / count };
    step += 1;
    if (step >= count) return;
    // Gray code: neighbours differ by one direction.
    const direction = directions[31 - Math.clz32(step & -step)];
    for (let position = 0; position < bits.length; position += 1) bits[position] ^= direction[position];
  }
}

/** Outcomes are spread evenly over an affine space: its base, and any sum of its directions. */
function sample(rows: TableauRows, qubits: readonly number[], shotCount: number, random: SeededRandom): Uint8Array {
  const { base, directions } = affineOutcomes(rows, baseOutcome(rows), qubits);
  const wordCount = Math.max(1, Math.ceil(qubits.length / 32));
  const packed = directions.map((direction) => packBits(direction, wordCount));
  const start = packBits(base, wordCount);
  const shots = new Uint8Array(shotCount * qubits.length);
  const current = new Uint32Array(wordCount);
  for (let shot = 0; shot < shotCount; shot += 1) {
    current.set(start);
    let coins = 0;
    for (const [index, direction] of packed.entries()) {
      if ((index & 31) === 0) coins = random.integerBelow(2 ** 32);
      if (((coins >>> (index & 31)) & 1) === 0) continue;
      for (let word = 0; word < wordCount; word += 1) current[word] ^= direction[word];
    }
    for (let position = 0; position < qubits.length; position += 1) shots[shot * qubits.length + position] = (current[position >>> 5] >>> (position & 31)) & 1;
  }
  return shots;
}

function packBits(bits: Uint8Array, wordCount: number): Uint32Array {
  const words = new Uint32Array(wordCount);
  for (const [position, bit] of bits.entries()) words[position >>> 5] |= bit << (position & 31);
  return words;
}
