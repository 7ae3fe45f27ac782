import type { FrameBatch, FrameLayout } from '../boards/index.ts';

/** Whole samples that one batch of frames completed. Overwritten by the next call. */
export interface AssembledSamples {
  sampleCount: number;
  /** Place in the stream [sampleCount], rising. */
  indexes: Float64Array;
  /** Row-major [sampleCount][channelCount], µV. */
  valuesUv: Float64Array;
}

export interface SampleAssembler {
  /** @param frameIndexes Place of each frame in the stream, -1 for one to leave out. */
  assemble(batch: FrameBatch, frameIndexes: Float64Array): AssembledSamples;
}

/**
 * Puts frames together into samples of all channels and scales them. A sample exists only when all its frames came: half of one is
 * a lost sample, never filled with older values.
 * @param options.scalesUv µV per count of each channel.
 */
export function createSampleAssembler({ frames, scalesUv }: { readonly frames: FrameLayout; readonly scalesUv: Float64Array }): SampleAssembler {
  const { channelsPerFrame, channelOffsets, invalidFirstFrames } = frames;
  const partCount = channelOffsets.length;
  const channelCount = scalesUv.length;
  const samples: AssembledSamples = { sampleCount: 0, indexes: new Float64Array(0), valuesUv: new Float64Array(0) };
  const open = new Float64Array(channelCount);
  let openSample = -1;
  let openParts = 0;

  return {
    assemble({ frameCount, counts }, frameIndexes) {
      const capacity = Math.ceil(frameCount / partCount) + 1;
      if (samples.indexes.length < capacity) {
        samples.indexes = new Float64Array(capacity * 2);
        samples.valuesUv = new Float64Array(capacity * 2 * channelCount);
      }
      const { indexes, valuesUv } = samples;
      let sampleCount = 0;
      for (let frame = 0; frame < frameCount; frame++) {
        const frameIndex = frameIndexes[frame];
        if (frameIndex < invalidFirstFrames) continue;
        const sample = Math.floor(frameIndex / partCount);
        const part = frameIndex - sample * partCount;
        if (sample !== openSample) {
          openSample = sample;
          openParts = 0;
        }
        const firstCount = frame * channelsPerFrame;
        const offset = channelOffsets[part];
        const usedCount = Math.min(channelsPerFrame, channelCount - offset);
        for (let channel = 0; channel < usedCount; channel++) open[offset + channel] = counts[firstCount + channel] * scalesUv[offset + channel];
        openParts++;
        if (openParts === partCount) {
          indexes[sampleCount] = sample;
          valuesUv.set(open, sampleCount * channelCount);
          sampleCount++;
        }
      }
      samples.sampleCount = sampleCount;
      return samples;
    },
  };
}
