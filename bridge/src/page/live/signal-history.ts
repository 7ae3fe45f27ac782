import type { LiveSamples } from '@iza/core/protocol';
import { createLiveFilters, type FilterChoice } from './live-filters.ts';

/** A block ready to be drawn. */
export interface DrawnBlock {
  readonly firstSampleIndex: number;
  readonly sampleCount: number;
  /** Row-major [channelCount][sampleCount]. */
  readonly samples: Float32Array;
}

/** The last seconds as they arrived, and the same through the chosen filters. */
export interface SignalHistory {
  /** The block filtered, without what had arrived before; `undefined` when that is all of it. */
  push(block: LiveSamples): DrawnBlock | undefined;
  /** Chooses other filters and gives the whole history through them. */
  refilter(choice: FilterChoice): DrawnBlock[];
}

export interface SignalHistoryOptions {
  readonly samplingRateHz: number;
  /** Whether a channel's unit is µV: others are left as they are. */
  readonly isFiltered: readonly boolean[];
  readonly choice: FilterChoice;
  readonly keptSeconds: number;
}

export function createSignalHistory({ samplingRateHz, isFiltered, choice, keptSeconds }: SignalHistoryOptions): SignalHistory {
  const channelCount = isFiltered.length;
  const filteredRows = [...isFiltered.keys()].filter((row) => isFiltered[row]);
  const blocks: DrawnBlock[] = [];
  let filters = createLiveFilters(choice, { samplingRateHz, channelCount: Math.max(1, filteredRows.length) });
  /** One past the last sample that arrived. */
  let end: number | undefined;

  function filter({ firstSampleIndex, sampleCount, samples }: DrawnBlock): DrawnBlock {
    if (filters.length === 0 || filteredRows.length === 0) return { firstSampleIndex, sampleCount, samples };
    const rows = new Float64Array(filteredRows.length * sampleCount);
    for (const [position, row] of filteredRows.entries()) rows.set(samples.subarray(row * sampleCount, (row + 1) * sampleCount), position * sampleCount);
    for (const each of filters) each.process(rows, sampleCount);
    const filtered = Float32Array.from(samples);
    for (const [position, row] of filteredRows.entries()) filtered.set(rows.subarray(position * sampleCount, (position + 1) * sampleCount), row * sampleCount);
    return { firstSampleIndex, sampleCount, samples: filtered };
  }

  return {
    push(block) {
      if (block.channelCount !== channelCount) throw new RangeError(`Cannot show a block of ${block.channelCount} channels: the session has ${channelCount}`);
      const skip = Math.max(0, (end ?? block.firstSampleIndex) - block.firstSampleIndex);
      if (skip >= block.sampleCount) return undefined;
      if (end !== undefined && block.firstSampleIndex > end) for (const each of filters) each.reset();
      const fresh = withoutFirst(block, skip, channelCount);
      end = fresh.firstSampleIndex + fresh.sampleCount;
      blocks.push(fresh);
      while (blocks[0].firstSampleIndex + blocks[0].sampleCount < end - keptSeconds * samplingRateHz) blocks.shift();
      return filter(fresh);
    },
    refilter(next) {
      filters = createLiveFilters(next, { samplingRateHz, channelCount: Math.max(1, filteredRows.length) });
      let at = blocks[0]?.firstSampleIndex ?? 0;
      return blocks.map((block) => {
        if (block.firstSampleIndex > at) for (const each of filters) each.reset();
        at = block.firstSampleIndex + block.sampleCount;
        return filter(block);
      });
    },
  };
}

/** Copied: a frame's samples are a view of its bytes. */
function withoutFirst({ firstSampleIndex, sampleCount, samples }: LiveSamples, skip: number, channelCount: number): DrawnBlock {
  const count = sampleCount - skip;
  const kept = new Float32Array(channelCount * count);
  for (let channel = 0; channel < channelCount; channel += 1) kept.set(samples.subarray(channel * sampleCount + skip, (channel + 1) * sampleCount), channel * count);
  return { firstSampleIndex: firstSampleIndex + skip, sampleCount: count, samples: kept };
}
