import { throwIfAborted } from '../../foundation/index.ts';
import { createConvolution, type ConvolutionEngine, type ConvolutionEngineName } from '../../kernels/index.ts';
import { goodStretches } from './good-stretches.ts';
import { copyMirrored } from './mirrored-edges.ts';

export interface FirFilterOptions {
  readonly signal?: AbortSignal | undefined;
  /** Which convolution to use; the fastest that runs here when absent. */
  readonly engine?: ConvolutionEngineName | undefined;
  /** `single`: for what is only looked at; right to 1e-5 of the signal's greatest value, constant part included. `double` when absent. */
  readonly precision?: 'double' | 'single' | undefined;
}

/** Consecutive samples of one channel, and where what comes out belongs. */
interface Stretch {
  readonly channel: number;
  readonly samples: Float64Array;
  readonly filtered: Float64Array;
}

/** What goes into a lane at once. */
interface Block {
  readonly stretch: Stretch;
  /** First sample that the block answers. */
  readonly start: number;
}

/**
 * Filters with zero phase, as MNE does with its default `pad='reflect_limited'`: each edge is continued by the signal turned about
 * its last sample, and the delay of the taps is taken out. Stretches between lost samples (NaN) are filtered each on its own; what
 * was lost stays NaN.
 * @param channels Any unit; lengths may differ. They are not changed.
 * @param taps Symmetric and odd in number, as `designFir` gives them.
 * @throws RangeError for other taps
 * @throws IzaError `aborted`
 */
export function filterFir(channels: readonly Float64Array[], taps: Float64Array, { signal, engine, precision }: FirFilterOptions = {}): Float64Array[] {
  checkSymmetric(taps);
  const longest = channels.reduce((length, samples) => Math.max(length, samples.length), 0);
  if (longest === 0) return channels.map(() => new Float64Array(0));
  const convolution = createConvolution(taps, { sampleCount: longest, engine, precision });
  const filterAll = (stretches: readonly Stretch[]): Set<number> => {
    const spoiled = new Set<number>();
    const blocks = stretches.flatMap((stretch) => blocksOf(stretch, convolution.blockLength - taps.length + 1));
    for (let first = 0; first < blocks.length; first += convolution.laneCount) {
      throwIfAborted(signal);
      convolveBlocks(convolution, blocks.slice(first, first + convolution.laneCount), { tapCount: taps.length, spoiled });
    }
    return spoiled;
  };

  // Nearly always nothing was lost: each channel is tried as one stretch, and those that come out with NaN are done again with care.
  const results = channels.map((samples) => new Float64Array(samples.length));
  const whole = channels.map((samples, channel): Stretch => ({ channel, samples, filtered: results[channel] }));
  const again = [...filterAll(whole)].flatMap((channel) => {
    results[channel].fill(NaN);
    return goodStretches(channels[channel]).map(({ start, end }): Stretch => ({ channel, samples: channels[channel].subarray(start, end), filtered: results[channel].subarray(start, end) }));
  });
  filterAll(again);
  return results;
}

function blocksOf(stretch: Stretch, answered: number): Block[] {
  return Array.from({ length: Math.ceil(stretch.samples.length / answered) }, (_, block) => ({ stretch, start: block * answered }));
}

/** @param spoiled Takes the channels of blocks that a lost sample is in, and of those that were convolved beside one. */
function convolveBlocks({ lanes, convolve, blockLength }: ConvolutionEngine, blocks: readonly Block[], { tapCount, spoiled }: { tapCount: number; spoiled: Set<number> }): void {
  const half = tapCount >> 1;
  const answered = blockLength - tapCount + 1;
  for (const [lane, { stretch, start }] of blocks.entries()) copyMirrored(stretch.samples, start - half, { into: lanes[lane], reach: tapCount - 1 });
  convolve();
  for (const [lane, { stretch, start }] of blocks.entries()) {
    stretch.filtered.set(lanes[lane].subarray(half, half + Math.min(answered, stretch.filtered.length - start)), start);
    // A transform spreads one NaN over all of its block.
    if (Number.isNaN(lanes[lane][half])) spoiled.add(stretch.channel);
  }
}

function checkSymmetric(taps: Float64Array): void {
  if (taps.length % 2 === 0) throw new RangeError(`Cannot filter with ${taps.length} taps: only an odd number of taps has no delay`);
  let greatest = 0;
  for (const tap of taps) greatest = Math.max(greatest, Math.abs(tap));
  if (!Number.isFinite(greatest)) throw new RangeError('Cannot filter with these taps: one of them is not a number');
  for (let tap = 0; tap < taps.length >> 1; tap++) {
    if (Math.abs(taps[tap] - taps[taps.length - 1 - tap]) > 1e-9 * greatest) {
      throw new RangeError(`Cannot filter with zero phase: tap ${tap} is ${taps[tap]} but tap ${taps.length - 1 - tap} is ${taps[taps.length - 1 - tap]}, and taps must be symmetric`);
    }
  }
}
