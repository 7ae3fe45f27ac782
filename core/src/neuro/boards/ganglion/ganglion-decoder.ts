import { AUXILIARY_BYTES, createFrameBatch, reserveFrames, type FrameDecoder } from '../frame-batch.ts';
import { GANGLION_CHANNEL_COUNT, GANGLION_PACKET_BYTES, GANGLION_WIDE_OFFSET, readGanglionBits } from './ganglion-packet.ts';

/** Marks a frame whose first auxiliary byte is one axis of the accelerometer, its second which one. */
export const GANGLION_AXIS = 1;

/**
 * Bluetooth hands over whole notifications: a chunk is one or more of 20 bytes, or a single shorter one (text, impedance), which goes
 * into the batch's other bytes. Each packet gives two frames; firmware 2's packet 0 gives one.
 *
 * Firmware 2 sends differences: after a lost packet nothing is known until the next packet 0, so nothing is given until then.
 */
export function createGanglionDecoder({ firmwareMajor }: { readonly firmwareMajor: number }): FrameDecoder {
  const batch = createFrameBatch(GANGLION_CHANNEL_COUNT, 64);
  const sendsDifferences = firmwareMajor < 3;
  const packetsPerTurn = sendsDifferences ? 101 : 100;
  const last = new Int32Array(GANGLION_CHANNEL_COUNT);
  /** The packet that may continue the differences; -1 when none may. */
  let nextDifference = -1;

  function addFrame(number: number, stopByte: number, axis: number, axisByte: number): void {
    const frame = batch.frameCount++;
    batch.numbers[frame] = number;
    batch.counts.set(last, frame * GANGLION_CHANNEL_COUNT);
    batch.stopBytes[frame] = stopByte;
    batch.auxiliary[frame * AUXILIARY_BYTES] = axisByte;
    batch.auxiliary[frame * AUXILIARY_BYTES + 1] = axis;
  }

  function addPacket(packet: Uint8Array): void {
    const id = packet[0];
    if (sendsDifferences && id === 0) {
      for (let channel = 0; channel < GANGLION_CHANNEL_COUNT; channel++) {
        const at = 1 + channel * 3;
        last[channel] = ((packet[at] << 24) | (packet[at + 1] << 16) | (packet[at + 2] << 8)) >> 8;
      }
      nextDifference = 1;
      addFrame(0, 0, 0, 0);
      return;
    }
    const isWide = sendsDifferences ? id > GANGLION_WIDE_OFFSET : id >= GANGLION_WIDE_OFFSET;
    const position = isWide ? id - GANGLION_WIDE_OFFSET : id;
    if (sendsDifferences && position !== nextDifference) {
      nextDifference = -1;
      return;
    }
    nextDifference = position + 1 < packetsPerTurn ? position + 1 : -1;
    const bitCount = isWide ? 19 : 18;
    // The axes come in the packets after each tenth, in the board's own order.
    const axis = (position % 10) - (sendsDifferences ? 1 : 0);
    const hasAxis = !isWide && axis >= 0 && axis <= 2;
    for (let half = 0; half < 2; half++) {
      for (let channel = 0; channel < GANGLION_CHANNEL_COUNT; channel++) {
        const value = readGanglionBits(packet, 8 + (half * GANGLION_CHANNEL_COUNT + channel) * bitCount, bitCount);
        last[channel] = sendsDifferences ? last[channel] - value : value << (24 - bitCount);
      }
      const number = sendsDifferences ? 1 + (position - 1) * 2 + half : position * 2 + half;
      addFrame(number, hasAxis && half === 0 ? GANGLION_AXIS : 0, axis, packet[19]);
    }
  }

  function addOther(bytes: Uint8Array): void {
    batch.otherBytes.set(bytes, batch.otherByteCount);
    batch.otherByteCount += bytes.length;
  }

  return {
    decode(bytes) {
      reserveFrames(batch, GANGLION_CHANNEL_COUNT, Math.ceil(bytes.length / GANGLION_PACKET_BYTES) * 2, bytes.length);
      if (bytes.length % GANGLION_PACKET_BYTES !== 0) {
        addOther(bytes);
        return batch;
      }
      const highestId = sendsDifferences ? 200 : 199;
      for (let at = 0; at < bytes.length; at += GANGLION_PACKET_BYTES) {
        const packet = bytes.subarray(at, at + GANGLION_PACKET_BYTES);
        if (packet[0] <= highestId) addPacket(packet);
        else addOther(packet);
      }
      return batch;
    },
    flush() {
      reserveFrames(batch, GANGLION_CHANNEL_COUNT, 0);
      return batch;
    },
    restart() {
      nextDifference = -1;
    },
  };
}
