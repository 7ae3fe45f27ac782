import { classNamesOf } from './class-names.ts';
import { generalisedEigen } from './generalised-eigen.ts';
import type { Trial } from './trial.ts';

/** Common spatial patterns of two classes: directions in which their variances differ most. */
export interface Csp {
  readonly classNames: readonly [string, string];
  /** How many of the filters the features use. */
  readonly componentCount: number;
  /** Part of the variance along each filter that the first class has, 0 to 1; ordered by distance from a half. */
  readonly eigenvalues: Float64Array;
  /** One weight a channel each, ordered as the eigenvalues; sign arbitrary. */
  readonly filters: readonly Float64Array[];
  /** How a source of each filter would show on the channels: what to draw as a topography, never the filters. */
  readonly patterns: readonly Float64Array[];
}

/**
 * Fits CSP as `mne.decoding.CSP(n_components=componentCount, reg=None)` does: one covariance a class from its concatenated epochs.
 * @throws RangeError unless there are two classes, as many labels as trials, and equal channels
 * @see Koles (1991); Blankertz et al. (2008), Optimizing spatial filters for robust EEG single-trial analysis
 */
export function fitCsp(trials: readonly Trial[], labels: readonly string[], { componentCount = 4 }: { readonly componentCount?: number | undefined } = {}): Csp {
  const classNames = classNamesOf(labels);
  if (labels.length !== trials.length) throw new RangeError(`Cannot fit CSP on ${trials.length} trials with ${labels.length} labels`);
  if (classNames.length !== 2) throw new RangeError(`Cannot fit CSP on ${classNames.length} classes (${classNames.join(', ')}): it separates two`);
  const { channelCount } = trials[0];
  if (trials.some((trial) => trial.channelCount !== channelCount)) throw new RangeError('Cannot fit CSP on trials of different channel counts');
  if (!(Number.isInteger(componentCount) && componentCount >= 1 && componentCount <= channelCount)) {
    throw new RangeError(`Cannot take ${componentCount} components of ${channelCount} channels`);
  }

  const [first, second] = classNames.map((className) => covarianceOf(trials.filter((_, index) => labels[index] === className)));
  const total = first.map((value, index) => value + second[index]);
  const { values, vectors } = generalisedEigen(first, total, channelCount);
  const order = [...values.keys()].toSorted((a, b) => Math.abs(values[b] - 0.5) - Math.abs(values[a] - 0.5));
  const filters = order.map((index) => vectors[index]);
  return {
    classNames: [classNames[0], classNames[1]],
    componentCount: Math.min(componentCount, filters.length),
    eigenvalues: Float64Array.from(order, (index) => values[index]),
    filters,
    // Filters are orthonormal under the total covariance, which makes it their inverse.
    patterns: filters.map((filter) => multiply(total, filter)),
  };
}

/** Log of the mean power along each of the first filters: [componentCount]. @throws RangeError for other channels than were fitted */
export function cspFeatures({ filters, componentCount }: Csp, { channelCount, sampleCount, scatter }: Trial): Float64Array {
  if (filters[0].length !== channelCount) throw new RangeError(`Cannot apply CSP of ${filters[0].length} channels to a trial of ${channelCount}`);
  return Float64Array.from({ length: componentCount }, (_, component) => {
    const filter = filters[component];
    const spread = multiply(scatter, filter);
    return Math.log(filter.reduce((sum, weight, channel) => sum + weight * spread[channel], 0) / sampleCount);
  });
}

function covarianceOf(trials: readonly Trial[]): Float64Array {
  const sum = new Float64Array(trials[0].scatter.length);
  let sampleCount = 0;
  for (const trial of trials) {
    sampleCount += trial.sampleCount;
    for (let index = 0; index < sum.length; index += 1) sum[index] += trial.scatter[index];
  }
  // One less than the samples, as MNE: with classes of different size it shifts the eigenvalues.
  return sum.map((value) => value / (sampleCount - 1));
}

function multiply(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  const product = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    let sum = 0;
    for (let column = 0; column < size; column += 1) sum += matrix[row * size + column] * vector[column];
    product[row] = sum;
  }
  return product;
}
