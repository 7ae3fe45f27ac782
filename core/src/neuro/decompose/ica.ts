import { fastIca } from './fast-ica.ts';
import { componentCountFor, principalComponents } from './principal-components.ts';

/** Independent components of a recording: where each source shows on the head, and how to hear it. */
export interface Ica {
  readonly componentCount: number;
  /** [channelCount]: subtracted before unmixing. */
  readonly means: Float64Array;
  /** One array a component, [channelCount]: source = unmixing · (x - means), variance 1 on what was fitted. */
  readonly unmixing: readonly Float64Array[];
  /** One array a component, [channelCount]: what one unit of the source adds to each channel, µV. What to draw as a topography. Its strongest channel is positive. */
  readonly maps: readonly Float64Array[];
  /** Part of the variance of all channels that each component explains; falling. */
  readonly explainedRatios: Float64Array;
  readonly iterationCount: number;
  /** When false, run again with more iterations or fewer components; the strong components are usually right all the same. */
  readonly converged: boolean;
}

export interface IcaOptions {
  readonly seed: number | string;
  /** A whole number of components, or a part of the variance below 1 (0.99) to explain by principal components first. */
  readonly components: number;
  /** Default 1e-4, as scikit-learn. */
  readonly tolerance?: number | undefined;
  /** Default 1000, as MNE. */
  readonly maxIterations?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Below this part of the largest variance a principal component is rounding noise: whitening would blow it up. */
const RANK_TOLERANCE = 1e-10;

/**
 * Fits ICA as `mne.preprocessing.ICA(components, method='fastica')`: principal components, whitening, FastICA. High-pass at 1 Hz before: drifts are the strongest source otherwise.
 * @param samples One array a channel, all of one kind and unit; NaN (lost) samples are left out of the fit.
 * @throws RangeError for fewer than two channels, fewer good samples than channels, or more components than the data hold
 */
export function fitIca(samples: readonly Float64Array[], { seed, components, tolerance = 1e-4, maxIterations = 1000, signal }: IcaOptions): Ica {
  const good = withoutLost(samples);
  if (good.length < 2 || good[0].length <= good.length) throw new RangeError(`Cannot fit ICA on ${good.length} channels with ${good[0]?.length ?? 0} good samples: it takes two channels and more samples than channels`);
  const { means, variances, directions } = principalComponents(good);
  const rank = variances.filter((variance) => variance > variances[0] * RANK_TOLERANCE).length;
  const componentCount = components < 1 ? Math.min(rank, componentCountFor(variances, components)) : components;
  if (!(Number.isInteger(componentCount) && componentCount >= 1 && componentCount <= rank)) throw new RangeError(`Cannot find ${components} components: the data hold ${rank}`);

  const whitener = directions.slice(0, componentCount).map((direction, index) => direction.map((weight) => weight / Math.sqrt(variances[index])));
  const { unmixing, iterationCount, converged } = fastIca({ samples: good, means, projection: whitener }, { seed, tolerance, maxIterations, signal });

  const rows = Array.from({ length: componentCount }, (_, component) => unmixing.subarray(component * componentCount, (component + 1) * componentCount));
  // The unmixing of whitened data is orthogonal: its transpose mixes again.
  const sources = rows.map((weights) => {
    const map = combine(weights, directions, (index) => Math.sqrt(variances[index]));
    const sign = map.reduce((strongest, value) => (Math.abs(value) > Math.abs(strongest) ? value : strongest), 0) < 0 ? -1 : 1;
    return { map: map.map((value) => sign * value), filter: combine(weights, directions, (index) => sign / Math.sqrt(variances[index])), power: map.reduce((sum, value) => sum + value * value, 0) };
  });
  sources.sort((a, b) => b.power - a.power);
  const totalVariance = variances.reduce((sum, variance) => sum + variance, 0);
  return {
    componentCount,
    means,
    unmixing: sources.map(({ filter }) => filter),
    maps: sources.map(({ map }) => map),
    explainedRatios: Float64Array.from(sources, ({ power }) => power / totalVariance),
    iterationCount,
    converged,
  };
}

/** The sources over time: one array a component, [sampleCount]; NaN where a sample was lost. @throws RangeError for another number of channels */
export function icaSources({ unmixing, means }: Ica, samples: readonly Float64Array[]): Float64Array[] {
  checkChannels(means, samples);
  return applyRows(unmixing, samples, means);
}

/**
 * The channels without these components; all that ICA did not model stays as it was.
 * @param excluded Positions of components.
 * @throws RangeError for a component that is not there, or another number of channels
 */
export function removeComponents(ica: Ica, samples: readonly Float64Array[], excluded: readonly number[]): Float64Array[] {
  checkChannels(ica.means, samples);
  for (const component of excluded) if (!(Number.isInteger(component) && component >= 0 && component < ica.componentCount)) throw new RangeError(`Cannot remove component ${component}: there are ${ica.componentCount}, counted from 0`);
  const chosen = [...new Set(excluded)];
  const sources = applyRows(chosen.map((component) => ica.unmixing[component]), samples, ica.means);
  return samples.map((channel, position) => {
    const cleaned = channel.slice();
    for (const [index, component] of chosen.entries()) {
      const weight = ica.maps[component][position];
      const source = sources[index];
      for (let sample = 0; sample < cleaned.length; sample += 1) cleaned[sample] -= weight * source[sample];
    }
    return cleaned;
  });
}

function checkChannels(means: Float64Array, samples: readonly Float64Array[]): void {
  if (samples.length !== means.length) throw new RangeError(`Cannot apply ICA of ${means.length} channels to ${samples.length}`);
}

/** One array a row of weights: Σ weights·(x - means). */
function applyRows(rows: readonly Float64Array[], samples: readonly Float64Array[], means: Float64Array): Float64Array[] {
  const sampleCount = samples[0].length;
  return rows.map((weights) => {
    const out = new Float64Array(sampleCount).fill(-weights.reduce((sum, weight, channel) => sum + weight * means[channel], 0));
    let channel = 0;
    for (; channel + 3 < samples.length; channel += 4) {
      const [weight0, weight1, weight2, weight3] = weights.subarray(channel, channel + 4);
      const [first, second, third, fourth] = samples.slice(channel, channel + 4);
      for (let index = 0; index < sampleCount; index += 1) out[index] += weight0 * first[index] + weight1 * second[index] + (weight2 * third[index] + weight3 * fourth[index]);
    }
    for (; channel < samples.length; channel += 1) for (let index = 0; index < sampleCount; index += 1) out[index] += weights[channel] * samples[channel][index];
    return out;
  });
}

function combine(weights: Float64Array, directions: readonly Float64Array[], scaleOf: (index: number) => number): Float64Array {
  const sum = new Float64Array(directions[0].length);
  for (const [index, weight] of weights.entries()) for (let channel = 0; channel < sum.length; channel += 1) sum[channel] += weight * scaleOf(index) * directions[index][channel];
  return sum;
}

/** The samples at which every channel has a value; the arrays themselves when nothing was lost. */
function withoutLost(samples: readonly Float64Array[]): readonly Float64Array[] {
  const sampleCount = samples[0]?.length ?? 0;
  const lost = new Uint8Array(sampleCount);
  let lostCount = 0;
  for (const [position, channel] of samples.entries()) {
    if (channel.length !== sampleCount) throw new RangeError(`Cannot fit ICA: channel ${position} has ${channel.length} samples, channel 0 has ${sampleCount}`);
    for (let index = 0; index < sampleCount; index += 1) {
      if (!Number.isNaN(channel[index]) || lost[index] === 1) continue;
      lost[index] = 1;
      lostCount += 1;
    }
  }
  return lostCount === 0 ? samples : samples.map((channel) => channel.filter((_, index) => lost[index] === 0));
}
