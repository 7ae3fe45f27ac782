import type { ScopeBlock, ScopeSpan } from './scope-data.ts';

/** The last samples of every channel. Sample n of a channel is at `n % capacity` of its row. */
export interface SampleRing {
  readonly channelCount: number;
  /** Samples held a channel, at most. */
  readonly capacity: number;
  /** Held are samples [start, end). */
  readonly start: number;
  readonly end: number;
  /** One array a channel, [capacity]; NaN where nothing arrived. */
  readonly rows: readonly Float32Array[];
  /** Stretches without data that are still held, in order. */
  readonly spans: readonly ScopeSpan[];
  /** Adds a block at its place. What is already held is left as it is; a hole before it becomes a `missed` span. */
  push(block: ScopeBlock): void;
}

/** @throws RangeError unless both counts are at least 1 */
export function createSampleRing({ channelCount, capacity }: { channelCount: number; capacity: number }): SampleRing {
  if (!(Number.isInteger(channelCount) && channelCount >= 1 && Number.isInteger(capacity) && capacity >= 1)) {
    throw new RangeError(`Cannot hold ${capacity} samples of ${channelCount} channels: both must be whole numbers from 1`);
  }
  const rows = Array.from({ length: channelCount }, () => new Float32Array(capacity).fill(Number.NaN));
  const spans: ScopeSpan[] = [];
  let start = 0;
  let end = 0;
  let isEmpty = true;

  function addSpan(kind: ScopeSpan['kind'], from: number, to: number): void {
    const last = spans.at(-1);
    if (last && last.kind === kind && last.end === from) last.end = to;
    else spans.push({ kind, start: from, end: to });
  }

  function fillHole(to: number): void {
    addSpan('missed', end, to);
    const from = Math.max(end, to - capacity);
    for (const row of rows) for (let index = from; index < to; index += 1) row[index % capacity] = Number.NaN;
  }

  return {
    channelCount,
    capacity,
    rows,
    spans,
    get start() {
      return start;
    },
    get end() {
      return end;
    },
    push({ firstSampleIndex, sampleCount, samples }) {
      if (samples.length !== channelCount * sampleCount) throw new RangeError(`Cannot show ${sampleCount} samples of ${channelCount} channels: the block holds ${samples.length}`);
      if (isEmpty) start = end = firstSampleIndex;
      isEmpty &&= sampleCount === 0;
      const blockEnd = firstSampleIndex + sampleCount;
      if (blockEnd <= end) return;
      if (firstSampleIndex > end) fillHole(firstSampleIndex);
      const from = Math.max(end, firstSampleIndex, blockEnd - capacity);
      for (let channel = 0; channel < channelCount; channel += 1) {
        const row = rows[channel];
        const offset = channel * sampleCount - firstSampleIndex;
        for (let index = from; index < blockEnd; index += 1) row[index % capacity] = samples[offset + index];
      }
      // A lost sample is NaN in every channel: the first one tells.
      for (let index = from; index < blockEnd; index += 1) if (Number.isNaN(samples[index - firstSampleIndex])) addSpan('lost', index, index + 1);
      end = blockEnd;
      start = Math.max(start, end - capacity);
      while (spans.length > 0 && spans[0].end <= start) spans.shift();
    },
  };
}
