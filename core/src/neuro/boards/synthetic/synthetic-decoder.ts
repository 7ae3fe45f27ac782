import { createFrameBatch, reserveFrames, type FrameBatch, type FrameDecoder } from '../frame-batch.ts';
import { checksumOf, SYNTHETIC_CHANNEL_COUNT, SYNTHETIC_HEADER, SYNTHETIC_PACKET_BYTES } from './synthetic-packet.ts';

/** A checksum makes every packet certain by itself. */
export function createSyntheticDecoder(): FrameDecoder {
  const batch = createFrameBatch(SYNTHETIC_CHANNEL_COUNT, 64);
  let work = new Uint8Array(4096);
  let heldByteCount = 0;

  function parse(length: number, isFinal: boolean): FrameBatch {
    let at = 0;
    while (at < length) {
      const isHeader = work[at] === SYNTHETIC_HEADER[0] && (at + 1 >= length || work[at + 1] === SYNTHETIC_HEADER[1]);
      const end = at + SYNTHETIC_PACKET_BYTES;
      if (isHeader && end > length && !isFinal) break;
      if (!isHeader || end > length || checksumOf(work, at, end - 2) !== ((work[end - 2] << 8) | work[end - 1])) {
        batch.otherBytes[batch.otherByteCount++] = work[at++];
        continue;
      }
      const frame = batch.frameCount++;
      batch.numbers[frame] = (work[at + 2] << 8) | work[at + 3];
      for (let channel = 0, from = at + 4; channel < SYNTHETIC_CHANNEL_COUNT; channel++, from += 3) {
        batch.counts[frame * SYNTHETIC_CHANNEL_COUNT + channel] = ((work[from] << 24) | (work[from + 1] << 16) | (work[from + 2] << 8)) >> 8;
      }
      at = end;
    }
    work.copyWithin(0, at, length);
    heldByteCount = length - at;
    return batch;
  }

  const reserve = (): void => reserveFrames(batch, SYNTHETIC_CHANNEL_COUNT, Math.ceil(work.length / SYNTHETIC_PACKET_BYTES), work.length);
  return {
    decode(bytes) {
      const length = heldByteCount + bytes.length;
      if (work.length < length) {
        const larger = new Uint8Array(length * 2);
        larger.set(work.subarray(0, heldByteCount));
        work = larger;
      }
      work.set(bytes, heldByteCount);
      reserve();
      return parse(length, false);
    },
    flush() {
      reserve();
      return parse(heldByteCount, true);
    },
    restart() {
      heldByteCount = 0;
    },
  };
}
