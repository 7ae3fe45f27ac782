import { appliedGate, evaluate, isTrue, type AppliedGate, type Circuit, type ComplexMatrix, type Value } from '../circuit/index.ts';
import { throwIfAborted } from '../../foundation/index.ts';
import { readoutErrorOf, type NoiseModel } from '../noise/index.ts';
import type { QuantumState } from '../simulators/index.ts';
import { chooseState } from './choose-state.ts';
import { initialVariables } from './initial-variables.ts';
import { compileCircuit, type FinalMeasurement, type Instruction } from './instructions.ts';

/** One way a circuit can go: what was measured on the way, and the state it leaves. */
export interface Branch {
  readonly probability: number;
  readonly state: QuantumState;
  /** One byte a classical bit. */
  readonly bits: Uint8Array;
}

export interface ExactRun {
  readonly circuit: Circuit;
  readonly branches: readonly Branch[];
  /** Still to be read off the states: they come last and nothing depends on them. */
  readonly finalMeasurements: readonly FinalMeasurement[];
  /** Whether anything is measured into a bit. */
  readonly measures: boolean;
  /** What measurements say wrong has still to be reckoned with for the final ones. */
  readonly noise: NoiseModel | undefined;
  /** Probability of ways that were not followed to their end, for each was too unlikely. */
  readonly lostProbability: number;
}

export interface RunExactlyOptions {
  /** Which kind of state to run on; the one that suits the circuit when absent. */
  readonly createState?: ((qubitCount: number) => QuantumState) | undefined;
  readonly parameters?: Readonly<Record<string, number>> | undefined;
  readonly noise?: NoiseModel | undefined;
  readonly signal?: AbortSignal | undefined;
  /** More ways than this are not followed: the circuit must then be sampled. */
  readonly maxBranchCount?: number | undefined;
}

/** Ways less likely than this are given up: a loop that ends with probability ½ a round would go on for ever. */
const NEGLIGIBLE = 1e-15;
const X: ComplexMatrix = { dimension: 2, re: new Float64Array([0, 1, 1, 0]), im: new Float64Array(4) };
const DEFAULT_MAX_BRANCH_COUNT = 65_536;
const MAX_STEP_COUNT = 5_000_000;

interface OpenBranch {
  probability: number;
  state: QuantumState;
  bits: Uint8Array;
  variables: Value[];
  position: number;
}

/**
 * Runs a circuit along every way its measurements can go, with the probability of each.
 * @throws RangeError for a circuit with more ways than `maxBranchCount`, or one whose loops do not end
 */
export function runExactly(circuit: Circuit, { createState, parameters, noise, signal, maxBranchCount = DEFAULT_MAX_BRANCH_COUNT }: RunExactlyOptions = {}): ExactRun {
  const { instructions, finalMeasurements, measures } = compileCircuit(circuit, { values: parameters, noise });
  const open: OpenBranch[] = [{ probability: 1, state: (createState ?? chooseState(instructions))(circuit.qubitCount), bits: new Uint8Array(circuit.bitCount), variables: initialVariables(circuit), position: 0 }];
  const branches: Branch[] = [];
  let lostProbability = 0;
  let stepCount = 0;
  for (let branch = open.pop(); branch; branch = open.pop()) {
    while (branch.position < instructions.length) {
      stepCount += 1;
      if (stepCount > MAX_STEP_COUNT) throw new RangeError('Cannot run this circuit to its end: a loop in it does not end');
      if ((stepCount & 15) === 0) throwIfAborted(signal);
      for (const other of step(branch, instructions[branch.position], noise)) {
        if (other.probability < NEGLIGIBLE) lostProbability += other.probability;
        else open.push(other);
      }
      if (open.length + branches.length > maxBranchCount) throw new RangeError(`Cannot follow every way of this circuit: there are more than ${maxBranchCount}. Sample it instead, with shots.`);
      if (branch.probability < NEGLIGIBLE) break;
    }
    if (branch.probability < NEGLIGIBLE) lostProbability += branch.probability;
    else branches.push({ probability: branch.probability, state: branch.state, bits: branch.bits });
  }
  return { circuit, branches, finalMeasurements, measures, noise, lostProbability };
}

