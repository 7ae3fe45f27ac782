import { createFrameBatch, reserveFrames, type FrameBatch, type FrameDecoder } from '../frame-batch.ts';
import { judgeCytonPacket, type CytonExpectation } from './judge-cyton-packet.ts';
import { CYTON_CHANNEL_COUNT, CYTON_HEADER, CYTON_PACKET_BYTES } from './cyton-packet.ts';

export interface CytonDecoderOptions {
  /** How many packets carry the same number: 2 for a Daisy over WiFi (0, 0, 1, 1, …), where the frame number is twice the packet's, plus 1 for the second. */
  readonly packetsPerNumber: 1 | 2;
  /** Numbers run from 0 to this - 1: 256, on a Ganglion over WiFi 201. */
  readonly numberCount?: number | undefined;
}

/**
 * Finds 33-byte packets in any cut of a byte stream. Resynchronises byte by byte: stray bytes between packets cost no packet.
 * A packet is given at once when it continues the count and nothing speaks against it; after a loss or stray bytes it waits for
 * the first bytes of the next one.
 */
export function createCytonDecoder({ packetsPerNumber, numberCount = 256 }: CytonDecoderOptions = { packetsPerNumber: 1 }): FrameDecoder {
  const batch = createFrameBatch(CYTON_CHANNEL_COUNT, 64);
  let work = new Uint8Array(4096);
  let heldByteCount = 0;
  const expected: CytonExpectation = { number: 0, isSecond: false, known: false, adjacent: false, doubtfulBytes: 0, stopByte: 0, packetsPerNumber, numberCount };

  /** @param earlierLength So many of the bytes came with an earlier call. */
  function parse(length: number, earlierLength: number, isFinal: boolean): FrameBatch {
    const { numbers, counts, auxiliary, stopBytes, otherBytes } = batch;
    let at = 0;
    let frameCount = 0;
    let otherByteCount = 0;
    let { number, isSecond, known, adjacent, doubtfulBytes, stopByte } = expected;

    while (at < length) {
      if (work[at] !== CYTON_HEADER) {
        otherBytes[otherByteCount++] = work[at++];
        adjacent = false;
        if (doubtfulBytes > 0) doubtfulBytes--;
        continue;
      }
      const nextNumber = packetsPerNumber === 2 && !isSecond ? number : number + 1 === numberCount ? 0 : number + 1;
      const isInChain =
        known && doubtfulBytes === 0 && at + CYTON_PACKET_BYTES + 2 <= length && work[at + 1] === number && work[at + 32] === stopByte && work[at + 33] === CYTON_HEADER && work[at + 34] === nextNumber;
      if (!isInChain) {
        expected.number = number;
        expected.isSecond = isSecond;
        expected.known = known;
        expected.adjacent = adjacent;
        expected.doubtfulBytes = doubtfulBytes;
        expected.stopByte = stopByte;
        const verdict = judgeCytonPacket(work, at, { length, isFinal, expected });
        if (verdict === 'wait') break;
        if (verdict !== 'take') {
          otherBytes[otherByteCount++] = work[at++];
          adjacent = false;
          if (verdict === 'doubt') doubtfulBytes = CYTON_PACKET_BYTES;
          if (doubtfulBytes > 0) doubtfulBytes--;
          continue;
        }
      }

      const packetNumber = work[at + 1];
      const second = packetsPerNumber === 2 && known && isSecond && packetNumber === number;
      numbers[frameCount] = packetsPerNumber === 2 ? packetNumber * 2 + (second ? 1 : 0) : packetNumber;
      let from = at + 2;
      const firstCount = frameCount * CYTON_CHANNEL_COUNT;
      for (let channel = 0; channel < CYTON_CHANNEL_COUNT; channel++, from += 3) {
        counts[firstCount + channel] = ((work[from] << 24) | (work[from + 1] << 16) | (work[from + 2] << 8)) >> 8;
      }
      const firstAuxiliary = frameCount * 6;
      for (let index = 0; index < 6; index++) auxiliary[firstAuxiliary + index] = work[from + index];
      stopByte = work[at + 32];
      stopBytes[frameCount] = stopByte;
      frameCount++;
      at += CYTON_PACKET_BYTES;
      if (at <= earlierLength) batch.earlierFrameCount = frameCount;

      known = true;
      adjacent = true;
      doubtfulBytes = 0;
      isSecond = packetsPerNumber === 2 && !second;
      number = isSecond ? packetNumber : packetNumber + 1 >= numberCount ? 0 : packetNumber + 1;
    }

    Object.assign(expected, { number, isSecond, known, adjacent, doubtfulBytes, stopByte });
    work.copyWithin(0, at, length);
    heldByteCount = length - at;
    batch.frameCount = frameCount;
    batch.otherByteCount = otherByteCount;
    return batch;
  }

  return {
    decode(bytes) {
      const length = heldByteCount + bytes.length;
      if (work.length < length) {
        const larger = new Uint8Array(length * 2);
        larger.set(work.subarray(0, heldByteCount));
        work = larger;
      }
      work.set(bytes, heldByteCount);
      reserveFrames(batch, CYTON_CHANNEL_COUNT, Math.ceil(work.length / CYTON_PACKET_BYTES), work.length);
      return parse(length, length - bytes.length, false);
    },
    flush() {
      reserveFrames(batch, CYTON_CHANNEL_COUNT, Math.ceil(work.length / CYTON_PACKET_BYTES), work.length);
      return parse(heldByteCount, heldByteCount, true);
    },
    restart({ fromStart }) {
      heldByteCount = 0;
      Object.assign(expected, { number: 0, isSecond: false, known: fromStart, adjacent: fromStart, doubtfulBytes: 0, stopByte: 0 });
    },
  };
}
