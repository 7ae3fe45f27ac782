import { throwIfAborted } from '../../foundation/index.ts';
import type { BlobStore } from '../../ports/index.ts';
import { createShardReplayer, type RecordPlace, type VisitRecord } from './replay-shard.ts';
import { encodeRecord, encodeShardHeader, RECORD_HEADER_BYTES, SHARD_HEADER_BYTES } from './shard-format.ts';

/**
 * Append-only records that do not depend on each other, in shards that a sync service can take. What `append` resolved is
 * there after a crash; a torn tail is cut off on opening, a damaged record is stepped over and reported. One writer at a
 * time. (The index's own log is another thing: its records build on each other, so it ends at the first damage.)
 */
export interface VectorLog {
  readonly sizeBytes: number;
  /** What was found damaged on opening, in words for a person. */
  readonly problems: readonly string[];
  /** Durable when it resolves. Places are in the order of the payloads. @throws IzaError `storage-full`; RangeError for a payload larger than a shard */
  append(payloads: readonly Uint8Array[]): Promise<RecordPlace[]>;
  /**
   * Replaces all records at once: after a crash there are either the old ones or the new. `onReplaced` gets the new places, in order, while
   * the old shards can still be read; they are removed after it.
   */
  replaceAll(payloads: AsyncIterable<Uint8Array>, onReplaced: (places: RecordPlace[]) => void): Promise<void>;
}

export interface VectorLogOptions {
  readonly store: BlobStore;
  /** The folder of the shards in the store. */
  readonly name: string;
  /** Called for every whole record, oldest first. */
  readonly replay: VisitRecord;
  readonly maxShardBytes?: number;
  readonly signal?: AbortSignal;
}

/** Sync services refuse or stall on larger files. */
const MAX_SHARD_BYTES = 5_000_000;

/**
 * `<generation>-<number>.log`; only the generation that the blob `current` names counts. Without it the lowest one does: a newer one
 * counts only once `current` says so, and the older ones are removed after that.
 */
const SHARD_NAME = /\/(\d+)-(\d{5,})\.log$/;

