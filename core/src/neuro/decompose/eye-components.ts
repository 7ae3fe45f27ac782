import { designFir, filterFir } from '../dsp/index.ts';
import { icaSources, type Ica } from './ica.ts';

export interface EyeComponents {
  /** Correlation of each component with the eye channel between 1 and 10 Hz, -1 to 1. */
  readonly scores: Float64Array;
  /** Components whose score stands out, the strongest first: candidates to remove. */
  readonly suggested: readonly number[];
}

export interface EyeOptions {
  readonly samplingRateHz: number;
  /** Deviations from the other components' scores; MNE's default 3. */
  readonly threshold?: number | undefined;
}

const BAND = { lowHz: 1, highHz: 10 };
/** Outliers are sought again without those already found, as MNE does, at most this often. */
const ROUNDS = 2;
/** With few components nothing can stand out by deviations; a correlation this high is the eye all the same. */
const CERTAIN_SCORE = 0.9;

/**
 * Which components are blinks and eye movements: those that go with an eye channel, or with the forehead (Fp1) where there is none.
 * @param samples The channels that ICA was fitted on. @param eyeSamples The eye or forehead channel, [sampleCount].
 * @see mne.preprocessing.ICA.find_bads_eog(measure='zscore')
 */
export function findEyeComponents(ica: Ica, samples: readonly Float64Array[], eyeSamples: Float64Array, { samplingRateHz, threshold = 3 }: EyeOptions): EyeComponents {
  const taps = designFir({ samplingRateHz, ...BAND });
  const [eye, ...sources] = filterFir([eyeSamples, ...icaSources(ica, samples)], taps);
  const scores = Float64Array.from(sources, (source) => correlation(source, eye));
  const outliers = outliersOf(scores, threshold);
  const suggested = [...scores.keys()].filter((component) => outliers.has(component) || Math.abs(scores[component]) > CERTAIN_SCORE);
  return { scores, suggested: suggested.toSorted((a, b) => Math.abs(scores[b]) - Math.abs(scores[a])) };
}

function outliersOf(scores: Float64Array, threshold: number): Set<number> {
  const found = new Set<number>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const rest = scores.filter((_, component) => !found.has(component));
    const mean = rest.reduce((sum, score) => sum + score, 0) / rest.length;
    const deviation = Math.sqrt(rest.reduce((sum, score) => sum + (score - mean) ** 2, 0) / rest.length);
    const before = found.size;
    for (const [component, score] of scores.entries()) if (!found.has(component) && Math.abs(score - mean) > threshold * deviation) found.add(component);
    if (found.size === before) break;
  }
  return found;
}

/** Pearson's, over the samples where both have a value; 0 where one does not change. */
function correlation(a: Float64Array, b: Float64Array): number {
  let count = 0;
  let [sumA, sumB] = [0, 0];
  for (let index = 0; index < a.length; index += 1) {
    if (Number.isNaN(a[index]) || Number.isNaN(b[index])) continue;
    count += 1;
    sumA += a[index];
    sumB += b[index];
  }
  const [meanA, meanB] = [sumA / count, sumB / count];
  let [together, spreadA, spreadB] = [0, 0, 0];
  for (let index = 0; index < a.length; index += 1) {
    if (Number.isNaN(a[index]) || Number.isNaN(b[index])) continue;
    together += (a[index] - meanA) * (b[index] - meanB);
    spreadA += (a[index] - meanA) ** 2;
    spreadB += (b[index] - meanB) ** 2;
  }
  return spreadA > 0 && spreadB > 0 ? together / Math.sqrt(spreadA * spreadB) : 0;
}
