import type { SeededRandom } from '../../foundation/index.ts';
import type { AppliedGate } from '../circuit/index.ts';
import type { PlacedChannel } from '../noise/index.ts';
import type { PauliString } from './pauli-string.ts';

/**
 * What a circuit is run on. Every simulator offers it and passes one contract suite.
 * Qubit 0 is the least significant bit of a basis state's index.
 */
export interface QuantumState {
  readonly qubitCount: number;
  /** @throws RangeError for a gate that this kind of state cannot take (a T on a stabilizer tableau) */
  apply(gate: AppliedGate): void;
  /** The probability that a measurement of the qubit gives 1. */
  probabilityOfOne(qubit: number): number;
  /** What is left after the qubit was found at `value`, of norm 1 again. @throws RangeError where that has no probability */
  collapse(qubit: number, value: 0 | 1): void;
  /** Lets noise act. Only a state that can be a mixture takes it. */
  applyChannel?(placed: PlacedChannel): void;
  /** Brings the qubit to |0⟩ where that needs no measurement: only a mixture forgets on its own. */
  reset?(qubit: number): void;
  /**
   * ⟨P⟩ of a string that is not the identity, on qubits that are there: ask `pauliExpectation`.
   * Absent where gates and a measurement on a copy are the quick way.
   */
  expectation?(pauli: PauliString): number;
  /** An equal state of its own. */
  clone(): QuantumState;
  /**
   * The probabilities of all outcomes of measuring `qubits`, index bit k for `qubits[k]`, [2^qubits.length].
   * @throws RangeError for more outcomes than fit in memory
   */
  probabilities(qubits: readonly number[]): Float64Array;
  /**
   * Every outcome that has a probability, where they are few among many: `bits[k]` is what `qubits[k]` shows.
   * Absent where `probabilities` is the quick way. @throws RangeError for more outcomes than `maxCount`
   */
  sparseOutcomes?(qubits: readonly number[], options: { readonly maxCount: number }): Iterable<{ readonly bits: Uint8Array; readonly probability: number }>;
  /** What `qubits` show in `shotCount` measurements of equal states, one byte a qubit, row-major [shotCount][qubits.length]. The state stays. */
  sample(qubits: readonly number[], shotCount: number, random: SeededRandom): Uint8Array;
  /** Every amplitude, [2^qubitCount] each, up to a global phase. @throws RangeError where the state is mixed or too wide to write out */
  amplitudes(): { readonly re: Float64Array; readonly im: Float64Array };
}
