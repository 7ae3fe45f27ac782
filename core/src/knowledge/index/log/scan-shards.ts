import type { BlobStore } from '../../../ports/index.ts';
import { generationPrefix, shardName } from './log-manifest.ts';
import { frameHeaderBytes, joinPayloads, type LogRecord, readFrame } from './record-frame.ts';
import type { LogDamage } from './record-log.ts';
import { readShardHeader, shardHeaderBytes } from './shard-header.ts';

/** The end of the last whole record. */
export interface LogPosition {
  readonly shardNumber: number;
  /** In that shard; 0 when its header was not read or written yet. */
  readonly offsetBytes: number;
  /** Bytes of all shards up to here. */
  readonly sizeBytes: number;
  /** Checksum of the last frame, 0 before the first. */
  readonly lastCrc: number;
}

export const logStart: LogPosition = { shardNumber: 0, offsetBytes: 0, sizeBytes: 0, lastCrc: 0 };

export type ScanStep =
  | { readonly type: 'records'; readonly records: LogRecord[]; readonly position: LogPosition }
  | { readonly type: 'damage'; readonly damage: LogDamage };

/** So much is checked at once, before the reader may give way. */
const maxStepBytes = 256 * 1024;

/** Reads whole records from a position on, in steps; ends with a damage step when bytes are left that are no whole record. */
export async function* scanShards(
  store: BlobStore,
  options: { prefix: string; generation: number; version: number; from: LogPosition },
): AsyncGenerator<ScanStep, void, void> {
  const { prefix, generation, version } = options;
  const sizes = new Map((await store.list(generationPrefix(prefix, generation))).map(({ name, sizeBytes }) => [name, sizeBytes]));
  const totalBytes = [...sizes.values()].reduce((total, size) => total + size, 0);
  /** The end of the last frame, possibly inside a record that goes on in the next shard. */
  let cursor = options.from;
  /** The end of the last whole record. */
  let position = options.from;
  let reported = options.from;
  let parts: Uint8Array[] = [];

  const damageAt = (torn: boolean): ScanStep => ({
    type: 'damage',
    damage: { shardName: shardName(prefix, generation, position.shardNumber), offsetBytes: position.offsetBytes, lostBytes: totalBytes - position.sizeBytes, torn },
  });

  for (;;) {
    const name = shardName(prefix, generation, cursor.shardNumber);
    const sizeBytes = sizes.get(name);
    if (sizeBytes === undefined) break;
    const isLast = !sizes.has(shardName(prefix, generation, cursor.shardNumber + 1));
    if (sizeBytes > cursor.offsetBytes) {
      const bytes = (await store.read(name)) ?? new Uint8Array(0);
      if (cursor.offsetBytes === 0) {
        const header = readShardHeader(bytes);
        const fits = header && header.version === version && header.generation === generation && header.number === cursor.shardNumber;
        const follows = fits && (cursor.shardNumber === 0 || header.previousCrc === cursor.lastCrc);
        if (!follows) {
          yield damageAt(isLast && bytes.length < shardHeaderBytes);
          return;
        }
        cursor = { ...cursor, offsetBytes: shardHeaderBytes, sizeBytes: cursor.sizeBytes + shardHeaderBytes };
        if (parts.length === 0) position = cursor;
      }
      let records: LogRecord[] = [];
      let stepStart = cursor.offsetBytes;
      for (let frame = readFrame(bytes, cursor.offsetBytes); frame; frame = readFrame(bytes, cursor.offsetBytes)) {
        cursor = { ...cursor, offsetBytes: frame.end, sizeBytes: cursor.sizeBytes + frame.end - cursor.offsetBytes, lastCrc: frame.crc };
        parts.push(frame.payload);
        if (frame.continued) continue;
        records.push({ kind: frame.kind, payload: joinPayloads(parts) });
        parts = [];
        position = cursor;
        if (cursor.offsetBytes - stepStart > maxStepBytes) {
          yield { type: 'records', records, position };
          reported = position;
          records = [];
          stepStart = cursor.offsetBytes;
        }
      }
      if (position.offsetBytes > 0 && position !== reported) yield { type: 'records', records, position };
      reported = position;
      if (cursor.offsetBytes < bytes.length) {
        yield damageAt(isLast && runsPastEnd(bytes, cursor.offsetBytes));
        return;
      }
    }
    if (isLast) break;
    cursor = { ...cursor, shardNumber: cursor.shardNumber + 1, offsetBytes: 0 };
  }
  // Pieces without their last, or shards that nothing leads to.
  if (parts.length > 0 || totalBytes > cursor.sizeBytes) yield damageAt(totalBytes === cursor.sizeBytes);
}

/** Whether the frame at `start` was cut by the end of the shard, as an interrupted append leaves it. */
function runsPastEnd(bytes: Uint8Array, start: number): boolean {
  if (start + frameHeaderBytes > bytes.length) return true;
  return start + frameHeaderBytes + new DataView(bytes.buffer, bytes.byteOffset + start, 4).getUint32(0, true) > bytes.length;
}
