import { throwIfAborted } from '../../foundation/index.ts';
import { runSections } from '../../kernels/index.ts';
import { goodStretches } from './good-stretches.ts';
import { copyMirrored } from './mirrored-edges.ts';
import { ringingSampleCount } from './ringing.ts';
import { packSections, restingStates, type SecondOrderSection } from './second-order-section.ts';

export interface ForwardBackwardOptions {
  /**
   * How far each edge is continued: `mne` as long as the filter rings, at most the signal's own length; `scipy` three times the number of
   * coefficients, and a signal must be longer than that.
   */
  readonly padding: 'mne' | 'scipy';
  readonly signal?: AbortSignal | undefined;
}

/**
 * Filters with zero phase: once forwards and once backwards, so the filter's slopes count twice. SciPy's `sosfiltfilt`. Stretches between
 * lost samples (NaN) are filtered each on its own; what was lost stays NaN.
 * @param channels Any unit; they are not changed.
 * @throws RangeError for a stretch that is too short for SciPy's padding
 * @throws IzaError `aborted`
 */
export function filterForwardBackward(channels: readonly Float64Array[], sections: readonly SecondOrderSection[], { padding, signal }: ForwardBackwardOptions): Float64Array[] {
  const edgeSampleCount = padding === 'mne' ? ringingSampleCount(sections) : scipyEdge(sections);
  const coefficients = packSections(sections);
  const resting = restingStates(sections);
  return channels.map((samples) => {
    const result = new Float64Array(samples.length).fill(NaN);
    for (const { start, end } of goodStretches(samples)) {
      throwIfAborted(signal);
      const length = end - start;
      if (padding === 'scipy' && length <= edgeSampleCount) {
        throw new RangeError(`Cannot filter ${length} samples forwards and backwards with SciPy's padding: more than ${edgeSampleCount} are needed`);
      }
      const edge = Math.min(edgeSampleCount, length - 1);
      const extended = new Float64Array(length + 2 * edge);
      copyMirrored(samples.subarray(start, end), -edge, { into: extended, reach: edge });
      runSections(extended, { coefficients, states: resting.map((state) => state * extended[0]) });
      const last = extended[extended.length - 1];
      runSections(extended, { coefficients, states: resting.map((state) => state * last), backwards: true });
      result.set(extended.subarray(edge, edge + length), start);
    }
    return result;
  });
}

function scipyEdge(sections: readonly SecondOrderSection[]): number {
  const zerosAtOrigin = sections.filter(({ b2 }) => b2 === 0).length;
  const polesAtOrigin = sections.filter(({ a2 }) => a2 === 0).length;
  return 3 * (2 * sections.length + 1 - Math.min(zerosAtOrigin, polesAtOrigin));
}
