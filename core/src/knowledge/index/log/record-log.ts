import { IzaError } from '../../../foundation/index.ts';
import type { BlobStore } from '../../../ports/index.ts';
import { generationPrefix, type LogManifest, manifestName, readManifest, refuseNewer, writeManifest } from './log-manifest.ts';
import type { LogRecord } from './record-frame.ts';
import { scanShards } from './scan-shards.ts';
import { createShardWriter, type ShardWriter } from './shard-writer.ts';

export interface RecordLogOptions {
  /** Folder of the log in the store. */
  readonly prefix: string;
  /** Format of the records, the owner's own; a newer one is refused, an older one is not read. From 1. */
  readonly version: number;
  /** No shard grows beyond it. 4 MB unless told, since sync services refuse files over 5 MB. */
  readonly maxShardBytes?: number;
}

/** What stood between the last whole record and the end of the log. */
export interface LogDamage {
  readonly shardName: string;
  readonly offsetBytes: number;
  readonly lostBytes: number;
  /** True for the ordinary end of an interrupted append, false for damage inside. */
  readonly torn: boolean;
}

export interface LogBatch {
  /** Everything read before is void: the log was replaced. */
  readonly restarted: boolean;
  readonly records: readonly LogRecord[];
}

/**
 * An append-only, checksummed sequence of records in shards. What was flushed is found again after any crash; a torn or damaged
 * end is cut back to the last whole record. One process writes (under the owner's lock), any number read.
 */
export interface RecordLog {
  readonly generation: number;
  /** Bytes of whole records on disk, as far as this process read or wrote. */
  readonly sizeBytes: number;
  /** Bytes pushed and not yet on disk. They survive a failed flush and go first in the next. */
  readonly pendingBytes: number;
  /** The older format of the log on disk, whose records are not read: replace it before anything is flushed. `undefined` for a log of today. */
  readonly olderVersion: number | undefined;
  /** What the last `readNew` could not read; `undefined` when it read everything. Cut away by the next flush. */
  readonly damage: LogDamage | undefined;
  /**
   * The records that this process neither read nor wrote yet, some at a time. Payloads are views; do not change them.
   * @throws IzaError `index-foreign-version` | `storage-failed`
   */
  readNew(): AsyncGenerator<LogBatch, void, void>;
  /** Puts a record in the queue of the next flush. */
  push(kind: number, payload: Uint8Array): void;
  /** Appends what was pushed. Call under the owner's lock, after `readNew` under the same lock. @throws IzaError `storage-full` | `storage-failed` */
  flush(): Promise<void>;
  /** A new, empty generation beside this one. Nobody sees it before `publish`, and a crash before leaves the present one. */
  beginReplacement(): Promise<LogReplacement>;
}

export interface LogReplacement {
  readonly pendingBytes: number;
  push(kind: number, payload: Uint8Array): void;
  flush(): Promise<void>;
  /** Flushes, makes it the log by replacing the manifest, then removes the old shards. */
  publish(): Promise<void>;
  discard(): Promise<void>;
}

/** @throws IzaError `index-foreign-version` for the log of a newer IZA */
export async function openRecordLog(store: BlobStore, options: RecordLogOptions): Promise<RecordLog> {
  const { prefix, version, maxShardBytes = 4_000_000 } = options;
  const writerOptions = { prefix, version, maxShardBytes };
  const manifest = await readManifest(store, prefix);
  if (manifest) refuseNewer(manifest.version, version);
  let olderVersion = olderThan(version, manifest);
  let logId = manifest?.id;
  let generation = manifest?.generation ?? 1;
  let writer: ShardWriter = createShardWriter(store, { ...writerOptions, generation });
  let damage: LogDamage | undefined;

  async function* readNew(): AsyncGenerator<LogBatch, void, void> {
    const present = await readManifest(store, prefix);
    if (present) refuseNewer(present.version, version);
    olderVersion = olderThan(version, present);
    const presentGeneration = present?.generation ?? 1;
    const sizeBytes = sizeOnDisk(await store.list(generationPrefix(prefix, presentGeneration)));
    const replaced = presentGeneration !== generation || present?.id !== logId;
    // Shorter than what was read: cut, or brought back from the past by a sync service.
    const shrunk = sizeBytes < writer.position.sizeBytes;
    // Written to while this process holds records that did not reach the disk: those were made for a log that is no more.
    const overtaken = writer.pendingBytes > 0 && sizeBytes !== writer.position.sizeBytes;
    let restarted = replaced || shrunk || overtaken;
    if (restarted) {
      generation = presentGeneration;
      logId = present?.id;
      writer = createShardWriter(store, { ...writerOptions, generation });
    }

    damage = undefined;
    if (olderVersion !== undefined) {
      yield { restarted: true, records: [] };
      return;
    }
    for await (const step of scanShards(store, { prefix, generation, version, from: writer.position })) {
      if (step.type === 'damage') {
        damage = step.damage;
        break;
      }
      writer.position = step.position;
      yield { restarted, records: step.records };
      restarted = false;
    }
    if (restarted) yield { restarted, records: [] };
  }

  return {
    get generation() {
      return generation;
    },
    get sizeBytes() {
      return writer.position.sizeBytes;
    },
    get pendingBytes() {
      return writer.pendingBytes;
    },
    get olderVersion() {
      return olderVersion;
    },
    get damage() {
      return damage;
    },
    readNew,
    push: (kind, payload) => writer.push(kind, payload),
    async flush() {
      if (writer.pendingBytes === 0 && !damage) return;
      if (olderVersion !== undefined) throw new IzaError('index-foreign-version', `Cannot add to the index: it has format ${olderVersion}, this IZA writes format ${version}. Rebuild it (iza notes index --rebuild).`);
      if (logId === undefined) {
        const id = crypto.randomUUID();
        await writeManifest(store, prefix, { version, generation, id });
        logId = id;
      }
      if (damage) await writer.cutBack();
      damage = undefined;
      await writer.flush();
    },
    async beginReplacement() {
      const next = generation + 1;
      await removeGeneration(store, prefix, next);
      const nextWriter = createShardWriter(store, { ...writerOptions, generation: next });
      return {
        get pendingBytes() {
          return nextWriter.pendingBytes;
        },
        push: (kind, payload) => nextWriter.push(kind, payload),
        flush: () => nextWriter.flush(),
        async publish() {
          await nextWriter.flush();
          const old = generation;
          const id = crypto.randomUUID();
          await writeManifest(store, prefix, { version, generation: next, id });
          generation = next;
          logId = id;
          writer = nextWriter;
          olderVersion = undefined;
          damage = undefined;
          await removeGeneration(store, prefix, old);
        },
        discard: () => removeGeneration(store, prefix, next),
      };
    },
  };
}

/** Removes a log of any version, so that a new one can begin. */
export async function removeRecordLog(store: BlobStore, prefix: string): Promise<void> {
  await store.remove(manifestName(prefix));
  for (const { name } of await store.list(`${prefix}/`)) await store.remove(name);
}

async function removeGeneration(store: BlobStore, prefix: string, generation: number): Promise<void> {
  for (const { name } of await store.list(generationPrefix(prefix, generation))) await store.remove(name);
}

const olderThan = (version: number, manifest: LogManifest | undefined): number | undefined => (manifest && manifest.version < version ? manifest.version : undefined);

const sizeOnDisk = (shards: readonly { sizeBytes: number }[]): number => shards.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
