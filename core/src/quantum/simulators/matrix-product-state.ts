import type { SeededRandom } from '../../foundation/index.ts';
import { baseMatrix, matrixOverQubits, type AppliedGate, type ComplexMatrix } from '../circuit/index.ts';
import { complexTable, multiplyTables, reshaped, type ComplexTable } from './complex-table.ts';
import type { QuantumState } from './quantum-state.ts';
import { singularValues } from './singular-values.ts';

export interface MatrixProductOptions {
  /** The largest bond that is kept; a state that needs more is refused. */
  readonly maxBondDimension?: number | undefined;
  /** The weight that may be cut off at a bond, all cuts together. */
  readonly maxDiscardedWeight?: number | undefined;
}

const DEFAULT_BOND_DIMENSION = 128;
const DEFAULT_DISCARDED_WEIGHT = 1e-10;
/** A state of more amplitudes is not written out. */
const MAX_WRITTEN_QUBIT_COUNT = 24;
/** What is cut off without asking: rounding. */
const ROUNDING_WEIGHT = 1e-24;
const SWAP = baseMatrix('swap', []);

/** One qubit's tensor: rows l·2 + s for the left bond l and the qubit's value s, columns for the right bond. */
interface Chain {
  readonly sites: ComplexTable[];
  /** Sites below are orthonormal from the left, sites above from the right. */
  centre: number;
  discardedWeight: number;
}

/**
 * |0…0⟩ as a chain of tensors, for wide circuits that entangle little: memory grows with the entanglement, not with 2ⁿ.
 * Whatever is cut off is counted; a state that would lose more than asked is refused instead of being nearly right.
 * @see Vidal (2003), Phys. Rev. Lett. 91, 147902; Schollwöck (2011), Annals of Physics 326, 96
 */
export function createMatrixProductState(qubitCount: number, { maxBondDimension = DEFAULT_BOND_DIMENSION, maxDiscardedWeight = DEFAULT_DISCARDED_WEIGHT }: MatrixProductOptions = {}): QuantumState {
  const sites = Array.from({ length: qubitCount }, () => {
    const site = complexTable(2, 1);
    site.re[0] = 1;
    return site;
  });
  return stateOf({ sites, centre: 0, discardedWeight: 0 }, { maxBondDimension, maxDiscardedWeight });
}

type Limits = Required<{ [Name in keyof MatrixProductOptions]: number }>;

function stateOf(chain: Chain, limits: Limits): QuantumState {
  const { sites } = chain;
  return {
    qubitCount: sites.length,
    apply: (gate) => applyGate(chain, gate, limits),
    probabilityOfOne(qubit) {
      moveCentre(chain, qubit);
      return weightOf(sites[qubit], 1);
    },
    collapse(qubit, value) {
      moveCentre(chain, qubit);
      const kept = weightOf(sites[qubit], value);
      if (!(kept > 0)) throw new RangeError(`Cannot find qubit ${qubit} at ${value}: that has no probability`);
      sites[qubit] = projected(sites[qubit], value, 1 / Math.sqrt(kept));
    },
    clone: () => stateOf({ ...chain, sites: [...sites] }, limits),
    probabilities(qubits) {
      const out = new Float64Array(2 ** qubits.length);
      for (const { bits, probability } of outcomes(chain, qubits, out.length)) out[bits.reduce((index, bit, position) => index + bit * 2 ** position, 0)] += probability;
      return out;
    },
    sparseOutcomes: (qubits, { maxCount }) => outcomes(chain, qubits, maxCount),
    sample: (qubits, shotCount, random) => sample(chain, qubits, shotCount, random),
    amplitudes: () => amplitudes(chain),
  };
}

