import type { ComplexMatrix } from '../circuit/index.ts';
import { reducedDensity, type QuantumState } from '../simulators/index.ts';

/** ρ is square in this many qubits: 4⁶ entries, of which eigenvalues are found in moments. */
const MAX_QUBIT_COUNT = 6;

/** What the state is on some qubits alone. `qubits[0]` is the least significant bit of a row's number. @throws RangeError beyond 6 qubits, and for qubits that are not there or there twice */
export function densityOfQubits(state: QuantumState & Partial<{ readonly re: Float64Array; readonly im: Float64Array; purity(): number }>, qubits: readonly number[]): ComplexMatrix {
  checkQubits(qubits, state.qubitCount);
  if (qubits.length > MAX_QUBIT_COUNT) throw new RangeError(`Cannot write out the density matrix of ${qubits.length} qubits: at most ${MAX_QUBIT_COUNT}`);
  const { re, im } = state;
  // A density matrix keeps its columns as qubits of their own.
  if (state.purity && re && im) return partialTrace({ dimension: 2 ** state.qubitCount, re: transposed(re), im: transposed(im) }, qubits);
  return reducedDensity(state.amplitudes(), qubits);
}

function transposed(entries: Float64Array): Float64Array {
  const dimension = Math.sqrt(entries.length);
  return entries.map((_, index) => entries[(index % dimension) * dimension + Math.floor(index / dimension)]);
}

/** The density matrix of the qubits that are kept, in their order, the others traced out. @throws RangeError for qubits that are not there or there twice */
export function partialTrace(density: ComplexMatrix, kept: readonly number[]): ComplexMatrix {
  const qubitCount = Math.log2(density.dimension);
  checkQubits(kept, qubitCount);
  const lost = Array.from({ length: qubitCount }, (_, qubit) => qubit).filter((qubit) => !kept.includes(qubit));
  const placesOf = (qubits: readonly number[]): number[] => Array.from({ length: 2 ** qubits.length }, (_, bits) => qubits.reduce((place, qubit, position) => place | (((bits >> position) & 1) << qubit), 0));
  const keptPlaces = placesOf(kept);
  const lostPlaces = placesOf(lost);
  const dimension = keptPlaces.length;
  const out = { dimension, re: new Float64Array(dimension * dimension), im: new Float64Array(dimension * dimension) };
  for (const [row, keptRow] of keptPlaces.entries()) {
    for (const [column, keptColumn] of keptPlaces.entries()) {
      for (const place of lostPlaces) {
        const from = (keptRow | place) * density.dimension + (keptColumn | place);
        out.re[row * dimension + column] += density.re[from];
        out.im[row * dimension + column] += density.im[from];
      }
    }
  }
  return out;
}

function checkQubits(qubits: readonly number[], qubitCount: number): void {
  const isThere = (qubit: number): boolean => Number.isInteger(qubit) && qubit >= 0 && qubit < qubitCount;
  if (!qubits.every(isThere) || new Set(qubits).size !== qubits.length) throw new RangeError(`Cannot keep qubits ${qubits.join(', ')} of ${qubitCount}: name each once, from 0 on`);
}