const NO_OTHER_WAY: readonly OpenBranch[] = [];

/** Does one step. Where a measurement can go several ways, the branch goes on with one and the others are returned. */
function step(branch: OpenBranch, instruction: Instruction, noise: NoiseModel | undefined): readonly OpenBranch[] {
  const environment = { bits: branch.bits, variables: branch.variables };
  branch.position += 1;
  switch (instruction.type) {
    case 'gate':
      branch.state.apply(instruction.gate);
      return NO_OTHER_WAY;
    case 'late-gate':
      branch.state.apply(appliedGate(instruction.operation, environment));
      return NO_OTHER_WAY;
    case 'set-bit':
      branch.bits[instruction.bit] = isTrue(evaluate(instruction.value, environment)) ? 1 : 0;
      return NO_OTHER_WAY;
    case 'set-variable':
      branch.variables[instruction.variable] = evaluate(instruction.value, environment);
      return NO_OTHER_WAY;
    case 'jump':
      branch.position = instruction.target;
      return NO_OTHER_WAY;
    case 'jump-unless':
      if (!isTrue(evaluate(instruction.condition, environment))) branch.position = instruction.target;
      return NO_OTHER_WAY;
    case 'channel':
      if (!branch.state.applyChannel) throw new RangeError('Cannot let noise act on this kind of state: it takes a density matrix');
      branch.state.applyChannel(instruction.placed);
      return NO_OTHER_WAY;
    case 'measure': {
      const { qubit, bit } = instruction;
      const ways = split(branch, qubit);
      if (bit === undefined) return ways.slice(1).map(({ way }) => way);
      for (const { way, value } of ways) way.bits[bit] = value;
      const error = noise && readoutErrorOf(qubit, noise);
      const misread = error ? ways.flatMap(({ way, value }) => misreadWay(way, bit, value === 0 ? error.oneGivenZero : error.zeroGivenOne)) : [];
      return [...ways.slice(1).map(({ way }) => way), ...misread];
    }
    case 'reset': {
      if (branch.state.reset) {
        branch.state.reset(instruction.qubit);
        return NO_OTHER_WAY;
      }
      const ways = split(branch, instruction.qubit);
      for (const { way, value } of ways) if (value === 1) way.state.apply(flip(instruction.qubit));
      return ways.slice(1).map(({ way }) => way);
    }
  }
}

/** Rounding leaves a certain outcome a little short of 1. */
const CERTAIN = 1e-14;

/** Measures a qubit: the branch itself goes on with one value, and a copy with the other where that can be. */
function split(branch: OpenBranch, qubit: number): { way: OpenBranch; value: 0 | 1 }[] {
  const one = Math.min(1, Math.max(0, branch.state.probabilityOfOne(qubit)));
  if (one < CERTAIN || one > 1 - CERTAIN) {
    const value = one > 0.5 ? 1 : 0;
    branch.state.collapse(qubit, value);
    return [{ way: branch, value }];
  }
  const other: OpenBranch = { ...copyOf(branch), probability: branch.probability * one };
  other.state.collapse(qubit, 1);
  branch.probability *= 1 - one;
  branch.state.collapse(qubit, 0);
  return [{ way: branch, value: 0 }, { way: other, value: 1 }];
}

/** The way in which the bit says the other value, taken off the branch. */
function misreadWay(branch: OpenBranch, bit: number, errorProbability: number): OpenBranch[] {
  if (errorProbability === 0) return [];
  const other: OpenBranch = { ...copyOf(branch), probability: branch.probability * errorProbability };
  other.bits[bit] ^= 1;
  branch.probability *= 1 - errorProbability;
  return [other];
}

function copyOf(branch: OpenBranch): OpenBranch {
  return { probability: branch.probability, state: branch.state.clone(), bits: branch.bits.slice(), variables: [...branch.variables], position: branch.position };
}

function flip(qubit: number): AppliedGate {
  return { controls: [], targets: [qubit], matrix: X };
}
