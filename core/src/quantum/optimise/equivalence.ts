import { createSeededRandom, throwIfAborted, type SeededRandom } from '../../foundation/index.ts';
import { appliedGate, boundOperation, mapExpression, type Circuit, type Expression } from '../circuit/index.ts';
import { createStateVector, type StateVector } from '../simulators/index.ts';
import { circuitSize } from './circuit-size.ts';
import { withoutIdleQubits } from './relocate-circuit.ts';
import { runInStep, type Watcher } from './run-in-step.ts';

export interface EquivalenceOptions {
  /** `outputPermutation[k]` holds at the end of `b` what qubit k holds at the end of `a`; each in its place when absent. */
  readonly outputPermutation?: readonly number[] | undefined;
  /** Equal seeds try equal inputs, parameters and measured values. */
  readonly seed?: number | string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Twice as many qubits hold a circuit's whole matrix. */
const MAX_WHOLE_QUBIT_COUNT = 16;
const INPUT_COUNT = 4;
/** Two states of so many qubits are two gigabytes. */
const MAX_HELD_QUBIT_COUNT = 26;
/** Of a difference of states, its length. */
const TOLERANCE = 1e-7;

/**
 * Whether two circuits do the same up to a global phase. Qubits of `b` beyond those of `a` start and end at 0.
 * Up to eight qubits the whole matrix is compared: each qubit starts as one half of a Bell pair. Beyond, random product inputs
 * are. Open parameters get random values; what is measured is drawn, and both circuits are made to measure the same.
 * @throws RangeError beyond what a state vector holds
 */
export function areEquivalent(a: Circuit, b: Circuit, { outputPermutation = inPlace(a), seed = 'equivalence', signal }: EquivalenceOptions = {}): boolean {
  if (b.qubitCount < a.qubitCount || a.bitCount !== b.bitCount || a.parameterNames.join() !== b.parameterNames.join()) return false;
  if (outputPermutation.length !== a.qubitCount || new Set(outputPermutation).size !== a.qubitCount || !outputPermutation.every((qubit) => qubit >= 0 && qubit < b.qubitCount)) return false;
  const busy = withoutIdleQubits(b, [...inPlace(a), ...outputPermutation]);
  const permutation = outputPermutation.map((qubit) => busy.places[qubit]);
  const random = createSeededRandom(seed);
  const isWhole = a.qubitCount + busy.circuit.qubitCount <= MAX_WHOLE_QUBIT_COUNT;
  const drawsNothing = a.parameterNames.length === 0 && a.operations.every(({ type }) => type === 'gate' || type === 'matrix' || type === 'composite' || type === 'barrier' || type === 'delay');
  for (let input = 0; input < (isWhole && drawsNothing ? 1 : INPUT_COUNT); input += 1) {
    throwIfAborted(signal);
    if (!actAlike(a, busy.circuit, { permutation, isWhole, random: random.fork(String(input)), signal })) return false;
  }
  return true;
}

interface Trial {
  readonly permutation: readonly number[];
  readonly isWhole: boolean;
  readonly random: SeededRandom;
  readonly signal: AbortSignal | undefined;
}

function actAlike(a: Circuit, b: Circuit, { permutation, isWhole, random, signal }: Trial): boolean {
  const partnerCount = isWhole ? a.qubitCount : 0;
  const inA = createStateVector(a.qubitCount + partnerCount);
  const inB = createStateVector(b.qubitCount + partnerCount);
  for (let qubit = 0; qubit < a.qubitCount; qubit += 1) {
    if (isWhole) {
      entangle(inA, qubit, a.qubitCount + qubit);
      entangle(inB, qubit, b.qubitCount + qubit);
    } else {
      const gate = appliedGate({ type: 'gate', name: 'u', parameters: [Math.acos(1 - 2 * random.next()), 2 * Math.PI * random.next(), 2 * Math.PI * random.next()], controls: [], qubits: [qubit] });
      inA.apply(gate);
      inB.apply(gate);
    }
  }
  const values = Object.fromEntries(a.parameterNames.map((name) => [name, 2 * Math.PI * random.next()]));
  const seen: { value: 0 | 1; bit: number | undefined }[] = [];
  const drawing: Watcher = {
    measure(one, bit) {
      const value = random.next() < one ? 1 : 0;
      seen.push({ value, bit });
      return value;
    },
  };
  let next = 0;
  const repeating: Watcher = {
    measure(one, bit) {
      const wanted = seen.at(next);
      next += 1;
      if (!wanted || next > seen.length || wanted.bit !== bit || (wanted.value === 1 ? one : 1 - one) < TOLERANCE) return undefined;
      return wanted.value;
    },
  };
  const endA = runInStep(bound(a, values), inA, drawing, signal);
  const endB = runInStep(bound(b, values), inB, repeating, signal);
  if (!endA || !endB || next !== seen.length || endA.bits.join() !== endB.bits.join()) return false;
  const places = [...permutation, ...Array.from({ length: partnerCount }, (_, qubit) => b.qubitCount + qubit)];
  return distance(inA, inB, places) < TOLERANCE;
}

/**
 * How many amplitudes `areEquivalent` will touch, loops counted once: what a caller may look at before.
 * @returns Infinity beyond what a state vector holds
 */
export function equivalenceWork(a: Circuit, b: Circuit): number {
  const { qubitCount } = withoutIdleQubits(b, inPlace(a)).circuit;
  const heldCount = a.qubitCount + qubitCount <= MAX_WHOLE_QUBIT_COUNT ? a.qubitCount + qubitCount : qubitCount;
  return heldCount > MAX_HELD_QUBIT_COUNT ? Number.POSITIVE_INFINITY : INPUT_COUNT * 2 ** heldCount * (circuitSize(a).gateCount + circuitSize(b).gateCount);
}

function inPlace({ qubitCount }: Circuit): number[] {
  return Array.from({ length: qubitCount }, (_, qubit) => qubit);
}

function entangle(state: StateVector, qubit: number, partner: number): void {
  state.apply(appliedGate({ type: 'gate', name: 'h', parameters: [], controls: [], qubits: [qubit] }));
  state.apply(appliedGate({ type: 'gate', name: 'cx', parameters: [], controls: [], qubits: [qubit, partner] }));
}

function bound(circuit: Circuit, values: Readonly<Record<string, number>>): Circuit {
  if (circuit.parameterNames.length === 0) return circuit;
  const bind = (expression: Expression): Expression => mapExpression(expression, (leaf) => (leaf.type === 'symbol' ? (values[leaf.name] ?? leaf) : leaf));
  const bindAll = (operations: Circuit['operations']): Circuit['operations'] =>
    operations.map((operation) => {
      switch (operation.type) {
        case 'gate':
        case 'matrix':
        case 'composite':
          return boundOperation(operation, bind);
        case 'set-bit':
        case 'set-variable':
          return { ...operation, value: bind(operation.value) };
        case 'if':
          return { ...operation, condition: bind(operation.condition), body: bindAll(operation.body), otherwise: bindAll(operation.otherwise) };
        case 'while':
          return { ...operation, condition: bind(operation.condition), body: bindAll(operation.body) };
        default:
          return operation;
      }
    });
  return { ...circuit, parameterNames: [], operations: bindAll(circuit.operations) };
}

/** ‖a − b‖ once `b`'s qubits are in the order of `a`'s and its phase is turned to `a`'s. @param places Where `b` holds each qubit of `a`. */
function distance(a: StateVector, b: StateVector, places: readonly number[]): number {
  const left = a.amplitudes();
  const right = b.amplitudes();
  const indexInB = new Uint32Array(left.re.length);
  for (let index = 1; index < indexInB.length; index += 1) {
    const lowest = 31 - Math.clz32(index & -index);
    indexInB[index] = indexInB[index & (index - 1)] | (1 << places[lowest]);
  }
  let overlapRe = 0;
  let overlapIm = 0;
  for (let index = 0; index < indexInB.length; index += 1) {
    const other = indexInB[index];
    overlapRe += right.re[other] * left.re[index] + right.im[other] * left.im[index];
    overlapIm += right.re[other] * left.im[index] - right.im[other] * left.re[index];
  }
  const size = Math.hypot(overlapRe, overlapIm);
  if (size < 0.5) return 1;
  const [c, s] = [overlapRe / size, overlapIm / size];
  let sum = 0;
  for (let index = 0; index < indexInB.length; index += 1) {
    const other = indexInB[index];
    sum += (left.re[index] - c * right.re[other] + s * right.im[other]) ** 2 + (left.im[index] - c * right.im[other] - s * right.re[other]) ** 2;
  }
  return Math.sqrt(sum);
}
