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

export interface RecordSpan {
  /** Where the payload lies in the shard. */
  readonly start: number;
  readonly end: number;
}

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
  view.setUint32(offset + 4, checksum(payload), true);
  view.setUint32(offset + 8, checksum(out.subarray(offset, offset + 8)), true);
  out.set(payload, offset + RECORD_HEADER_BYTES);
  return offset + RECORD_HEADER_BYTES + payload.length;
}

export interface ShardReading {
  readonly records: readonly RecordSpan[];
  /** Behind the last whole record; what follows is a torn tail. */
  readonly endBytes: number;
  /** Bytes between whole records that are none. */
  readonly damagedBytes: number;
}

/** Finds the whole records of a shard, stepping over damage. */
export function readShard(bytes: Uint8Array): ShardReading {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records: RecordSpan[] = [];
  let endBytes = SHARD_HEADER_BYTES;
  let damagedBytes = 0;
  for (let offset = SHARD_HEADER_BYTES; offset + RECORD_HEADER_BYTES <= bytes.length; ) {
    const end = offset + RECORD_HEADER_BYTES + view.getUint32(offset, true);
    const isHeader = end <= bytes.length && view.getUint32(offset + 8, true) === checksum(bytes.subarray(offset, offset + 8));
    if (!isHeader) {
      offset++;
      continue;
    }
    const start = offset + RECORD_HEADER_BYTES;
    if (view.getUint32(offset + 4, true) === checksum(bytes.subarray(start, end))) {
      damagedBytes += offset - endBytes;
      records.push({ start, end });
      endBytes = end;
    }
    offset = end;
  }
  return { records, endBytes, damagedBytes };
}
