/** The heavy step of FastICA with the log cosh contrast, on rows that stay where they are. */
export interface LogCoshEngine {
  readonly name: 'wasm-simd' | 'typescript';
  readonly rowCount: number;
  readonly sampleCount: number;
  /**
   * With t = tanh(weights · x): the sums over all samples x of t·xᵀ and of t².
   * @param weights Row-major [rowCount][rowCount].
   */
  step(weights: Float64Array): LogCoshSums;
}

export interface LogCoshSums {
  /** Row-major [rowCount][rowCount]: Σ t·xᵀ. */
  readonly moments: Float64Array;
  /** [rowCount]: Σ t². */
  readonly squares: Float64Array;
}

/** Where the rows come from: x = projection · (samples - means), every `stride`-th sample. */
export interface ProjectedSamples {
  /** One array a channel, each [sampleCount]. */
  readonly samples: readonly Float64Array[];
  /** [channelCount] */
  readonly means: Float64Array;
  /** One array a row, [channelCount]. */
  readonly projection: readonly Float64Array[];
  readonly stride: number;
}

/** Samples of one block: it and its unmixed twin stay in the nearest cache. */
export const BLOCK_LENGTH = 128;

/** @returns how many samples each row has. @throws RangeError for nothing to project, channels of different lengths, or a projection of other channels */
export function checkProjected({ samples, means, projection, stride }: ProjectedSamples): number {
  const sampleCount = checkChannels(samples, means);
  if (projection.length === 0) throw new RangeError('Cannot project onto no row');
  for (const [index, row] of projection.entries()) if (row.length !== samples.length) throw new RangeError(`Cannot project ${samples.length} channels: row ${index} of the projection has ${row.length} weights`);
  if (!(Number.isInteger(stride) && stride >= 1)) throw new RangeError(`Cannot take every ${stride}-th sample: it must be a whole number from 1`);
  return Math.ceil(sampleCount / stride);
}

/** @returns the common length */
export function checkChannels(samples: readonly Float64Array[], means: Float64Array): number {
  const sampleCount = samples[0]?.length ?? 0;
  if (sampleCount === 0) throw new RangeError(`Cannot take ${samples.length} channels of ${sampleCount} samples`);
  for (const [index, channel] of samples.entries()) if (channel.length !== sampleCount) throw new RangeError(`Cannot take channels of different lengths: channel ${index} has ${channel.length} samples, channel 0 has ${sampleCount}`);
  if (means.length !== samples.length) throw new RangeError(`Cannot centre ${samples.length} channels with ${means.length} means`);
  return sampleCount;
}
