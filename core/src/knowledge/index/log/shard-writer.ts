import type { BlobStore } from '../../../ports/index.ts';
import { generationPrefix, shardName } from './log-manifest.ts';
import { encodeFrame, frameHeaderBytes, joinPayloads } from './record-frame.ts';
import { type LogPosition, logStart } from './scan-shards.ts';
import { encodeShardHeader, shardHeaderBytes } from './shard-header.ts';

/** Appends framed records to the shards of one generation. */
export interface ShardWriter {
  /** Where the next record goes; set by who reads the log. */
  position: LogPosition;
  readonly pendingBytes: number;
  push(kind: number, payload: Uint8Array): void;
  /**
   * Appends what was pushed before this call; pushing may go on meanwhile, a second flush may not begin. After a failure nothing
   * of it counts as written and all of it is still pending.
   */
  flush(): Promise<void>;
  /** Cuts away everything after `position`. */
  cutBack(): Promise<void>;
}

export function createShardWriter(store: BlobStore, options: { prefix: string; version: number; generation: number; maxShardBytes: number }): ShardWriter {
  const { prefix, version, generation, maxShardBytes } = options;
  const maxPayloadBytes = maxShardBytes - shardHeaderBytes - frameHeaderBytes;
  if (maxPayloadBytes < 1) throw new RangeError(`Cannot write shards of ${maxShardBytes} bytes: a shard needs more than ${shardHeaderBytes + frameHeaderBytes}`);
  /** In their order; what is pushed during a flush waits behind it. */
  let pending: { bytes: Uint8Array; crc: number }[] = [];
  let pendingBytes = 0;
  let position: LogPosition = logStart;

  async function cutBack(): Promise<void> {
    // From the last shard down, so that a crash in between leaves a log that still ends after a whole record.
    for (const { name } of (await store.list(generationPrefix(prefix, generation))).reverse()) {
      const present = shardName(prefix, generation, position.shardNumber);
      if (name > present || (name === present && position.offsetBytes === 0)) await store.remove(name);
      else if (name === present) await store.truncate(name, position.offsetBytes);
    }
  }

  /** The frames from `first` on that fit the present shard, or the next one when none does. */
  function nextAppend(first: number, end: number): { name: string; bytes: Uint8Array; frameCount: number; after: LogPosition } {
    let { shardNumber, offsetBytes } = position;
    if (offsetBytes > shardHeaderBytes && offsetBytes + pending[first].bytes.length > maxShardBytes) {
      shardNumber += 1;
      offsetBytes = 0;
    }
    const parts: Uint8Array[] = [];
    if (offsetBytes === 0) {
      const previousSizeBytes = shardNumber === position.shardNumber ? 0 : position.offsetBytes;
      parts.push(encodeShardHeader({ version, generation, number: shardNumber, previousSizeBytes, previousCrc: position.lastCrc }));
    }
    let sizeBytes = parts.length > 0 ? shardHeaderBytes : 0;
    let frameCount = 0;
    for (const { bytes } of pending.slice(first, end)) {
      if (frameCount > 0 && offsetBytes + sizeBytes + bytes.length > maxShardBytes) break;
      parts.push(bytes);
      sizeBytes += bytes.length;
      frameCount += 1;
    }
    const lastCrc = pending[first + frameCount - 1].crc;
    const after = { shardNumber, offsetBytes: offsetBytes + sizeBytes, sizeBytes: position.sizeBytes + sizeBytes, lastCrc };
    return { name: shardName(prefix, generation, shardNumber), bytes: joinPayloads(parts), frameCount, after };
  }

  return {
    get position() {
      return position;
    },
    set position(value) {
      position = value;
    },
    get pendingBytes() {
      return pendingBytes;
    },
    push(kind, payload) {
      for (let start = 0; start === 0 || start < payload.length; start += maxPayloadBytes) {
        const frame = encodeFrame(kind, payload.subarray(start, start + maxPayloadBytes), { continued: start + maxPayloadBytes < payload.length });
        pending.push(frame);
        pendingBytes += frame.bytes.length;
      }
    },
    async flush() {
      const before = position;
      const end = pending.length;
      try {
        let done = 0;
        while (done < end) {
          const { name, bytes, frameCount, after } = nextAppend(done, end);
          await store.append(name, bytes);
          position = after;
          done += frameCount;
        }
        for (const { bytes } of pending.slice(0, end)) pendingBytes -= bytes.length;
        pending = pending.slice(end);
      } catch (error) {
        position = before;
        // A full disk can still be cut. If not even that works, who reads the log next finds out.
        await cutBack().catch(() => undefined);
        throw error;
      }
    },
    cutBack,
  };
}
