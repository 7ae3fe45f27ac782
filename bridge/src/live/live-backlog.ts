import type { LiveFrame } from '@iza/core/protocol';

interface KeptFrame {
  readonly frame: LiveFrame;
  /** One past its last sample; of a marker its sample. */
  readonly endSampleIndex: number;
  /** Samples in it; 0 of a marker. */
  readonly sampleCount: number;
}

/** The frames of the last seconds of a session, for who comes late. */
export interface LiveBacklog {
  push(frame: KeptFrame): void;
  /** Frames that reach into the last `sampleCount` samples, in order, and how many samples they hold. */
  recent(sampleCount: number): { readonly frames: readonly LiveFrame[]; readonly sampleCount: number };
}

/** @param keptSampleCount How far back it goes. */
export function createLiveBacklog(keptSampleCount: number): LiveBacklog {
  const kept: KeptFrame[] = [];
  /** Where the list begins: frames before it are gone, and cut off the array from time to time. */
  let start = 0;
  let newest = 0;

  return {
    push(frame) {
      kept.push(frame);
      newest = Math.max(newest, frame.endSampleIndex);
      while (start < kept.length && kept[start].endSampleIndex <= newest - keptSampleCount) start += 1;
      if (start > 256 && start * 2 > kept.length) {
        kept.splice(0, start);
        start = 0;
      }
    },
    recent(sampleCount) {
      const chosen = kept.slice(start).filter(({ endSampleIndex }) => endSampleIndex > newest - sampleCount);
      return { frames: chosen.map(({ frame }) => frame), sampleCount: chosen.reduce((sum, { sampleCount }) => sum + sampleCount, 0) };
    },
  };
}
