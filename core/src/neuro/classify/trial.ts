/**
 * One epoch as common spatial patterns see it: the second moments of its channels.
 * Whatever CSP fits or predicts follows from these, so that a cross-validation reads the samples once.
 */
export interface Trial {
  readonly channelCount: number;
  readonly sampleCount: number;
  /** Row-major [channelCount][channelCount], symmetric: Σ over the samples of x·xᵀ, nothing subtracted, unit². */
  readonly scatter: Float64Array;
}

/**
 * @param samples One array a channel, [sampleCount], band-passed to the rhythm in question.
 * @throws RangeError for channels of different lengths or a sample that is not finite
 */
export function trialOf(samples: readonly Float64Array[]): Trial {
  const channelCount = samples.length;
  const sampleCount = samples[0]?.length ?? 0;
  if (channelCount === 0 || sampleCount === 0) throw new RangeError(`Cannot make a trial of ${channelCount} channels with ${sampleCount} samples`);
  const scatter = new Float64Array(channelCount * channelCount);
  for (let row = 0; row < channelCount; row += 1) {
    if (samples[row].length !== sampleCount) throw new RangeError(`Cannot make a trial: channel ${row} has ${samples[row].length} samples, channel 0 has ${sampleCount}`);
    for (let column = 0; column <= row; column += 1) {
      const product = dot(samples[row], samples[column]);
      if (!Number.isFinite(product)) throw new RangeError(`Cannot make a trial: channel ${row} or ${column} holds a lost or infinite sample`);
      scatter[row * channelCount + column] = product;
      scatter[column * channelCount + row] = product;
    }
  }
  return { channelCount, sampleCount, scatter };
}

/** Four sums side by side: the processor need not wait for one addition before the next, and rounding errors add up less. */
function dot(a: Float64Array, b: Float64Array): number {
  const end = a.length - (a.length % 4);
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let index = 0; index < end; index += 4) {
    sum0 += a[index] * b[index];
    sum1 += a[index + 1] * b[index + 1];
    sum2 += a[index + 2] * b[index + 2];
    sum3 += a[index + 3] * b[index + 3];
  }
  for (let index = end; index < a.length; index += 1) sum0 += a[index] * b[index];
  return sum0 + sum1 + (sum2 + sum3);
}