function applyGate(chain: Chain, gate: AppliedGate, limits: Limits): void {
  const qubits = [...gate.targets, ...gate.controls.map(({ qubit }) => qubit)];
  const local = matrixOverQubits({ targets: gate.targets.map((_, index) => index), controls: gate.controls.map(({ value }, index) => ({ qubit: gate.targets.length + index, value })), matrix: gate.matrix }, qubits.length);
  if (qubits.length === 0) return;
  if (qubits.length === 1) {
    chain.sites[qubits[0]] = turned(chain.sites[qubits[0]], local);
    return;
  }
  if (qubits.length > 2) throw new RangeError(`Cannot apply a gate on ${qubits.length} qubits to a matrix product state: decompose it to gates on two first`);
  const [a, b] = qubits;
  const low = Math.min(a, b);
  const high = Math.max(a, b);
  // The farther qubit is brought next to the other one, and back.
  for (let site = high - 1; site > low; site -= 1) applyPair(chain, site, SWAP, limits);
  applyPair(chain, low, a < b ? local : swappedQubits(local), limits);
  for (let site = low + 1; site < high; site += 1) applyPair(chain, site, SWAP, limits);
}

/** A 4 × 4 matrix on the sites (site, site + 1), the lower site the less significant bit. */
function applyPair(chain: Chain, site: number, matrix: ComplexMatrix, { maxBondDimension, maxDiscardedWeight }: Limits): void {
  const { sites } = chain;
  moveCentre(chain, site);
  const left = sites[site];
  const right = sites[site + 1];
  const leftBond = left.rowCount / 2;
  const rightBond = right.columnCount;
  // [l · s₁][s₂ · r]: the second site's rows become columns beside its right bond.
  const pair = multiplyTables(left, reshaped(right, left.columnCount, 2 * rightBond));
  const mixed = complexTable(pair.rowCount, pair.columnCount);
  for (let l = 0; l < leftBond; l += 1) {
    for (let r = 0; r < rightBond; r += 1) {
      const at = (s1: number, s2: number): number => (l * 2 + s1) * 2 * rightBond + s2 * rightBond + r;
      for (let row = 0; row < 4; row += 1) {
        for (let column = 0; column < 4; column += 1) {
          const m = row * 4 + column;
          const from = at(column & 1, column >> 1);
          const to = at(row & 1, row >> 1);
          mixed.re[to] += matrix.re[m] * pair.re[from] - matrix.im[m] * pair.im[from];
          mixed.im[to] += matrix.re[m] * pair.im[from] + matrix.im[m] * pair.re[from];
        }
      }
    }
  }
  const { left: u, values, right: v } = singularValues(mixed);
  let total = 0;
  for (const value of values) total += value * value;
  let count = values.length;
  let cut = 0;
  while (count > 1 && (count > maxBondDimension || (cut + values[count - 1] ** 2) / total < ROUNDING_WEIGHT)) {
    count -= 1;
    cut += values[count] ** 2;
  }
  chain.discardedWeight += cut / total;
  if (chain.discardedWeight > maxDiscardedWeight) throw new RangeError(`Cannot hold this state as a matrix product: it entangles more than bonds of ${maxBondDimension} can carry (${chain.discardedWeight.toPrecision(2)} of it would be cut off)`);
  const scale = 1 / Math.sqrt(total - cut);
  const nextLeft = complexTable(u.rowCount, count);
  for (let row = 0; row < u.rowCount; row += 1) {
    for (let k = 0; k < count; k += 1) {
      nextLeft.re[row * count + k] = u.re[row * u.columnCount + k];
      nextLeft.im[row * count + k] = u.im[row * u.columnCount + k];
    }
  }
  const nextRight = complexTable(count, v.columnCount);
  for (let k = 0; k < count; k += 1) {
    for (let column = 0; column < v.columnCount; column += 1) {
      nextRight.re[k * v.columnCount + column] = v.re[k * v.columnCount + column] * values[k] * scale;
      nextRight.im[k * v.columnCount + column] = v.im[k * v.columnCount + column] * values[k] * scale;
    }
  }
  sites[site] = nextLeft;
  sites[site + 1] = reshaped(nextRight, count * 2, rightBond);
  chain.centre = site + 1;
}

