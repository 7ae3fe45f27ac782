import { amplitudeChart, blochSpheres, circuitSvg, densityMatrixMap, outcomeHistogram } from '@iza/core/charts';
import { isAbort } from '@iza/core/foundation';
import { blochVectorsOf, densityOfRun, layOutCircuit, outcomesOf, readQasm, runExactly, sampleCircuit, type Circuit, type ExactRun, type NoiseModel, type QasmProblem } from '@iza/core/quantum';

export interface ProgramOptions {
  readonly shotCount: number;
  readonly seed: string;
  /** Depolarising after every gate, 0 to 1. */
  readonly gateErrorRatio: number;
  /** How often a measurement says the other value, 0 to 1. */
  readonly readoutErrorRatio: number;
  readonly widthPx: number;
  readonly signal: AbortSignal;
}

export interface DrawnView {
  readonly id: 'circuit' | 'outcomes' | 'bloch' | 'amplitudes' | 'density';
  readonly title: string;
  readonly svg: string;
}

export type ProgramResult =
  | { readonly type: 'problems'; readonly problems: readonly QasmProblem[] }
  /** What could be drawn, and why the rest could not. */
  | { readonly type: 'views'; readonly views: readonly DrawnView[]; readonly summary: string; readonly refusal?: string | undefined };

/** A page computes where the person waits: more is the work of the terminal. */
const MAX_QUBIT_COUNT = 16;
const MAX_BLOCH_QUBIT_COUNT = 8;
const MAX_AMPLITUDE_QUBIT_COUNT = 6;
const MAX_DENSITY_QUBIT_COUNT = 4;
const MAX_BRANCH_COUNT = 256;
/** A density matrix of more qubits takes longer than a keystroke may. */
const MAX_NOISY_STATE_QUBIT_COUNT = 6;

/** Reads, runs and draws a program. */
export function runProgram(source: string, options: ProgramOptions): ProgramResult {
  const reading = readQasm(source);
  if (reading.type === 'problems') return { type: 'problems', problems: reading.problems };
  const { circuit } = reading;
  const { qubitCount } = circuit;
  const views: DrawnView[] = [];
  const told = `${qubitCount} qubit${qubitCount === 1 ? '' : 's'}, ${circuit.operations.length} operation${circuit.operations.length === 1 ? '' : 's'}.`;
  try {
    views.push({ id: 'circuit', title: 'Circuit', svg: circuitSvg(layOutCircuit(circuit, 'Circuit'), { theme: 'auto', maxWidthPx: options.widthPx }) });
    if (qubitCount > MAX_QUBIT_COUNT) throw new RangeError(`This page runs up to ${MAX_QUBIT_COUNT} qubits. Run this circuit of ${qubitCount} in a terminal: iza circuits run.`);
    if (qubitCount === 0) throw new RangeError('Declare qubits to run something: qubit[2] q;');
    const { views: drawn, summary } = runCircuit(circuit, options);
    return { type: 'views', views: [...views, ...drawn], summary: `${told} ${summary}` };
  } catch (error) {
    return { type: 'views', views, summary: told, refusal: refusalOf(error) };
  }
}

function runCircuit(circuit: Circuit, { shotCount, seed, gateErrorRatio, readoutErrorRatio, widthPx, signal }: ProgramOptions): { views: DrawnView[]; summary: string } {
  const noise = noiseOf(gateErrorRatio, readoutErrorRatio);
  const { qubitCount } = circuit;
  const counts = sampleCircuit(circuit, shotCount, { seed, noise, signal });
  const ideal = exactRunOf(circuit, undefined, signal);
  const expected = new Map(ideal ? outcomesOf(ideal) : []);
  const keys = new Set([...counts.keys(), ...expected.keys()]);
  const outcomes = [...keys].map((key) => ({ key, value: counts.get(key) ?? 0, expected: ideal && shotCount * (expected.get(key) ?? 0) }));
  const shotsText = `${shotCount} shot${shotCount === 1 ? '' : 's'}`;
  const shared = { theme: 'auto', widthPx } as const;
  // As many bars as have room for their keys.
  const maxBarCount = Math.max(8, Math.min(32, Math.floor(widthPx / 20)));
  const views: DrawnView[] = [{ id: 'outcomes', title: 'Outcomes', svg: outcomeHistogram({ ...shared, title: `Outcomes of ${shotsText}`, valueLabel: 'Shots', expectedLabel: noise ? 'exact, without noise' : 'exact', outcomes, maxBarCount }) }];

  const run = noise && qubitCount > MAX_NOISY_STATE_QUBIT_COUNT ? undefined : noise ? exactRunOf(circuit, noise, signal) : ideal;
  if (run && qubitCount <= MAX_BLOCH_QUBIT_COUNT) {
    const labels = circuit.qubitRegisters.flatMap(({ name, size }) => Array.from({ length: size }, (_, index) => (size === 1 ? name : `${name}[${index}]`)));
    views.push({ id: 'bloch', title: 'Bloch spheres', svg: blochSpheres({ ...shared, title: 'Each qubit alone', vectors: blochVectorsOf(run).map((vector, qubit) => ({ label: labels[qubit] ?? `${qubit}`, ...vector })) }) });
  }
  if (run && gateErrorRatio === 0 && run.branches.length === 1 && qubitCount <= MAX_AMPLITUDE_QUBIT_COUNT) {
    views.push({ id: 'amplitudes', title: 'Amplitudes', svg: amplitudeChart({ ...shared, title: 'Amplitudes', maxBarCount, ...run.branches[0].state.amplitudes() }) });
  }
  if (run && qubitCount <= MAX_DENSITY_QUBIT_COUNT) views.push({ id: 'density', title: 'Density matrix', svg: densityMatrixMap({ ...shared, title: 'Density matrix', ...densityOfRun(run) }) });
  const [mostKey, mostCount] = [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most));
  return { views, summary: `${shotsText}: ${counts.size} outcome${counts.size === 1 ? '' : 's'}, most often ${mostKey} (${mostCount}).` };
}

/** `undefined` for a circuit that goes too many ways to follow. */
function exactRunOf(circuit: Circuit, noise: NoiseModel | undefined, signal: AbortSignal): ExactRun | undefined {
  try {
    return runExactly(circuit, { noise, signal, maxBranchCount: MAX_BRANCH_COUNT });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function noiseOf(gateErrorRatio: number, readoutErrorRatio: number): NoiseModel | undefined {
  if (gateErrorRatio === 0 && readoutErrorRatio === 0) return undefined;
  return {
    version: 'iza.noise/1',
    gates: gateErrorRatio > 0 ? [{ channels: [{ type: 'depolarising', probability: gateErrorRatio }], on: 'each' }] : [],
    readout: readoutErrorRatio > 0 ? [{ oneGivenZero: readoutErrorRatio, zeroGivenOne: readoutErrorRatio }] : [],
  };
}

function refusalOf(error: unknown): string {
  if (isAbort(error)) return 'This takes longer than a page should. Take fewer shots, or run it in a terminal: iza circuits sample.';
  if (error instanceof RangeError) return error.message;
  throw error;
}
