import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Orthogonal directions of a set of channels, by falling variance. */
export interface PrincipalComponents {
  /** [channelCount] */
  readonly means: Float64Array;
  /** Falling; about the mean, divided by one less than the samples. */
  readonly variances: Float64Array;
  /** One unit vector a component, [channelCount]. */
  readonly directions: readonly Float64Array[];
}

/** Samples that are read together: a stretch of every channel fits in the cache. */
const STRETCH = 1024;

/** @param samples One array a channel, no NaN, at least two samples. */
export function principalComponents(samples: readonly Float64Array[]): PrincipalComponents {
  const channelCount = samples.length;
  const sampleCount = samples[0].length;
  const means = Float64Array.from(samples, (channel) => channel.reduce((sum, sample) => sum + sample, 0) / sampleCount);
  const covariance = new Float64Array(channelCount ** 2);
  const stretch = Array.from({ length: channelCount }, () => new Float64Array(STRETCH));
  for (let start = 0; start < sampleCount; start += STRETCH) {
    const length = Math.min(STRETCH, sampleCount - start);
    for (let channel = 0; channel < channelCount; channel += 1) {
      const centred = stretch[channel];
      for (let index = 0; index < length; index += 1) centred[index] = samples[channel][start + index] - means[channel];
      centred.fill(0, length);
    }
    for (let row = 0; row < channelCount; row += 1) {
      let column = 0;
      for (; column < row; column += 2) addTwoProducts(stretch[row], stretch[column], stretch[column + 1], covariance, row * channelCount + column);
      if (column === row) covariance[row * channelCount + row] += sumOfSquares(stretch[row]);
    }
  }
  const matrix = new Matrix(channelCount, channelCount);
  for (let row = 0; row < channelCount; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      const value = covariance[row * channelCount + column] / (sampleCount - 1);
      matrix.set(row, column, value);
      matrix.set(column, row, value);
    }
  }
  const { realEigenvalues: values, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  const order = values.map((_, index) => index).toSorted((a, b) => values[b] - values[a]);
  return { means, variances: Float64Array.from(order, (index) => Math.max(0, values[index])), directions: order.map((index) => Float64Array.from(vectors.getColumn(index))) };
}

/** Two products at once read the common row once; each in two sums that need not wait for each other. */
function addTwoProducts(common: Float64Array, first: Float64Array, second: Float64Array, out: Float64Array, at: number): void {
  let first0 = 0;
  let first1 = 0;
  let second0 = 0;
  let second1 = 0;
  for (let index = 0; index < STRETCH; index += 2) {
    const common0 = common[index];
    const common1 = common[index + 1];
    first0 += common0 * first[index];
    first1 += common1 * first[index + 1];
    second0 += common0 * second[index];
    second1 += common1 * second[index + 1];
  }
  out[at] += first0 + first1;
  out[at + 1] += second0 + second1;
}

function sumOfSquares(values: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < STRETCH; index += 1) sum += values[index] * values[index];
  return sum;
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
