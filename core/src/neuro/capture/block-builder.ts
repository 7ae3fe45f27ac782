import type { SampleBlock } from '../../ports/index.ts';
import type { AssembledSamples } from './sample-assembler.ts';

/** A run of samples that never came. */
export interface LostRun {
  readonly firstSampleIndex: number;
  readonly sampleCount: number;
}

export interface BuiltBlock {
  /** Runs of lost samples that begin in this block; the last may go on in the next blocks. */
  readonly lostRuns: readonly LostRun[];
  readonly block: SampleBlock;
}

/** Longer gaps come in pieces, so that an hour without a headset needs no hour of memory. */
const MAX_BLOCK_SAMPLES = 2048;

/**
 * Lays samples out as blocks: channel after channel, NaN where a sample is missing.
 * @param options.nextIndex The first sample that no block holds yet.
 * @param options.shift Added to the indexes of `samples` to get the capture's.
 */
export function* buildBlocks(
  { sampleCount, indexes, valuesUv }: AssembledSamples,
  options: { readonly nextIndex: number; readonly shift: number; readonly channelCount: number; readonly timeOf: (sampleIndex: number) => number },
): Generator<BuiltBlock> {
  const { shift, channelCount, timeOf } = options;
  let nextIndex = options.nextIndex;
  let row = 0;
  let isInRun = false;
  while (row < sampleCount) {
    const firstSampleIndex = nextIndex;
    const lastIndex = Math.min(indexes[sampleCount - 1] + shift, firstSampleIndex + MAX_BLOCK_SAMPLES - 1);
    const length = lastIndex - firstSampleIndex + 1;
    const samples = new Float64Array(channelCount * length);
    const lostRuns: LostRun[] = [];
    let lostCount = 0;
    for (let column = 0; column < length; column++) {
      const here = indexes[row] + shift === firstSampleIndex + column;
      if (here) {
        for (let channel = 0; channel < channelCount; channel++) samples[channel * length + column] = valuesUv[row * channelCount + channel];
        row++;
        isInRun = false;
        continue;
      }
      // The whole run is told at its first sample, also where its end lies in a later block.
      if (!isInRun) lostRuns.push({ firstSampleIndex: firstSampleIndex + column, sampleCount: indexes[row] + shift - (firstSampleIndex + column) });
      isInRun = true;
      for (let channel = 0; channel < channelCount; channel++) samples[channel * length + column] = Number.NaN;
      lostCount++;
    }
    yield { lostRuns, block: { firstSampleIndex, sampleCount: length, samples, startMs: timeOf(firstSampleIndex), lostCount } };
    nextIndex = lastIndex + 1;
  }
}
