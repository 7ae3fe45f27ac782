import { crc32 } from './crc32.ts';

/** One record of a log: what it is (0 to 127, the owner's own numbering) and its bytes. */
export interface LogRecord {
  readonly kind: number;
  readonly payload: Uint8Array;
}

/**
 * A frame is `length u32 · kind u8 · crc u32 · payload`, little endian. The checksum covers length, kind and payload.
 * Bit 7 of the kind says that the record goes on in the next frame: a record larger than a shard is cut.
 */
export const frameHeaderBytes = 9;
const continuedBit = 0x80;

export interface Frame {
  readonly kind: number;
  readonly continued: boolean;
  readonly crc: number;
  readonly payload: Uint8Array;
  /** Position after the frame. */
  readonly end: number;
}

/** @throws RangeError for a kind outside 0 to 127 */
export function encodeFrame(kind: number, payload: Uint8Array, { continued }: { continued: boolean }): { bytes: Uint8Array; crc: number } {
  if (!Number.isInteger(kind) || kind < 0 || kind > 127) throw new RangeError(`Cannot write a record of kind ${kind}: it must be 0 to 127`);
  const bytes = new Uint8Array(frameHeaderBytes + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, payload.length, true);
  view.setUint8(4, kind | (continued ? continuedBit : 0));
  const crc = crc32(payload, crc32(bytes.subarray(0, 5)));
  view.setUint32(5, crc, true);
  bytes.set(payload, frameHeaderBytes);
  return { bytes, crc };
}

/** The frame at `start`, or `undefined` where there is no whole and undamaged one. The payload is a view into `bytes`. */
export function readFrame(bytes: Uint8Array, start: number): Frame | undefined {
  if (start + frameHeaderBytes > bytes.length) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, frameHeaderBytes);
  const end = start + frameHeaderBytes + view.getUint32(0, true);
  if (end > bytes.length) return undefined;
  const payload = bytes.subarray(start + frameHeaderBytes, end);
  const crc = view.getUint32(5, true);
  if (crc32(payload, crc32(bytes.subarray(start, start + 5))) !== crc) return undefined;
  const kind = view.getUint8(4);
  return { kind: kind & ~continuedBit, continued: (kind & continuedBit) !== 0, crc, payload, end };
}

/** Joins the payloads of a record that was cut. */
export function joinPayloads(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0];
  const joined = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let position = 0;
  for (const part of parts) {
    joined.set(part, position);
    position += part.length;
  }
  return joined;
}
