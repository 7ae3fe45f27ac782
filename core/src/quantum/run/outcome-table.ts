import type { Circuit } from '../circuit/index.ts';
import type { ExactRun } from './run-exactly.ts';

/** Outcomes less likely than this are rounding. */
const NEGLIGIBLE = 1e-15;

/**
 * Every outcome with its probability, each once. Keys are written as Qiskit does, without spaces: the last classical register
 * leftmost, the most significant bit left. A circuit that measures nothing gives all its qubits.
 */
export function* outcomesOf(run: ExactRun): Generator<readonly [key: string, probability: number]> {
  if (!run.measures) {
    const { circuit } = run;
    const qubits = Array.from({ length: circuit.qubitCount }, (_, qubit) => qubit);
    const totals = new Float64Array(2 ** circuit.qubitCount);
    for (const { probability, state } of run.branches) {
      const of = state.probabilities(qubits);
      for (let index = 0; index < totals.length; index += 1) totals[index] += probability * of[index];
    }
    for (const [index, probability] of totals.entries()) if (probability > NEGLIGIBLE) yield [index.toString(2).padStart(circuit.qubitCount, '0'), probability];
    return;
  }
  const shownBits = bitsInKeyOrder(run.circuit);
  const shown = new Set(shownBits);
  const finals = run.finalMeasurements.filter(({ bit }) => shown.has(bit));
  const collected = run.branches.length > 1 ? new Map<string, number>() : undefined;
  for (const { probability, state, bits } of run.branches) {
    const probabilities = state.probabilities(finals.map(({ qubit }) => qubit));
    const write = keyWriter(shownBits, bits, finals.map(({ bit }) => bit));
    for (let outcome = 0; outcome < probabilities.length; outcome += 1) {
      const total = probability * probabilities[outcome];
      if (total <= NEGLIGIBLE) continue;
      const key = write(outcome);
      if (collected) collected.set(key, (collected.get(key) ?? 0) + total);
      else yield [key, total];
    }
  }
  if (collected) yield* collected;
}

/** Bits of the named registers from the leftmost character to the rightmost. */
export function bitsInKeyOrder({ bitRegisters }: Circuit): number[] {
  return bitRegisters.toReversed().flatMap(({ start, size }) => Array.from({ length: size }, (_, index) => start + size - 1 - index));
}

/** Writes keys in which only the finally measured bits differ. */
function keyWriter(shownBits: readonly number[], bits: Uint8Array, finalBits: readonly number[]): (outcome: number) => string {
  const characters = Uint8Array.from(shownBits, (bit) => 48 + bits[bit]);
  const places = finalBits.map((bit) => shownBits.indexOf(bit));
  const decoder = new TextDecoder();
  return (outcome) => {
    for (let position = 0; position < places.length; position += 1) characters[places[position]] = 48 + ((outcome >>> position) & 1);
    return decoder.decode(characters);
  };
}
