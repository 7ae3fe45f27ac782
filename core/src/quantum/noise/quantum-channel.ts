import { adjointMatrix, complexMatrix, identityMatrix, multiplyMatrices, type ComplexMatrix } from '../circuit/index.ts';

/** What happens to qubits that are not left alone: ρ → Σ K ρ K†. */
export interface QuantumChannel {
  readonly qubitCount: number;
  /** `qubits[0]` of where it acts is the least significant bit of a row's number. */
  readonly kraus: readonly ComplexMatrix[];
}

const TRACE_TOLERANCE = 1e-9;

/** @throws RangeError unless Σ K†K = 1: anything else would make or lose probability */
export function channelOfKraus(kraus: readonly ComplexMatrix[], what: string): QuantumChannel {
  const dimension = kraus[0]?.dimension ?? 0;
  const qubitCount = Math.log2(dimension);
  if (!Number.isInteger(qubitCount) || dimension < 2 || kraus.some((operator) => operator.dimension !== dimension)) throw new RangeError(`Cannot use ${what}: its Kraus operators must be matrices of 2, 4, 8 … rows, all alike`);
  let error = 0;
  const total = identityMatrix(dimension);
  for (const operator of kraus) {
    const product = multiplyMatrices(adjointMatrix(operator), operator);
    for (let index = 0; index < total.re.length; index += 1) {
      total.re[index] -= product.re[index];
      total.im[index] -= product.im[index];
    }
  }
  // Math.max keeps a NaN.
  for (let index = 0; index < total.re.length; index += 1) error = Math.max(error, Math.hypot(total.re[index], total.im[index]));
  if (!(error < TRACE_TOLERANCE)) throw new RangeError(`Cannot use ${what}: it does not preserve the trace (Σ K†K is off by ${error.toPrecision(2)})`);
  return { qubitCount, kraus };
}

function checkProbability(probability: number, what: string, maximum = 1): void {
  if (!(probability >= 0 && probability <= maximum)) throw new RangeError(`Cannot use ${what} of ${probability}: it lies from 0 to ${maximum}`);
}

const scaledBy = ({ dimension, re, im }: ComplexMatrix, factor: number): ComplexMatrix => ({ dimension, re: re.map((value) => value * factor), im: im.map((value) => value * factor) });
const PAULIS = { I: complexMatrix([[1, 0], [0, 1]]), X: complexMatrix([[0, 1], [1, 0]]), Y: complexMatrix([[0, [0, -1]], [[0, 1], 0]]), Z: complexMatrix([[1, 0], [0, -1]]) } as const;

/** The operator of a Pauli string whose rightmost letter acts on `qubits[0]`, as Qiskit writes them. @throws RangeError for other letters */
export function pauliOperator(letters: string): ComplexMatrix {
  if (!/^[IXYZ]+$/.test(letters)) throw new RangeError(`Cannot read the Pauli string "${letters}": it is made of I, X, Y and Z`);
  return [...letters].map((letter) => PAULIS[letter as keyof typeof PAULIS]).reduce((left, right) => tensor(left, right));
}

/** left ⊗ right: the right one acts on the less significant qubits. */
function tensor(left: ComplexMatrix, right: ComplexMatrix): ComplexMatrix {
  const dimension = left.dimension * right.dimension;
  const re = new Float64Array(dimension * dimension);
  const im = new Float64Array(dimension * dimension);
  for (let row = 0; row < dimension; row += 1) {
    for (let column = 0; column < dimension; column += 1) {
      const l = Math.floor(row / right.dimension) * left.dimension + Math.floor(column / right.dimension);
      const r = (row % right.dimension) * right.dimension + (column % right.dimension);
      re[row * dimension + column] = left.re[l] * right.re[r] - left.im[l] * right.im[r];
      im[row * dimension + column] = left.re[l] * right.im[r] + left.im[l] * right.re[r];
    }
  }
  return { dimension, re, im };
}

/** Each Pauli string happens with its probability; nothing happens with what is left. */
export function pauliChannel(probabilities: Readonly<Record<string, number>>): QuantumChannel {
  const strings = Object.entries(probabilities);
  const [first] = strings;
  if (!first) throw new RangeError('Cannot use a Pauli channel without any Pauli string');
  const sum = strings.reduce((total, [letters, probability]) => {
    checkProbability(probability, `the probability of ${letters}`);
    if (letters.length !== first[0].length) throw new RangeError(`Cannot mix Pauli strings of different lengths: ${first[0]} and ${letters}`);
    return total + probability;
  }, 0);
  checkProbability(sum, 'Pauli probabilities that sum', 1 + 1e-12);
  const identity = 'I'.repeat(first[0].length);
  const all = { ...probabilities, [identity]: (probabilities[identity] ?? 0) + Math.max(0, 1 - sum) };
  return channelOfKraus(Object.entries(all).filter(([, probability]) => probability > 0).map(([letters, probability]) => scaledBy(pauliOperator(letters), Math.sqrt(probability))), 'a Pauli channel');
}