/** Splits the centre off to its neighbour until it is where it is wanted. */
function moveCentre(chain: Chain, to: number): void {
  const { sites } = chain;
  while (chain.centre < to) {
    const site = sites[chain.centre];
    const { left, values, right } = singularValues(site);
    sites[chain.centre] = left;
    const next = sites[chain.centre + 1];
    const moved = multiplyTables(scaledRows(right, values), reshaped(next, site.columnCount, 2 * next.columnCount));
    sites[chain.centre + 1] = reshaped(moved, 2 * values.length, next.columnCount);
    chain.centre += 1;
  }
  while (chain.centre > to) {
    const site = sites[chain.centre];
    const bond = site.rowCount / 2;
    const { left, values, right } = singularValues(reshaped(site, bond, 2 * site.columnCount));
    sites[chain.centre] = reshaped(right, 2 * values.length, site.columnCount);
    sites[chain.centre - 1] = multiplyTables(sites[chain.centre - 1], scaledColumns(left, values));
    chain.centre -= 1;
  }
}

function scaledRows({ rowCount, columnCount, re, im }: ComplexTable, factors: Float64Array): ComplexTable {
  return { rowCount, columnCount, re: re.map((value, index) => value * factors[Math.floor(index / columnCount)]), im: im.map((value, index) => value * factors[Math.floor(index / columnCount)]) };
}

function scaledColumns({ rowCount, columnCount, re, im }: ComplexTable, factors: Float64Array): ComplexTable {
  return { rowCount, columnCount, re: re.map((value, index) => value * factors[index % columnCount]), im: im.map((value, index) => value * factors[index % columnCount]) };
}

function turned({ rowCount, columnCount, re, im }: ComplexTable, matrix: ComplexMatrix): ComplexTable {
  const out = complexTable(rowCount, columnCount);
  for (let row = 0; row < rowCount; row += 1) {
    for (let from = 0; from < 2; from += 1) {
      const m = (row & 1) * 2 + from;
      const source = ((row >> 1) * 2 + from) * columnCount;
      for (let column = 0; column < columnCount; column += 1) {
        out.re[row * columnCount + column] += matrix.re[m] * re[source + column] - matrix.im[m] * im[source + column];
        out.im[row * columnCount + column] += matrix.re[m] * im[source + column] + matrix.im[m] * re[source + column];
      }
    }
  }
  return out;
}

/** The same gate with its two qubits in the other order. */
function swappedQubits({ dimension, re, im }: ComplexMatrix): ComplexMatrix {
  const order = [0, 2, 1, 3];
  const pick = (values: Float64Array): Float64Array => values.map((_, index) => values[order[Math.floor(index / 4)] * 4 + order[index % 4]]);
  return { dimension, re: pick(re), im: pick(im) };
}

/** Σ |entries|² of the rows where the qubit has a value: its probability, at the centre. */
function weightOf({ rowCount, columnCount, re, im }: ComplexTable, value: 0 | 1): number {
  let sum = 0;
  for (let row = value; row < rowCount; row += 2) for (let index = row * columnCount; index < (row + 1) * columnCount; index += 1) sum += re[index] * re[index] + im[index] * im[index];
  return sum;
}

function projected({ rowCount, columnCount, re, im }: ComplexTable, value: 0 | 1, factor: number): ComplexTable {
  const keep = (values: Float64Array): Float64Array => values.map((entry, index) => ((Math.floor(index / columnCount) & 1) === value ? entry * factor : 0));
  return { rowCount, columnCount, re: keep(re), im: keep(im) };
}

/** Rows of one value of the qubit: [leftBond][rightBond]. */
function slice({ rowCount, columnCount, re, im }: ComplexTable, value: 0 | 1): ComplexTable {
  const out = complexTable(rowCount / 2, columnCount);
  for (let l = 0; l < out.rowCount; l += 1) {
    const from = (l * 2 + value) * columnCount;
    out.re.set(re.subarray(from, from + columnCount), l * columnCount);
    out.im.set(im.subarray(from, from + columnCount), l * columnCount);
  }
  return out;
}

