import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { centredGram } from '../../kernels/index.ts';

/** Orthogonal directions of a set of channels, by falling variance. */
export interface PrincipalComponents {
  /** [channelCount] */
  readonly means: Float64Array;
  /** Falling; about the mean, divided by one less than the samples. */
  readonly variances: Float64Array;
  /** One unit vector a component, [channelCount]. */
  readonly directions: readonly Float64Array[];
}

/** @param samples One array a channel, no NaN, at least two samples. */
export function principalComponents(samples: readonly Float64Array[]): PrincipalComponents {
  const channelCount = samples.length;
  const sampleCount = samples[0].length;
  const means = Float64Array.from(samples, meanOf);
  const covariance = centredGram(samples, means).map((sum) => sum / (sampleCount - 1));
  const { realEigenvalues: values, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(Matrix.from1DArray(channelCount, channelCount, covariance), { assumeSymmetric: true });
  const order = values.map((_, index) => index).toSorted((a, b) => values[b] - values[a]);
  return { means, variances: Float64Array.from(order, (index) => Math.max(0, values[index])), directions: order.map((index) => Float64Array.from(vectors.getColumn(index))) };
}

function meanOf(channel: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < channel.length; index += 1) sum += channel[index];
  return sum / channel.length;
}

/**
 * How many components it takes to explain this part of the variance, counted as MNE counts: the first that goes beyond it.
 * @throws RangeError unless 0 < ratio ≤ 1
 */
export function componentCountFor(variances: Float64Array, ratio: number): number {
  if (!(ratio > 0 && ratio <= 1)) throw new RangeError(`Cannot explain ${ratio} of the variance: it must be above 0 and at most 1`);
  const total = variances.reduce((sum, variance) => sum + variance, 0);
  let explained = 0;
  let count = 0;
  for (const variance of variances) {
    explained += variance;
    if (explained / total > ratio) break;
    count += 1;
  }
  return Math.min(count + 1, variances.length);
}
