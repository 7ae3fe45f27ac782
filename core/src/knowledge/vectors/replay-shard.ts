import type { BlobStore } from '../../ports/index.ts';
import { checkShardHeader, readShard, SHARD_HEADER_BYTES } from './shard-format.ts';

/** Where a record's payload lies, for reading a part of it again by range. */
export interface RecordPlace {
  readonly shardName: string;
  readonly startBytes: number;
  readonly sizeBytes: number;
}

/** Meets a whole record: its payload begins at `start` of `window`, which is valid during the call only. */
export type VisitRecord = (window: DataView, start: number, place: RecordPlace) => void;

export interface ShardReplay {
  readonly isHeaderWhole: boolean;
  /** Behind the last whole record. */
  readonly endBytes: number;
  /** Bytes before it that are in no whole record. */
  readonly damagedBytes: number;
}

/** Shards pass through memory in pieces of this size: opening a store takes no more, whatever its size. */
const WINDOW_BYTES = 1_000_000;

/** Replays shard after shard through one buffer; a replay is `undefined` when the shard is gone. @throws IzaError `index-foreign-version` */
export function createShardReplayer(store: BlobStore, visit: VisitRecord, windowBytes = WINDOW_BYTES): (blob: { name: string; sizeBytes: number }) => Promise<ShardReplay | undefined> {
  let buffer = new Uint8Array(0);

  async function read(name: string, startBytes: number, sizeBytes: number): Promise<Uint8Array | undefined> {
    if (!store.readInto) return store.read(name);
    if (buffer.length < sizeBytes) buffer = new Uint8Array(sizeBytes);
    const readBytes = await store.readInto(name, startBytes, buffer.subarray(0, sizeBytes));
    return readBytes === undefined ? undefined : buffer.subarray(0, readBytes);
  }

  return async ({ name, sizeBytes }) => {
    let startBytes = 0;
    let damagedBytes = 0;
    let isHeaderWhole = true;
    let wantedBytes = store.readInto ? windowBytes : sizeBytes;
    for (;;) {
      const askedBytes = Math.min(wantedBytes, sizeBytes - startBytes);
      const bytes = await read(name, startBytes, askedBytes);
      if (!bytes) return undefined;
      const windowStart = startBytes;
      const from = windowStart === 0 ? SHARD_HEADER_BYTES : 0;
      if (windowStart === 0) isHeaderWhole = checkShardHeader(name, bytes);
      const window = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const reading = readShard(window, from, (start, end) => visit(window, start, { shardName: name, startBytes: windowStart + start, sizeBytes: end - start }));
      damagedBytes += reading.damagedBytes;
      const isEnd = bytes.length < askedBytes || windowStart + bytes.length >= sizeBytes;
      if (isEnd) return { isHeaderWhole, endBytes: windowStart + reading.endBytes, damagedBytes };
      // The window ended inside a record: go on at its start, with a larger window when it holds no whole one.
      if (reading.endBytes > from) startBytes += reading.endBytes;
      wantedBytes = reading.endBytes > from ? windowBytes : 4 * wantedBytes;
    }
  };
}
