import { throwIfAborted, createSeededRandom, type SeededRandom } from '../../foundation/index.ts';
import type { Circuit } from '../circuit/index.ts';
import type { NoiseModel } from '../noise/index.ts';
import { outcomesOf, runExactly, sampleCircuit } from '../run/index.ts';
import { mirrorCircuit, type MirrorCircuit, type MirrorKind } from './mirror-circuit.ts';
import { effectivePolarisation, entanglementInfidelity, hammingDistances } from './polarisation.ts';

export interface MirrorOptions {
  readonly noise?: NoiseModel | undefined;
  /** Random circuits of each kind. */
  readonly circuitCount: number;
  /** Shots a circuit; 0 reads the exact probabilities. */
  readonly shotCount: number;
  readonly seed: number | string;
  readonly signal?: AbortSignal | undefined;
}

/** A mean with its standard error, by bootstrap over the circuits. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

export interface MirrorEstimate {
  /** Of the mirrors of the bare circuit: how often the one right outcome was seen. */
  readonly successProbability: Estimate;
  readonly polarisation: Estimate;
  /** What the circuit itself does wrong, preparation and measurement taken out; `undefined` where the reference has no signal left. */
  readonly entanglementInfidelity: Estimate | undefined;
  readonly circuitCount: number;
}

const BOOTSTRAP_COUNT = 1000;

interface Scores {
  readonly successes: readonly number[];
  readonly polarisations: readonly number[];
}

/**
 * Mirror circuit fidelity estimation: p = E[S(M1)] / √(E[S(M2)] · E[S(M3)]), Fₑ = 1 − (4ⁿ − 1)/4ⁿ · (1 − p), in [0, 1].
 * @see Proctor et al. (2022), arXiv:2204.07568
 * @throws RangeError for circuits that cannot be mirrored or run
 */
export function estimateFidelity(circuit: Circuit, options: MirrorOptions): MirrorEstimate {
  const random = createSeededRandom(options.seed);
  const [bare, compiled, reference] = (['bare', 'compiled', 'reference'] as const).map((kind) => scoresOf(circuit, kind, random.fork(kind), options));
  const polarisation = (m1: readonly number[], m2: readonly number[], m3: readonly number[]): number | undefined => {
    const root = Math.sqrt(mean(m2) * mean(m3));
    return mean(m2) > 0 && mean(m3) > 0 ? mean(m1) / root : undefined;
  };
  const infidelityOf = (p: number): number => Math.min(1, Math.max(0, entanglementInfidelity(p, circuit.qubitCount)));
  const p = polarisation(bare.polarisations, compiled.polarisations, reference.polarisations);
  const resampled = random.fork('bootstrap');
  const spread = Array.from({ length: BOOTSTRAP_COUNT }, () => polarisation(resample(bare.polarisations, resampled), resample(compiled.polarisations, resampled), resample(reference.polarisations, resampled))).filter((value) => value !== undefined);
  return {
    successProbability: estimateOf(bare.successes, resampled),
    polarisation: estimateOf(bare.polarisations, resampled),
    entanglementInfidelity: p === undefined ? undefined : { value: infidelityOf(p), standardError: deviation(spread.map(infidelityOf)) },
    circuitCount: options.circuitCount,
  };
}

/** Runs a mirror: what part of the outcomes is right, and how polarised they are. */
export function scoreMirror({ circuit, target }: MirrorCircuit, { noise, shotCount, seed, signal }: Pick<MirrorOptions, 'noise' | 'shotCount' | 'seed' | 'signal'>): { success: number; polarisation: number } {
  const outcomes = shotCount === 0 ? outcomesOf(runExactly(circuit, { noise, signal })) : sampleCircuit(circuit, shotCount, { seed, noise, signal });
  const byDistance = hammingDistances(outcomes, target);
  return { success: byDistance[0], polarisation: effectivePolarisation(byDistance) };
}

function scoresOf(circuit: Circuit, kind: MirrorKind, random: SeededRandom, { circuitCount, signal, ...options }: MirrorOptions): Scores {
  if (!(Number.isInteger(circuitCount) && circuitCount >= 1)) throw new RangeError(`Cannot mirror with ${circuitCount} circuits: the count is a whole number from 1 on`);
  const scores = Array.from({ length: circuitCount }, (_, index) => {
    throwIfAborted(signal);
    return scoreMirror(mirrorCircuit(circuit, kind, random), { ...options, seed: `${options.seed}/${kind}/${index}`, signal });
  });
  return { successes: scores.map(({ success }) => success), polarisations: scores.map(({ polarisation }) => polarisation) };
}

export function estimateOf(values: readonly number[], random: SeededRandom): Estimate {
  return { value: mean(values), standardError: deviation(Array.from({ length: BOOTSTRAP_COUNT }, () => mean(resample(values, random)))) };
}

function resample(values: readonly number[], random: SeededRandom): number[] {
  return values.map(() => values[random.integerBelow(values.length)]);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}
