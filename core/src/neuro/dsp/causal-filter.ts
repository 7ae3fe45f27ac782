import { runSections } from '../../kernels/index.ts';
import { packSections, restingStates, type SecondOrderSection } from './second-order-section.ts';

/** A filter for a live stream: what it gives for a sample depends on that sample and those before it, however they are cut into blocks. */
export interface CausalFilter {
  /** Filters in place. @param samples Row-major [channelCount][sampleCount]. @throws RangeError when the length is not that */
  process(samples: Float64Array, sampleCount: number): void;
  /** Forgets what came before. */
  reset(): void;
}

export interface CausalFilterOptions {
  readonly channelCount: number;
  /**
   * `first-sample`: as if the first sample had stood there for ever, so that an electrode's constant offset (tens of mV) does not ring.
   * `zero`: as if nothing had been there, SciPy's `sosfilt` without `zi`. `first-sample` when absent.
   */
  readonly initial?: 'first-sample' | 'zero' | undefined;
}

/** A lost sample (NaN) stays NaN; the filter begins anew after it. */
export function createCausalFilter(sections: readonly SecondOrderSection[], { channelCount, initial = 'first-sample' }: CausalFilterOptions): CausalFilter {
  if (!(Number.isInteger(channelCount) && channelCount >= 1)) throw new RangeError(`Cannot create a filter for ${channelCount} channels: it must be a whole number from 1`);
  const coefficients = packSections(sections);
  const resting = restingStates(sections);
  const states = new Float64Array(channelCount * resting.length);
  const begun: boolean[] = Array.from({ length: channelCount }, () => false);
  const begin = (channel: number, sample: number): void => {
    const level = initial === 'zero' ? 0 : sample;
    for (let index = 0; index < resting.length; index++) states[channel * resting.length + index] = resting[index] * level;
    begun[channel] = true;
  };
  return {
    process(samples, sampleCount) {
      if (samples.length !== channelCount * sampleCount) throw new RangeError(`Cannot filter ${samples.length} samples: ${channelCount} channels of ${sampleCount} are ${channelCount * sampleCount}`);
      for (let channel = 0; channel < channelCount; channel++) {
        const rowEnd = (channel + 1) * sampleCount;
        for (let at = channel * sampleCount; at < rowEnd; ) {
          if (Number.isNaN(samples[at])) {
            begun[channel] = false;
            at++;
            continue;
          }
          let end = at + 1;
          while (end < rowEnd && !Number.isNaN(samples[end])) end++;
          if (!begun[channel]) begin(channel, samples[at]);
          runSections(samples, { coefficients, states, statesAt: channel * resting.length, start: at, end });
          at = end;
        }
      }
    },
    reset: () => void begun.fill(false),
  };
}
