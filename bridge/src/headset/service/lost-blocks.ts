import type { SampleBlock } from '@iza/core/ports';

/**
 * Blocks of lost samples: the time in which no board was there. At most a second each, so that a long absence needs no memory.
 * @param startMs Time of the first lost sample.
 */
export function* lostBlocks({ firstSampleIndex, sampleCount, startMs, channelCount, samplingRateHz }: { firstSampleIndex: number; sampleCount: number; startMs: number; channelCount: number; samplingRateHz: number }): Generator<SampleBlock> {
  const longest = Math.max(1, Math.round(samplingRateHz));
  for (let start = 0; start < sampleCount; start += longest) {
    const count = Math.min(longest, sampleCount - start);
    yield {
      firstSampleIndex: firstSampleIndex + start,
      sampleCount: count,
      samples: new Float64Array(channelCount * count).fill(Number.NaN),
      startMs: startMs + (start / samplingRateHz) * 1000,
      lostCount: count,
    };
  }
}