/** ρ → (1 − p) ρ + p · 1/2^k, as Qiskit's `depolarizing_error`. p may reach 4^k/(4^k − 1). */
export function depolarisingChannel(probability: number, qubitCount: number): QuantumChannel {
  const count = 4 ** qubitCount;
  checkProbability(probability, 'a depolarising probability', count / (count - 1));
  const strings = pauliStrings(qubitCount);
  const weights = strings.map((letters) => (/^I+$/.test(letters) ? 1 - (probability * (count - 1)) / count : probability / count));
  return channelOfKraus(strings.flatMap((letters, index) => (weights[index] > 0 ? [scaledBy(pauliOperator(letters), Math.sqrt(weights[index]))] : [])), 'a depolarising channel');
}

function pauliStrings(qubitCount: number): string[] {
  return qubitCount === 0 ? [''] : pauliStrings(qubitCount - 1).flatMap((rest) => ['I', 'X', 'Y', 'Z'].map((letter) => rest + letter));
}

/** |1⟩ falls to |0⟩ with probability gamma. */
export function amplitudeDampingChannel(gamma: number): QuantumChannel {
  checkProbability(gamma, 'an amplitude damping');
  return channelOfKraus([complexMatrix([[1, 0], [0, Math.sqrt(1 - gamma)]]), complexMatrix([[0, Math.sqrt(gamma)], [0, 0]])], 'amplitude damping');
}

/** Coherences shrink by √(1 − lambda). */
export function phaseDampingChannel(lambda: number): QuantumChannel {
  checkProbability(lambda, 'a phase damping');
  return channelOfKraus([complexMatrix([[1, 0], [0, Math.sqrt(1 - lambda)]]), complexMatrix([[0, 0], [0, Math.sqrt(lambda)]])], 'phase damping');
}

export interface ThermalRelaxation {
  readonly t1Seconds: number;
  /** At most 2 · T1. */
  readonly t2Seconds: number;
  readonly durationSeconds: number;
  /** The part of |1⟩ at rest; 0 for a cold qubit. */
  readonly excitedRatio?: number | undefined;
}

/** Decay to the resting state within T1, and of coherences within T2, for as long as a gate lasts. */
export function thermalRelaxationChannel({ t1Seconds, t2Seconds, durationSeconds, excitedRatio = 0 }: ThermalRelaxation): QuantumChannel {
  if (!(t1Seconds > 0 && t2Seconds > 0 && durationSeconds >= 0)) throw new RangeError(`Cannot relax with T1 ${t1Seconds} s, T2 ${t2Seconds} s for ${durationSeconds} s: times are positive`);
  if (t2Seconds > 2 * t1Seconds * (1 + 1e-12)) throw new RangeError(`Cannot relax with T2 ${t2Seconds} s: it is at most twice T1, ${2 * t1Seconds} s`);
  checkProbability(excitedRatio, 'an excited ratio');
  const decay = 1 - Math.exp(-durationSeconds / t1Seconds);
  // Amplitude damping alone keeps √(1 − decay) of a coherence; what is missing to T2 is phase damping.
  const lambda = Math.max(0, -Math.expm1(durationSeconds / t1Seconds - (2 * durationSeconds) / t2Seconds));
  const keep = Math.sqrt(1 - decay);
  const fall = [complexMatrix([[1, 0], [0, keep]]), complexMatrix([[0, Math.sqrt(decay)], [0, 0]])].map((operator) => scaledBy(operator, Math.sqrt(1 - excitedRatio)));
  const rise = [complexMatrix([[keep, 0], [0, 1]]), complexMatrix([[0, 0], [Math.sqrt(decay), 0]])].map((operator) => scaledBy(operator, Math.sqrt(excitedRatio)));
  const damping = excitedRatio === 0 ? fall : [...fall, ...rise];
  const dephasing = phaseDampingChannel(lambda).kraus;
  return channelOfKraus(damping.flatMap((first) => dephasing.map((second) => multiplyMatrices(second, first))), 'thermal relaxation');
}
