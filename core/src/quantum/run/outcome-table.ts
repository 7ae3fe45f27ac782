import type { Circuit } from '../circuit/index.ts';
import { readoutErrorOf, type NoiseModel } from '../noise/index.ts';
import type { QuantumState } from '../simulators/index.ts';
import type { FinalMeasurement } from './instructions.ts';
import type { ExactRun } from './run-exactly.ts';

/** Outcomes less likely than this are rounding. */
const NEGLIGIBLE = 1e-15;
/** More outcomes than this are not listed. */
const MAX_OUTCOME_COUNT = 2 ** 24;

/**
 * Every outcome with its probability, each once. Keys are written as Qiskit does, without spaces: the last classical register
 * leftmost, the most significant bit left. A circuit that measures nothing gives all its qubits.
 */
export function* outcomesOf(run: ExactRun): Generator<readonly [key: string, probability: number]> {
  const { circuit, branches, finalMeasurements, measures, noise } = run;
  // What is shown, from the leftmost character: classical bits, or all qubits where nothing is measured.
  const shown = measures ? bitsInKeyOrder(circuit) : Array.from({ length: circuit.qubitCount }, (_, index) => circuit.qubitCount - 1 - index);
  const finals = measures ? finalMeasurements.filter(({ bit }) => shown.includes(bit)) : shown.map((qubit) => ({ qubit, bit: qubit }));
  const collected = branches.length > 1 ? new Map<string, number>() : undefined;
  for (const { probability, state, bits } of branches) {
    const base = measures ? bits : new Uint8Array(circuit.qubitCount);
    for (const [key, partial] of keysOf(state, finals, measures ? noise : undefined, keyWriter(shown, base, finals.map(({ bit }) => bit)))) {
      const total = probability * partial;
      if (total <= NEGLIGIBLE) continue;
      if (collected) collected.set(key, (collected.get(key) ?? 0) + total);
      else yield [key, total];
    }
  }
  if (collected) yield* collected;
}

function* keysOf(state: QuantumState, finals: readonly FinalMeasurement[], noise: NoiseModel | undefined, write: (bitAt: (position: number) => number) => string): Generator<readonly [string, number]> {
  const qubits = finals.map(({ qubit }) => qubit);
  if (state.sparseOutcomes && !qubits.some((qubit) => noise && readoutErrorOf(qubit, noise))) {
    for (const { bits, probability } of state.sparseOutcomes(qubits, { maxCount: MAX_OUTCOME_COUNT })) yield [write((position) => bits[position]), probability];
    return;
  }
  if (2 ** qubits.length > MAX_OUTCOME_COUNT) throw new RangeError(`Cannot list the outcomes of ${qubits.length} measured qubits: there are 2^${qubits.length}. Sample them instead, with shots.`);
  const probabilities = misread(state.probabilities(qubits), qubits, noise);
  for (let outcome = 0; outcome < probabilities.length; outcome += 1) if (probabilities[outcome] > 0) yield [write((position) => (outcome >>> position) & 1), probabilities[outcome]];
}

/** What the measurements say, where they say something wrong now and then. */
function misread(probabilities: Float64Array, qubits: readonly number[], noise: NoiseModel | undefined): Float64Array {
  for (const [position, qubit] of qubits.entries()) {
    const error = noise && readoutErrorOf(qubit, noise);
    if (!error) continue;
    const bit = 1 << position;
    for (let outcome = 0; outcome < probabilities.length; outcome += 1) {
      if ((outcome & bit) !== 0) continue;
      const zero = probabilities[outcome];
      const one = probabilities[outcome | bit];
      probabilities[outcome] = zero * (1 - error.oneGivenZero) + one * error.zeroGivenOne;
      probabilities[outcome | bit] = zero * error.oneGivenZero + one * (1 - error.zeroGivenOne);
    }
  }
  return probabilities;
}

/** Bits of the named registers from the leftmost character to the rightmost. */
export function bitsInKeyOrder({ bitRegisters }: Circuit): number[] {
  return bitRegisters.toReversed().flatMap(({ start, size }) => Array.from({ length: size }, (_, index) => start + size - 1 - index));
}

/** Writes keys in which only the finally measured bits differ. */
export function keyWriter(shownBits: readonly number[], bits: Uint8Array, finalBits: readonly number[]): (bitAt: (position: number) => number) => string {
  const characters = Uint8Array.from(shownBits, (bit) => 48 + bits[bit]);
  const places = finalBits.map((bit) => shownBits.indexOf(bit));
  const decoder = new TextDecoder();
  return (bitAt) => {
    for (let position = 0; position < places.length; position += 1) characters[places[position]] = 48 + bitAt(position);
    return decoder.decode(characters);
  };
}
