import { encodeLiveEvent, type LiveFrame } from '@iza/core/protocol';
import type { SampleBlock } from '@iza/core/ports';

/** The frames of the last seconds of a session, for who comes late. */
export interface LiveBacklog {
  pushSamples(block: SampleBlock): void;
  /** A frame that belongs at a sample: a marker. */
  pushFrame(frame: LiveFrame, sampleIndex: number): void;
  /** Frames that reach into the last `sampleCount` samples, in order, and how many samples they hold. */
  recent(sampleCount: number): { readonly frames: readonly LiveFrame[]; readonly sampleCount: number };
}

export interface LiveBacklogOptions {
  readonly channelCount: number;
  /** How far back it goes. */
  readonly keptSampleCount: number;
  /** Blocks are joined until they hold so many: thousands of small frames would take a reader longer than the samples in them. */
  readonly joinedSampleCount: number;
}

interface KeptFrame {
  readonly frame: LiveFrame;
  /** One past its last sample; of a marker its sample. */
  readonly endSampleIndex: number;
  readonly sampleCount: number;
}

export function createLiveBacklog({ channelCount, keptSampleCount, joinedSampleCount }: LiveBacklogOptions): LiveBacklog {
  const kept: KeptFrame[] = [];
  /** Blocks that follow one another and are not yet joined. */
  let pending: SampleBlock[] = [];
  let newest = 0;

  function joinPending(): KeptFrame | undefined {
    if (pending.length === 0) return undefined;
    const block = joinBlocks(pending, channelCount);
    return { frame: encodeLiveEvent({ type: 'samples', block }, channelCount), endSampleIndex: endOf(block), sampleCount: block.sampleCount };
  }

  function keep(frame: KeptFrame | undefined): void {
    pending = [];
    if (frame) kept.push(frame);
    while (kept.length > 0 && kept[0].endSampleIndex <= newest - keptSampleCount) kept.shift();
  }

  return {
    pushSamples(block) {
      const last = pending.at(-1);
      if (last && endOf(last) !== block.firstSampleIndex) keep(joinPending());
      pending.push(block);
      newest = Math.max(newest, endOf(block));
      if (endOf(block) - pending[0].firstSampleIndex >= joinedSampleCount) keep(joinPending());
    },
    pushFrame(frame, sampleIndex) {
      keep(joinPending());
      kept.push({ frame, endSampleIndex: sampleIndex + 1, sampleCount: 0 });
    },
    recent(sampleCount) {
      const all = [...kept, joinPending()].filter((frame) => frame !== undefined);
      const chosen = all.filter(({ endSampleIndex }) => endSampleIndex > newest - Math.min(sampleCount, keptSampleCount));
      return { frames: chosen.map(({ frame }) => frame), sampleCount: chosen.reduce((sum, frame) => sum + frame.sampleCount, 0) };
    },
  };
}

function endOf({ firstSampleIndex, sampleCount }: SampleBlock): number {
  return firstSampleIndex + sampleCount;
}

/** One block of blocks that follow one another. */
function joinBlocks(blocks: readonly SampleBlock[], channelCount: number): SampleBlock {
  const sampleCount = blocks.reduce((sum, block) => sum + block.sampleCount, 0);
  const samples = new Float64Array(channelCount * sampleCount);
  let start = 0;
  for (const block of blocks) {
    for (let channel = 0; channel < channelCount; channel += 1) {
      samples.set(block.samples.subarray(channel * block.sampleCount, (channel + 1) * block.sampleCount), channel * sampleCount + start);
    }
    start += block.sampleCount;
  }
  const [{ firstSampleIndex, startMs }] = blocks;
  return { firstSampleIndex, startMs, sampleCount, samples, lostCount: blocks.reduce((sum, block) => sum + block.lostCount, 0) };
}
