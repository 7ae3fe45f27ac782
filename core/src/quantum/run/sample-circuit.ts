import { createSeededRandom, throwIfAborted, type SeededRandom } from '../../foundation/index.ts';
import { appliedGate, evaluate, isTrue, type Circuit, type Value } from '../circuit/index.ts';
import { readoutErrorOf, type NoiseModel } from '../noise/index.ts';
import { applyAtRandom, createStateVector, type QuantumState, type StateVector } from '../simulators/index.ts';
import { chooseState } from './choose-state.ts';
import { initialVariables } from './initial-variables.ts';
import { compileCircuit, type FinalMeasurement, type Instruction, type Program } from './instructions.ts';
import { bitsInKeyOrder, keyWriter } from './outcome-table.ts';
import { runExactly, type ExactRun } from './run-exactly.ts';

export interface SampleOptions {
  /** Equal seeds give equal shots. */
  readonly seed: number | string;
  readonly parameters?: Readonly<Record<string, number>> | undefined;
  readonly noise?: NoiseModel | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Noise on more qubits is followed shot by shot: a density matrix grows with 4ⁿ. */
const MAX_DENSITY_QUBIT_COUNT = 8;
/** With more ways than this, each shot goes its own. */
const MAX_WAY_COUNT = 1024;
const MAX_STEP_COUNT = 1_000_000;

/**
 * How often each outcome was seen, keys as of `outcomesOf`, sorted. A circuit that measures nothing is measured whole at its end.
 * Runs once and draws where that is possible, else once a shot.
 * @throws RangeError for a count that is none, and for circuits that cannot be run
 */
export function sampleCircuit(circuit: Circuit, shotCount: number, { seed, parameters, noise, signal }: SampleOptions): Map<string, number> {
  if (!(Number.isInteger(shotCount) && shotCount >= 1)) throw new RangeError(`Cannot take ${shotCount} shots: the count is a whole number from 1 on`);
  const random = createSeededRandom(seed);
  const program = compileCircuit(circuit, { values: parameters, noise });
  const hasChannels = program.instructions.some(({ type }) => type === 'channel');
  const run = hasChannels && circuit.qubitCount > MAX_DENSITY_QUBIT_COUNT ? undefined : runWhereFewWays(circuit, { parameters, noise, signal, maxBranchCount: Math.min(shotCount, MAX_WAY_COUNT) });
  const counts = new Map<string, number>();
  const count = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
  if (run) drawShots(run, shotCount, random, count);
  else for (let shot = 0; shot < shotCount; shot += 1) {
    throwIfAborted(signal);
    count(takeShot(circuit, program, { random: random.fork(String(shot)), noise, hasChannels }));
  }
  return new Map([...counts].toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

function runWhereFewWays(circuit: Circuit, options: Parameters<typeof runExactly>[1]): ExactRun | undefined {
  try {
    return runExactly(circuit, options);
  } catch (error) {
    // reason: the one refusal that a run shot by shot does not share
    if (error instanceof RangeError && error.message.includes('with shots')) return undefined;
    throw error;
  }
}

function shownOf(circuit: Circuit, { measures, finalMeasurements }: Pick<Program, 'measures' | 'finalMeasurements'>): { shown: number[]; finals: readonly FinalMeasurement[] } {
  const shown = measures ? bitsInKeyOrder(circuit) : Array.from({ length: circuit.qubitCount }, (_, index) => circuit.qubitCount - 1 - index);
  return { shown, finals: measures ? finalMeasurements.filter(({ bit }) => shown.includes(bit)) : shown.map((qubit) => ({ qubit, bit: qubit })) };
}

/** Each way is taken as often as chance has it, and its state measured so many times. */
function drawShots(run: ExactRun, shotCount: number, random: SeededRandom, count: (key: string) => void): void {
  const { shown, finals } = shownOf(run.circuit, run);
  const shotsOfWay = run.branches.map(() => 0);
  const total = run.branches.reduce((sum, { probability }) => sum + probability, 0);
  for (let shot = 0; shot < shotCount; shot += 1) {
    let rest = random.next() * total;
    let way = 0;
    while (way < run.branches.length - 1 && rest >= run.branches[way].probability) {
      rest -= run.branches[way].probability;
      way += 1;
    }
    shotsOfWay[way] += 1;
  }
  for (const [way, { state, bits }] of run.branches.entries()) {
    const seen = state.sample(finals.map(({ qubit }) => qubit), shotsOfWay[way], random);
    const write = keyWriter(shown, run.measures ? bits : new Uint8Array(run.circuit.qubitCount), finals.map(({ bit }) => bit));
    for (let shot = 0; shot < shotsOfWay[way]; shot += 1) {
      count(write((position) => misread(seen[shot * finals.length + position], run.measures ? finals[position].qubit : undefined, run.noise, random)));
    }
  }
}

interface ShotOptions {
  readonly random: SeededRandom;
  readonly noise: NoiseModel | undefined;
  readonly hasChannels: boolean;
}

/** Runs a circuit once, every measurement and every error as chance has it. */
function takeShot(circuit: Circuit, program: Program, { random, noise, hasChannels }: ShotOptions): string {
  const state: QuantumState = (hasChannels ? createStateVector : chooseState(program.instructions))(circuit.qubitCount);
  const bits = new Uint8Array(circuit.bitCount);
  const variables = initialVariables(circuit);
  let position = 0;
  for (let stepCount = 0; position < program.instructions.length; stepCount += 1) {
    if (stepCount > MAX_STEP_COUNT) throw new RangeError('Cannot run this circuit to its end: a loop in it does not end');
    position = shotStep(program.instructions[position], { position, state, bits, variables, random, noise });
  }
  const { shown, finals } = shownOf(circuit, program);
  const seen = state.sample(finals.map(({ qubit }) => qubit), 1, random);
  const write = keyWriter(shown, program.measures ? bits : new Uint8Array(circuit.qubitCount), finals.map(({ bit }) => bit));
  return write((index) => misread(seen[index], program.measures ? finals[index].qubit : undefined, noise, random));
}

interface Shot {
  readonly position: number;
  readonly state: QuantumState;
  readonly bits: Uint8Array;
  readonly variables: Value[];
  readonly random: SeededRandom;
  readonly noise: NoiseModel | undefined;
}

/** Does one step; gives the position of the next. */
function shotStep(instruction: Instruction, { position, state, bits, variables, random, noise }: Shot): number {
  const environment = { bits, variables };
  switch (instruction.type) {
    case 'gate':
      state.apply(instruction.gate);
      break;
    case 'late-gate':
      state.apply(appliedGate(instruction.operation, environment));
      break;
    case 'channel':
      // reason: a shot with channels runs on a state vector
      applyAtRandom(state as StateVector, instruction.placed, random);
      break;
    case 'measure': {
      const value = measureAtRandom(state, instruction.qubit, random);
      if (instruction.bit !== undefined) bits[instruction.bit] = misread(value, instruction.qubit, noise, random);
      break;
    }
    case 'reset':
      if (measureAtRandom(state, instruction.qubit, random) === 1) state.apply(appliedGate({ type: 'gate', name: 'x', parameters: [], controls: [], qubits: [instruction.qubit] }));
      break;
    case 'set-bit':
      bits[instruction.bit] = isTrue(evaluate(instruction.value, environment)) ? 1 : 0;
      break;
    case 'set-variable':
      variables[instruction.variable] = evaluate(instruction.value, environment);
      break;
    case 'jump':
      return instruction.target;
    case 'jump-unless':
      return isTrue(evaluate(instruction.condition, environment)) ? position + 1 : instruction.target;
  }
  return position + 1;
}

function measureAtRandom(state: QuantumState, qubit: number, random: SeededRandom): 0 | 1 {
  const value = random.next() < state.probabilityOfOne(qubit) ? 1 : 0;
  state.collapse(qubit, value);
  return value;
}

/** What a measurement says of a value. `undefined` for a qubit that is looked at from outside, without an instrument. */
function misread(value: number, qubit: number | undefined, noise: NoiseModel | undefined, random: SeededRandom): number {
  const error = qubit === undefined || !noise ? undefined : readoutErrorOf(qubit, noise);
  if (!error) return value;
  return random.next() < (value === 1 ? error.zeroGivenOne : error.oneGivenZero) ? 1 - value : value;
}