/** Outcomes in the order of a tree over the qubits; what is not measured is kept as a sum over both values. */
function* outcomes(chain: Chain, qubits: readonly number[], maxCount: number): Generator<{ bits: Uint8Array; probability: number }> {
  moveCentre(chain, 0);
  const measured = new Set(qubits);
  const values = new Uint8Array(chain.sites.length);
  const one = complexTable(1, 1);
  one.re[0] = 1;
  // Rows of `vectors`: the unmeasured values that led here, each its own.
  const open: { site: number; environment: ComplexTable; path: readonly (readonly [number, 0 | 1])[] }[] = [{ site: 0, environment: one, path: [] }];
  let count = 0;
  for (let branch = open.pop(); branch; branch = open.pop()) {
    const { site, environment, path } = branch;
    const weight = trace(environment);
    if (weight < 1e-15) continue;
    if (site === chain.sites.length) {
      count += 1;
      if (count > maxCount) throw new RangeError(`Cannot list the outcomes: there are more than ${maxCount}. Sample them instead, with shots.`);
      for (const [qubit, value] of path) values[qubit] = value;
      yield { bits: Uint8Array.from(qubits, (qubit) => values[qubit]), probability: weight };
      continue;
    }
    const [zero, first] = ([0, 1] as const).map((value) => sandwiched(environment, slice(chain.sites[site], value)));
    if (measured.has(site)) {
      open.push({ site: site + 1, environment: first, path: [...path, [site, 1]] }, { site: site + 1, environment: zero, path: [...path, [site, 0]] });
    } else {
      for (let index = 0; index < zero.re.length; index += 1) {
        zero.re[index] += first.re[index];
        zero.im[index] += first.im[index];
      }
      open.push({ site: site + 1, environment: zero, path });
    }
  }
}

/** sliceᴴ · environment · slice. */
function sandwiched(environment: ComplexTable, matrix: ComplexTable): ComplexTable {
  const conjugate = complexTable(matrix.columnCount, matrix.rowCount);
  for (let row = 0; row < matrix.rowCount; row += 1) {
    for (let column = 0; column < matrix.columnCount; column += 1) {
      conjugate.re[column * matrix.rowCount + row] = matrix.re[row * matrix.columnCount + column];
      conjugate.im[column * matrix.rowCount + row] = -matrix.im[row * matrix.columnCount + column];
    }
  }
  return multiplyTables(conjugate, multiplyTables(environment, matrix));
}

function trace({ rowCount, columnCount, re }: ComplexTable): number {
  let sum = 0;
  for (let index = 0; index < rowCount; index += 1) sum += re[index * (columnCount + 1)];
  return sum;
}

/** From the left: each qubit's value given those before, for the sites to the right are orthonormal. */
function sample(chain: Chain, qubits: readonly number[], shotCount: number, random: SeededRandom): Uint8Array {
  moveCentre(chain, 0);
  const slices = chain.sites.map((site) => [slice(site, 0), slice(site, 1)] as const);
  const shots = new Uint8Array(shotCount * qubits.length);
  const values = new Uint8Array(chain.sites.length);
  for (let shot = 0; shot < shotCount; shot += 1) {
    let row = complexTable(1, 1);
    row.re[0] = 1;
    let weight = 1;
    for (const [site, [zero, one]] of slices.entries()) {
      const up = multiplyTables(row, one);
      const oneWeight = squared(up);
      const value = random.next() * weight < oneWeight ? 1 : 0;
      values[site] = value;
      row = value === 1 ? up : multiplyTables(row, zero);
      weight = value === 1 ? oneWeight : squared(row);
    }
    for (const [position, qubit] of qubits.entries()) shots[shot * qubits.length + position] = values[qubit];
  }
  return shots;
}

function squared({ re, im }: ComplexTable): number {
  let sum = 0;
  for (let index = 0; index < re.length; index += 1) sum += re[index] * re[index] + im[index] * im[index];
  return sum;
}

function amplitudes({ sites }: Chain): { re: Float64Array; im: Float64Array } {
  if (sites.length > MAX_WRITTEN_QUBIT_COUNT) throw new RangeError(`Cannot write out the state of ${sites.length} qubits: it has 2^${sites.length} amplitudes`);
  let whole = complexTable(1, 1);
  whole.re[0] = 1;
  for (const site of sites) {
    // Rows of what is there so far by the new qubit's value: the new qubit becomes the most significant bit.
    const [zero, one] = [multiplyTables(whole, slice(site, 0)), multiplyTables(whole, slice(site, 1))];
    const next = complexTable(2 * whole.rowCount, site.columnCount);
    next.re.set(zero.re);
    next.im.set(zero.im);
    next.re.set(one.re, zero.re.length);
    next.im.set(one.im, zero.im.length);
    whole = next;
  }
  return { re: whole.re, im: whole.im };
}
