import { multiplyInto, type TableauRows } from './tableau-rows.ts';

/** A state of more terms than this is not written out. */
const MAX_TERM_EXPONENT = 24;

/** All outcomes of measuring `qubits`: `base` and every sum (mod 2) of the independent `directions`, equally likely. */
export function affineOutcomes({ qubitCount, wordCount, x }: TableauRows, baseOutcome: Uint8Array, qubits: readonly number[]): { base: Uint8Array; directions: Uint8Array[] } {
  const directions: Uint8Array[] = [];
  const pivots: number[] = [];
  for (let row = qubitCount; row < 2 * qubitCount; row += 1) {
    const direction = Uint8Array.from(qubits, (qubit) => (x[row * wordCount + (qubit >>> 5)] >>> (qubit & 31)) & 1);
    for (const [index, known] of directions.entries()) if (direction[pivots[index]] === 1) addInto(direction, known);
    const pivot = direction.indexOf(1);
    if (pivot < 0) continue;
    for (const known of directions) if (known[pivot] === 1) addInto(known, direction);
    directions.push(direction);
    pivots.push(pivot);
  }
  return { base: Uint8Array.from(qubits, (qubit) => baseOutcome[qubit]), directions };
}

function addInto(target: Uint8Array, source: Uint8Array): void {
  for (let position = 0; position < target.length; position += 1) target[position] ^= source[position];
}

/** The amplitudes of a stabilizer state: its base outcome, and what independent stabilizers make of it. */
export function amplitudesOfTableau(rows: TableauRows, baseOutcome: Uint8Array): { re: Float64Array; im: Float64Array } {
  const { qubitCount } = rows;
  if (qubitCount > MAX_TERM_EXPONENT) throw new RangeError(`Cannot write out the state of ${qubitCount} qubits: it has 2^${qubitCount} amplitudes`);
  const re = new Float64Array(2 ** qubitCount);
  const im = new Float64Array(2 ** qubitCount);
  const generators = independentGenerators(rows);
  const start = baseOutcome.reduce((index, bit, qubit) => index | (bit << qubit), 0);
  const scale = 2 ** (-generators.length / 2);
  re[start] = scale;
  // Each generator g doubles the terms: |ψ⟩ becomes |ψ⟩ + g|ψ⟩.
  const filled = [start];
  for (const { x, z, isNegative } of generators) {
    for (const index of filled.slice()) {
      const target = index ^ x;
      // Y = i·X·Z: i for every Y, and −1 for every Z that meets a 1.
      const quarterTurns = (parityCount(x & z) + 2 * parityCount(z & index) + (isNegative ? 2 : 0)) & 3;
      const [c, s] = QUARTERS[quarterTurns];
      re[target] = c * re[index] - s * im[index];
      im[target] = c * im[index] + s * re[index];
      filled.push(target);
    }
  }
  return { re, im };
}

const QUARTERS = [[1, 0], [0, 1], [-1, 0], [0, -1]] as const;

function parityCount(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** Stabilizers whose X parts are independent, products of rows with their signs. */
function independentGenerators(rows: TableauRows): { x: number; z: number; isNegative: boolean }[] {
  const { qubitCount, wordCount } = rows;
  const copy: TableauRows = { ...rows, x: rows.x.slice(), z: rows.z.slice(), signs: rows.signs.slice() };
  const chosen: { row: number; pivot: number }[] = [];
  for (let row = qubitCount; row < 2 * qubitCount; row += 1) {
    for (const { row: known, pivot } of chosen) if (((copy.x[row * wordCount] >>> pivot) & 1) === 1) multiplyInto(copy, row, known);
    const bits = copy.x[row * wordCount];
    if (bits !== 0) chosen.push({ row, pivot: 31 - Math.clz32(bits & -bits) });
  }
  return chosen.map(({ row }) => ({ x: copy.x[row * wordCount], z: copy.z[row * wordCount], isNegative: copy.signs[row] === 1 }));
}
