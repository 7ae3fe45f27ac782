/** A condition on a qubit of an operation. */
export interface AmplitudeControl {
  readonly qubit: number;
  readonly value: 0 | 1;
}

/** What a pass does to amplitudes. Angles in radians; matrices row by row. */
export type AmplitudeOperation =
  /** [a b; c d] of real numbers on one qubit. */
  | { readonly kind: 'real'; readonly qubit: number; readonly entries: readonly [number, number, number, number]; readonly controls: readonly AmplitudeControl[] }
  | { readonly kind: 'complex'; readonly qubit: number; readonly re: ArrayLike<number>; readonly im: ArrayLike<number>; readonly controls: readonly AmplitudeControl[] }
  /** Exchanges |0⟩ and |1⟩. */
  | { readonly kind: 'flip'; readonly qubit: number; readonly controls: readonly AmplitudeControl[] }
  /** e^{iφ} where every control has its value. */
  | { readonly kind: 'phase'; readonly angleRad: number; readonly controls: readonly AmplitudeControl[] }
  /** e^{iφ} for every qubit that is 1, and one for all amplitudes. */
  | { readonly kind: 'diagonal'; readonly phases: ReadonlyMap<number, number>; readonly phaseRad: number }
  | { readonly kind: 'exchange'; readonly first: number; readonly second: number; readonly controls: readonly AmplitudeControl[] };

/** Operations that are done together on tiles: the amplitudes that differ in these qubits only. */
export interface AmplitudePass {
  /** Ascending, at most `tileQubitCount`. Every qubit that an operation changes is among them; controls and phases may be on any. */
  readonly qubits: readonly number[];
  readonly operations: readonly AmplitudeOperation[];
}

/** The amplitudes of all basis states, split, and what works on them. */
export interface Amplitudes {
  readonly name: 'wasm-simd' | 'typescript';
  readonly qubitCount: number;
  /** [2^qubitCount] each; qubit 0 is the least significant bit of an index. Live: a pass changes them. */
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** @throws RangeError for an operation on a qubit that is not in the pass's tile */
  run(pass: AmplitudePass): void;
}

/** Tiles of 2¹² amplitudes, 64 kB, stay in the second-level cache of every machine. */
export const TILE_QUBIT_COUNT = 12;
/** The lowest qubits are in every tile, so that what is gathered lies in runs of 64 numbers. */
export const RUN_QUBIT_COUNT = 6;

/** @throws RangeError for a pass that does not fit a state of so many qubits */
export function checkPass({ qubits, operations }: AmplitudePass, qubitCount: number): void {
  if (qubits.length > TILE_QUBIT_COUNT || qubits.some((qubit, index) => !(Number.isInteger(qubit) && qubit >= 0 && qubit < qubitCount) || (index > 0 && qubit <= qubits[index - 1]))) {
    throw new RangeError(`Cannot run a pass over the qubits ${qubits.join(', ')} of ${qubitCount}: they ascend, and are at most ${TILE_QUBIT_COUNT}`);
  }
  for (const operation of operations) {
    const changed = operation.kind === 'exchange' ? [operation.first, operation.second] : operation.kind === 'phase' || operation.kind === 'diagonal' ? [] : [operation.qubit];
    for (const qubit of changed) if (!qubits.includes(qubit)) throw new RangeError(`Cannot change qubit ${qubit} in a pass over the qubits ${qubits.join(', ')}`);
  }
}
