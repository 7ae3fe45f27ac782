/**
 * What a decoder found in one chunk: frames in the order in which they came. A frame is what the board counts: a Cyton's packet,
 * one of the two samples of a Ganglion's packet. The arrays belong to the decoder and are overwritten by its next call.
 */
export interface FrameBatch {
  frameCount: number;
  /** The first so many frames were whole already with an earlier chunk, and waited for what came after them. */
  earlierFrameCount: number;
  /** The board's counter [frameCount], 0 to `FrameLayout.counterModulus` - 1. */
  numbers: Uint16Array;
  /** Counts of the converter, row-major [frameCount][channelsPerFrame]; scaled by `Board.microvoltsPerCount`. */
  counts: Int32Array;
  /** The six auxiliary bytes of each frame [frameCount][6]; zeros where the board sends none. */
  auxiliary: Uint8Array;
  /** What the auxiliary bytes are [frameCount]: a Cyton's stop byte. */
  stopBytes: Uint8Array;
  /** Bytes between packets in this chunk: text replies, garbage. */
  otherByteCount: number;
  otherBytes: Uint8Array;
}

export interface FrameDecoder {
  /**
   * Any cut of the stream will do. A frame is given as soon as its last byte is there and it cannot be anything else.
   * @returns the same batch every time, overwritten.
   */
  decode(bytes: Uint8Array): FrameBatch;
  /** What was held back because later bytes might have told against it; call at the end of a stream. */
  flush(): FrameBatch;
  /** A new stream begins, counted from 0 when `fromStart`; without it the first frame is taken once the next confirms it. */
  restart(options: { readonly fromStart: boolean }): void;
}

export const AUXILIARY_BYTES = 6;

/** Arrays for so many frames. */
export function createFrameBatch(channelsPerFrame: number, frameCapacity: number): FrameBatch {
  const batch: FrameBatch = {
    frameCount: 0,
    earlierFrameCount: 0,
    numbers: new Uint16Array(0),
    counts: new Int32Array(0),
    auxiliary: new Uint8Array(0),
    stopBytes: new Uint8Array(0),
    otherByteCount: 0,
    otherBytes: new Uint8Array(0),
  };
  reserveFrames(batch, channelsPerFrame, frameCapacity);
  return batch;
}

/** Makes the batch empty and large enough; allocates only where a chunk is larger than any before. */
export function reserveFrames(batch: FrameBatch, channelsPerFrame: number, frameCapacity: number, otherByteCapacity = 0): void {
  batch.frameCount = 0;
  batch.earlierFrameCount = 0;
  batch.otherByteCount = 0;
  if (batch.numbers.length < frameCapacity) {
    batch.numbers = new Uint16Array(frameCapacity);
    batch.counts = new Int32Array(frameCapacity * channelsPerFrame);
    batch.auxiliary = new Uint8Array(frameCapacity * AUXILIARY_BYTES);
    batch.stopBytes = new Uint8Array(frameCapacity);
  }
  if (batch.otherBytes.length < otherByteCapacity) batch.otherBytes = new Uint8Array(otherByteCapacity);
}