/** @throws IzaError `index-foreign-version` | `aborted` */
export async function openVectorLog(options: VectorLogOptions): Promise<VectorLog> {
  const { store, name, replay, maxShardBytes = MAX_SHARD_BYTES, signal } = options;
  const currentName = `${name}/current`;
  const problems: string[] = [];
  let generation = 1;
  let shard: { number: number; sizeBytes: number } | undefined;
  let sizeBytes = 0;
  /** A failed append may have left part of its bytes: they are cut off before the next. */
  let tailIsUncertain = false;
  let lastChange: Promise<unknown> = Promise.resolve();

  await replayShards();

  function shardName(number: number): string {
    return `${name}/${generation}-${String(number).padStart(5, '0')}.log`;
  }

  async function readGeneration(): Promise<number | undefined> {
    const bytes = await store.read(currentName);
    const text = bytes && new TextDecoder().decode(bytes).trim();
    return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
  }

  async function replayShards(): Promise<void> {
    const shards = (await store.list(`${name}/`)).flatMap((blob) => {
      const match = SHARD_NAME.exec(blob.name);
      return match ? [{ ...blob, generation: Number(match[1]), number: Number(match[2]) }] : [];
    });
    generation = (await readGeneration()) ?? shards.reduce((lowest, blob) => Math.min(lowest, blob.generation), shards[0]?.generation ?? 1);
    for (const leftover of shards.filter((blob) => blob.generation !== generation)) await store.remove(leftover.name);
    const present = shards.filter((blob) => blob.generation === generation).toSorted((a, b) => a.number - b.number);
    const replayShard = createShardReplayer(store, replay);
    for (const blob of present) {
      throwIfAborted(signal);
      const isLast = blob === present.at(-1);
      // The very first bytes of a new shard were all that was written.
      if (isLast && blob.sizeBytes < SHARD_HEADER_BYTES) {
        await store.remove(blob.name);
        continue;
      }
      const reading = await replayShard(blob);
      if (!reading) continue;
      const { isHeaderWhole, endBytes, damagedBytes } = reading;
      if (!isHeaderWhole) problems.push(`The header of ${blob.name} is damaged`);
      const tailBytes = blob.sizeBytes - endBytes;
      if (isLast && tailBytes > 0) await store.truncate(blob.name, endBytes);
      const lostBytes = damagedBytes + (isLast ? 0 : tailBytes);
      if (lostBytes > 0) problems.push(`${lostBytes} bytes of ${blob.name} are damaged and were stepped over`);
      shard = { number: blob.number, sizeBytes: isLast ? endBytes : blob.sizeBytes };
      sizeBytes += shard.sizeBytes;
    }
  }

  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = lastChange.then(work);
    lastChange = result.catch(() => undefined);
    return result;
  }

  async function appendNow(payloads: readonly Uint8Array[]): Promise<RecordPlace[]> {
    for (const { length } of payloads) {
      if (length + RECORD_HEADER_BYTES + SHARD_HEADER_BYTES > maxShardBytes) throw new RangeError(`Cannot append a record of ${length} bytes to ${name}: a shard holds ${maxShardBytes}`);
    }
    const places: RecordPlace[] = [];
    while (places.length < payloads.length) places.push(...(await appendRun(payloads.slice(places.length))));
    return places;
  }

  /** Appends as many of the payloads as the present shard takes, or a new one when it takes none. */
  async function appendRun(payloads: readonly Uint8Array[]): Promise<RecordPlace[]> {
    if (tailIsUncertain && shard) await store.truncate(shardName(shard.number), shard.sizeBytes);
    tailIsUncertain = false;
    const isFull = shard !== undefined && shard.sizeBytes + RECORD_HEADER_BYTES + payloads[0].length > maxShardBytes;
    if (!shard || isFull) shard = { number: (shard?.number ?? 0) + 1, sizeBytes: 0 };
    const target = shard;
    const headerBytes = target.sizeBytes === 0 ? SHARD_HEADER_BYTES : 0;

    let runBytes = headerBytes;
    let count = 0;
    for (; count < payloads.length; count++) {
      const recordBytes = RECORD_HEADER_BYTES + payloads[count].length;
      if (target.sizeBytes + runBytes + recordBytes > maxShardBytes) break;
      runBytes += recordBytes;
    }
    const run = new Uint8Array(runBytes);
    if (headerBytes > 0) run.set(encodeShardHeader());
    const places: RecordPlace[] = [];
    let offset = headerBytes;
    for (const payload of payloads.slice(0, count)) {
      offset = encodeRecord(payload, run, offset);
      places.push({ shardName: shardName(target.number), startBytes: target.sizeBytes + offset - payload.length, sizeBytes: payload.length });
    }
    tailIsUncertain = true;
    await store.append(shardName(target.number), run);
    tailIsUncertain = false;
    target.sizeBytes += runBytes;
    sizeBytes += runBytes;
    return places;
  }

  async function replaceAllNow(payloads: AsyncIterable<Uint8Array>, onReplaced: (places: RecordPlace[]) => void): Promise<void> {
    const old = { generation, shard, sizeBytes, tailIsUncertain };
    generation += 1;
    shard = undefined;
    sizeBytes = 0;
    tailIsUncertain = false;
    const places: RecordPlace[] = [];
    try {
      for await (const batch of inBatches(payloads, maxShardBytes / 2)) places.push(...(await appendNow(batch)));
      // From this write on the new records count.
      await store.write(currentName, new TextEncoder().encode(String(generation)));
    } catch (error) {
      await removeGeneration(generation).catch(() => undefined);
      ({ generation, shard, sizeBytes, tailIsUncertain } = old);
      throw error;
    }
    onReplaced(places);
    // What is left of them is removed when the log is opened next.
    await removeGeneration(old.generation).catch(() => undefined);
  }

  async function removeGeneration(unwanted: number): Promise<void> {
    for (const blob of await store.list(`${name}/${unwanted}-`)) await store.remove(blob.name);
  }

  return {
    get sizeBytes() {
      return sizeBytes;
    },
    problems,
    append: (payloads) => inTurn(() => appendNow(payloads)),
    replaceAll: (payloads, onReplaced) => inTurn(() => replaceAllNow(payloads, onReplaced)),
  };
}

async function* inBatches(payloads: AsyncIterable<Uint8Array>, batchBytes: number): AsyncGenerator<Uint8Array[]> {
  let batch: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const payload of payloads) {
    batch.push(payload);
    sizeBytes += payload.length;
    if (sizeBytes < batchBytes) continue;
    yield batch;
    batch = [];
    sizeBytes = 0;
  }
  yield batch;
}
