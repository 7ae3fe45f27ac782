import { throwIfAborted } from '../../foundation/index.ts';
import { CHUNK_LENGTH, createSectionCascade, type SectionCascade } from '../../kernels/index.ts';
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
  /** Which kernel to use; the fastest that runs here when absent. */
  readonly engine?: SectionCascade['name'] | undefined;
}

/** A stretch of one channel between lost samples, and where its filtered samples belong. */
interface Stretch {
  readonly samples: Float64Array;
  readonly filtered: Float64Array;
}

/**
 * Filters with zero phase: once forwards and once backwards, so the filter's slopes count twice. SciPy's `sosfiltfilt`. Stretches between
 * lost samples (NaN) are filtered each on its own; what was lost stays NaN.
 * @param channels Any unit; they are not changed.
 * @throws RangeError for a stretch that is too short for SciPy's padding
 * @throws IzaError `aborted`
 */
export function filterForwardBackward(channels: readonly Float64Array[], sections: readonly SecondOrderSection[], { padding, signal, engine }: ForwardBackwardOptions): Float64Array[] {
  const edgeSampleCount = padding === 'mne' ? ringingSampleCount(sections) : scipyEdge(sections);
  const results: Float64Array[] = [];
  const stretches: Stretch[] = [];
  for (const channel of channels) {
    const result = new Float64Array(channel.length);
    const good = goodStretches(channel);
    if (good.length !== 1 || good[0].end - good[0].start < channel.length) result.fill(NaN);
    results.push(result);
    for (const { start, end } of good) {
      if (padding === 'scipy' && end - start <= edgeSampleCount) {
        throw new RangeError(`Cannot filter ${end - start} samples forwards and backwards with SciPy's padding: more than ${edgeSampleCount} are needed`);
      }
      stretches.push({ samples: channel.subarray(start, end), filtered: result.subarray(start, end) });
    }
  }
  const cascade = createSectionCascade(packSections(sections), { engine });
  const resting = restingStates(sections);
  const scratch = [0, 1].map(() => new Float64Array(edgeSampleCount));
  // Stretches of one length go in pairs: channels lose their samples together, so nearly all find a partner.
  stretches.sort((left, right) => left.samples.length - right.samples.length);
  for (let at = 0; at < stretches.length; ) {
    throwIfAborted(signal);
    const pair = stretches.slice(at, at + 2).filter(({ samples }) => samples.length === stretches[at].samples.length);
    filterStretches(cascade, pair, { resting, edgeSampleCount, scratch });
    at += pair.length;
  }
  return results;
}

interface Edges {
  readonly resting: Float64Array;
  readonly edgeSampleCount: number;
  /** Two arrays for what the way forwards gives beyond the end. */
  readonly scratch: readonly Float64Array[];
}

/** One or two stretches of one length. */
function filterStretches(cascade: SectionCascade, stretches: readonly Stretch[], { resting, edgeSampleCount, scratch }: Edges): void {
  const { length } = stretches[0].samples;
  const edge = Math.min(edgeSampleCount, length - 1);
  const extendedLength = length + 2 * edge;
  const end = edge + length;
  const beginAt = (levelOf: (lane: number) => number): void => {
    for (const lane of [0, 1] as const) cascade.setStates(lane, resting.map((state) => state * (lane < stretches.length ? levelOf(lane) : 0)));
  };

  // Forwards over the edge before, the stretch and the edge beyond; what it gives before the stretch, the way back does not come to.
  for (let start = 0; start < extendedLength; start += CHUNK_LENGTH) {
    const count = Math.min(CHUNK_LENGTH, extendedLength - start);
    for (const [lane, { samples }] of stretches.entries()) copyMirrored(samples, start - edge, { into: cascade.lanes[lane].subarray(0, count), reach: edge });
    if (stretches.length === 1) cascade.lanes[1].fill(0);
    if (start === 0) beginAt((lane) => cascade.lanes[lane][0]);
    cascade.run(count, false);
    const from = Math.max(start, edge);
    const to = Math.min(start + count, end);
    for (const [lane, { filtered }] of stretches.entries()) {
      if (to > from) filtered.set(cascade.lanes[lane].subarray(from - start, to - start), from - edge);
      const beyond = Math.max(start, end);
      if (start + count > beyond) scratch[lane].set(cascade.lanes[lane].subarray(beyond - start, count), beyond - end);
    }
  }

  beginAt((lane) => (edge > 0 ? scratch[lane][edge - 1] : stretches[lane].filtered[length - 1]));
  for (let to = extendedLength; to > end; to -= CHUNK_LENGTH) {
    const from = Math.max(end, to - CHUNK_LENGTH);
    for (const lane of stretches.keys()) cascade.lanes[lane].set(scratch[lane].subarray(from - end, to - end));
    cascade.run(to - from, true);
  }
  for (let to = length; to > 0; to -= CHUNK_LENGTH) {
    const from = Math.max(0, to - CHUNK_LENGTH);
    for (const [lane, { filtered }] of stretches.entries()) cascade.lanes[lane].set(filtered.subarray(from, to));
    cascade.run(to - from, true);
    for (const [lane, { filtered }] of stretches.entries()) filtered.set(cascade.lanes[lane].subarray(0, to - from), from);
  }
}

function scipyEdge(sections: readonly SecondOrderSection[]): number {
  const zerosAtOrigin = sections.filter(({ b2 }) => b2 === 0).length;
  const polesAtOrigin = sections.filter(({ a2 }) => a2 === 0).length;
  return 3 * (2 * sections.length + 1 - Math.min(zerosAtOrigin, polesAtOrigin));
}
