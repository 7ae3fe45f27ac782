import { IzaError } from '../../foundation/index.ts';
import { checksum } from './checksum.ts';

/**
 * A shard: 12 bytes of header (`IZAVECTS`, format version as u32), then records.
 * A record: payload length (u32), checksum of the payload (u32), checksum of those 8 bytes (u32), payload. Little-endian.
 * The header's own checksum lets a reader find the next whole record behind a damaged one.
 */
export const SHARD_HEADER_BYTES = 12;
export const RECORD_HEADER_BYTES = 12;
const MAGIC = 'IZAVECTS';
const FORMAT_VERSION = 1;

export function encodeShardHeader(): Uint8Array {
  const header = new Uint8Array(SHARD_HEADER_BYTES);
  header.set(new TextEncoder().encode(MAGIC));
  new DataView(header.buffer).setUint32(8, FORMAT_VERSION, true);
  return header;
}

/** Whether a shard begins as one does; false when its first bytes are damaged. @throws IzaError `index-foreign-version` */
export function checkShardHeader(name: string, bytes: Uint8Array): boolean {
  if (bytes.length < SHARD_HEADER_BYTES || new TextDecoder('latin1').decode(bytes.subarray(0, MAGIC.length)) !== MAGIC) return false;
  const version = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
  if (version === FORMAT_VERSION) return true;
  throw new IzaError('index-foreign-version', `Cannot read ${name}: it has format ${version} and this IZA reads ${FORMAT_VERSION}. Update IZA, or delete that folder to have its vectors made again.`);
}

/** Writes a record into `out` at `offset` and returns the offset behind it. */
export function encodeRecord(payload: Uint8Array, out: Uint8Array, offset: number): number {
  const view = new DataView(out.buffer, out.byteOffset);
  view.setUint32(offset, payload.length, true);
  view.setUint32(offset + 4, checksum(new DataView(payload.buffer, payload.byteOffset, payload.byteLength), 0, payload.length), true);
  view.setUint32(offset + 8, checksum(view, offset, offset + 8), true);
  out.set(payload, offset + RECORD_HEADER_BYTES);
  return offset + RECORD_HEADER_BYTES + payload.length;
}

export interface ShardReading {
  /** Behind the last whole record; what follows is a torn tail. */
  readonly endBytes: number;
  /** Bytes between whole records that are none. */
  readonly damagedBytes: number;
}

/** Visits the payloads of the whole records of a shard, or of a part of it, in order, stepping over damage. `from` is where the first may begin. */
export function readShard(shard: DataView, from: number, visit: (start: number, end: number) => void): ShardReading {
  let endBytes = from;
  let damagedBytes = 0;
  for (let offset = from; offset + RECORD_HEADER_BYTES <= shard.byteLength; ) {
    const start = offset + RECORD_HEADER_BYTES;
    const end = start + shard.getUint32(offset, true);
    const isHeader = end <= shard.byteLength && shard.getUint32(offset + 8, true) === checksum(shard, offset, offset + 8);
    if (!isHeader) {
      offset++;
      continue;
    }
    if (shard.getUint32(offset + 4, true) === checksum(shard, start, end)) {
      damagedBytes += offset - endBytes;
      endBytes = end;
      visit(start, end);
    }
    offset = end;
  }
  return { endBytes, damagedBytes };
}
