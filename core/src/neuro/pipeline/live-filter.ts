import type { Channel } from '../../ports/index.ts';
import type { CausalFilter } from '../dsp/index.ts';
import type { LiveStep } from './pipeline-step.ts';

/** Runs a causal filter over some rows of a stream and leaves the others as they are. */
export function createLiveFilter({ channels, positions, filter, note }: { channels: readonly Channel[]; positions: readonly number[]; filter: CausalFilter; note: string }): LiveStep {
  return {
    channels,
    note,
    process(samples, sampleCount) {
      if (positions.length === 0) return samples;
      const rows = new Float64Array(positions.length * sampleCount);
      for (const [row, position] of positions.entries()) rows.set(samples.subarray(position * sampleCount, (position + 1) * sampleCount), row * sampleCount);
      filter.process(rows, sampleCount);
      for (const [row, position] of positions.entries()) samples.set(rows.subarray(row * sampleCount, (row + 1) * sampleCount), position * sampleCount);
      return samples;
    },
  };
}
