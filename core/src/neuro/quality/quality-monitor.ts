import type { ChannelQuality } from '../../ports/index.ts';
import { assessWindow, checkQualityOptions, windowSampleCount, type QualityOptions } from './assess-quality.ts';

/** Judges a live stream on its last seconds. */
export interface QualityMonitor {
  /** @param rowMajorUv [channelCount][sampleCount], as in a SampleBlock; copied. */
  push(rowMajorUv: Float64Array, sampleCount: number): void;
  /** The same answer as `assessQuality` on everything pushed so far. */
  assess(): ChannelQuality[];
  /** Forgets what was pushed: after a reconnection or a change of gain. */
  reset(): void;
}

/** @throws RangeError as `assessQuality` does; `push` where the array is not channelCount × sampleCount */
export function createQualityMonitor(options: QualityOptions): QualityMonitor {
  const channelCount = options.channelNames.length;
  checkQualityOptions(channelCount, options);
  const windowCount = windowSampleCount(options);
  const rings = Array.from({ length: channelCount }, () => new Float64Array(windowCount));
  const ordered = new Float64Array(windowCount);
  let pushedCount = 0;

  return {
    push(rowMajorUv, sampleCount) {
      if (rowMajorUv.length !== channelCount * sampleCount) throw new RangeError(`Cannot push ${rowMajorUv.length} samples: ${channelCount} channels of ${sampleCount} were announced`);
      const skipped = Math.max(0, sampleCount - windowCount);
      for (let channel = 0; channel < channelCount; channel += 1) {
        const ring = rings[channel];
        const row = channel * sampleCount;
        let at = (pushedCount + skipped) % windowCount;
        for (let index = skipped; index < sampleCount; index += 1) {
          ring[at] = rowMajorUv[row + index];
          at = at + 1 === windowCount ? 0 : at + 1;
        }
      }
      pushedCount += sampleCount;
    },
    assess() {
      const count = Math.min(pushedCount, windowCount);
      const oldest = pushedCount > windowCount ? pushedCount % windowCount : 0;
      return rings.map((ring, channel) => {
        ordered.set(ring.subarray(oldest, count));
        ordered.set(ring.subarray(0, oldest), count - oldest);
        return assessWindow(ordered.subarray(0, count), channel, options);
      });
    },
    reset() {
      pushedCount = 0;
    },
  };
}
