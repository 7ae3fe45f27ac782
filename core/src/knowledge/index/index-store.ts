import { errorCodeOf, type IzaError } from '../../foundation/index.ts';
import type { BlobStore, Clock } from '../../ports/index.ts';
import type { Exclusion } from './exclusion.ts';
import { indexFormatVersion } from './index-record.ts';
import { createIndexState, type IndexState, type LearnedBlob } from './index-state.ts';
import { readLearned, removeOldLearned, writeLearned } from './learned-blob.ts';
import { type LogRecord, openRecordLog, type RecordLog, removeRecordLog } from './log/index.ts';
import type { Journal } from './sync-pass.ts';
import { runInTurns, type Turns } from './turns.ts';
import { UnreadableRecordError } from './unreadable-record.ts';

/** What a pass works on: a state and where its changes are written. */
export interface IndexTarget {
  readonly state: IndexState;
  readonly journal: Journal;
}

/** The index on disk and in memory. Reading needs no lock; writing happens in passes, each under the lock. */
export interface IndexStore extends IndexTarget {
  /** All blobs of the store, as counted after opening and after each pass. */
  readonly sizeBytes: number;
  /** Damage that was found, and what becomes of it, for a person. */
  readonly problems: readonly string[];
  /** @throws IzaError `index-foreign-version` when a newer IZA wrote the index on disk */
  assertReadable(): void;
  /** Whether the next pass must write the index anew: an older IZA wrote it, or a record of it makes no sense. */
  readonly wantsRebuilding: boolean;
  /** Reads every record from the disk to its last byte, and keeps what comes before the first that makes no sense. False when all do. */
  leaveOutUnreadable(turns: Turns): Promise<boolean>;
  /** @throws IzaError `index-busy` */
  lock(): Promise<AsyncDisposable | undefined>;
  /** Reads what another process wrote since. Call under the lock before a pass. */
  catchUp(turns: Turns): Promise<void>;
  /** Learns from what a pass changed, and makes it durable. */
  finishPass(target: IndexTarget, turns: Turns): Promise<void>;
  /** Whether enough of the log is garbage to write it again. */
  readonly wantsRewriting: boolean;
  /** Fills an empty index beside this one and puts it in its place when `fill` succeeds. Searches go on in the old one. */
  replace<Result>(fill: (target: IndexTarget) => Promise<Result>): Promise<Result>;
}

const prefix = 'index';
/** A log with less garbage than this is not worth writing again. */
const minGarbageBytes = 256 * 1024;
/** What was learned is written again once this share of the notes is new. Until then a start learns the difference. */
const learnedShare = 0.05;
/** A pass that changed nothing is noted at most this often. */
const quietSyncMs = 3_600_000;

export async function openIndexStore(options: { store: BlobStore; exclusion: Exclusion; clock: Clock; turns: Turns }): Promise<IndexStore> {
  const { store, exclusion, clock } = options;
  let state = createIndexState();
  let log: RecordLog | undefined;
  let unusable: IzaError | undefined;
  let problems: string[] = [];
  let sizeBytes = 0;
  let learnedIsLost = false;
  /** Why the next pass writes the index anew, for a person. */
  let rebuildReason: string | undefined;

  async function open(turns: Turns): Promise<void> {
    try {
      log = await openRecordLog(store, { prefix, version: indexFormatVersion });
      await catchUp(turns);
    } catch (error) {
      if (errorCodeOf(error) !== 'index-foreign-version') throw error;
      unusable = error as IzaError;
      state = createIndexState();
    }
    await countBytes();
  }

  async function catchUp(turns: Turns): Promise<void> {
    if (!log || unusable) return;
    problems = [];
    try {
      await replayNew(log, turns);
    } catch (error) {
      if (!(error instanceof UnreadableRecordError)) throw error;
      await leaveOutUnreadable(turns);
    }
    const { damage, olderVersion } = log;
    if (olderVersion !== undefined) rebuildReason = `An older IZA wrote the index (format ${olderVersion}, this one reads ${indexFormatVersion}): indexing builds it anew from the notes.`;
    if (damage && !damage.torn) problems.push(`The index was damaged at byte ${damage.offsetBytes} of ${damage.shardName}; the notes after it are read again by the next indexing.`);
  }

  async function replayNew(from: RecordLog, turns: Turns): Promise<void> {
    const fresh: LogRecord[] = [];
    let restarted = false;
    for await (const batch of from.readNew()) {
      if (batch.restarted) fresh.length = 0;
      restarted ||= batch.restarted;
      fresh.push(...batch.records);
      if (turns.due()) await turns.next();
    }
    // Searches stay with the old state until the new one is whole.
    const target = restarted ? createIndexState() : state;
    if (fresh.length > 0) await target.replay(fresh, { exclusion, turns });
    state = target;
    if (fresh.length > 0 && state.learned) {
      learnedIsLost = !(await importLearned(state, state.learned));
      // The first search finds everything at hand.
      if (!learnedIsLost) await runInTurns(state.retrieval.learn(), turns);
      if (learnedIsLost) problems.push('What the index had learned from all notes was damaged; it is learned again by the next indexing.');
    }
  }

  async function leaveOutUnreadable(turns: Turns): Promise<boolean> {
    log = await openRecordLog(store, { prefix, version: indexFormatVersion });
    let records: LogRecord[] = [];
    for await (const batch of log.readNew()) {
      records.push(...batch.records);
      if (turns.due()) await turns.next();
    }
    const readCount = records.length;
    for (;;) {
      state = createIndexState();
      try {
        await state.replay(records, { exclusion, turns, thorough: true });
        break;
      } catch (error) {
        if (!(error instanceof UnreadableRecordError)) throw error;
        // What later records say builds on this one.
        records = records.slice(0, error.position);
        rebuildReason = `A part of the index cannot be read (record ${error.position + 1} of ${readCount}): indexing builds it anew from the notes.`;
      }
    }
    if (state.learned) learnedIsLost = !(await importLearned(state, state.learned));
    return records.length < readCount;
  }

  async function importLearned({ retrieval }: IndexState, blob: LearnedBlob): Promise<boolean> {
    const bytes = await readLearned(store, blob);
    if (!bytes) return false;
    try {
      retrieval.importLearned(bytes);
      return true;
    } catch {
      // reason: whatever goes wrong is the fault of the bytes, which come from outside; it is learned again
      return false;
    }
  }

  async function countBytes(): Promise<void> {
    sizeBytes = (await store.list()).reduce((total, blob) => total + blob.sizeBytes, 0);
  }

  async function finishPass({ state: target, journal }: IndexTarget, turns: Turns): Promise<void> {
    const changed = target.unfinished;
    if (changed || learnedIsLost || (!target.learned && target.notes.size > 0)) await runInTurns(target.retrieval.learn(), turns);
    const newNotes = target.nextNoteId - target.learnedBeforeNoteId;
    const worthWriting = !target.learned || learnedIsLost || newNotes > Math.max(20, target.notes.size * learnedShare);
    const bytes = worthWriting && target.notes.size > 0 ? target.retrieval.exportLearned() : undefined;
    let learned = target.learned;
    if (bytes) {
      learned = await writeLearned(store, crypto.randomUUID(), bytes);
      learnedIsLost = false;
    }
    const nowMs = clock.nowMs();
    if (changed || bytes || nowMs - (target.lastSyncMs ?? 0) > quietSyncMs) {
      const { kind, payload } = target.apply({ type: 'sync-end', timeMs: nowMs, learnedName: learned?.name ?? '', learnedPartCount: learned?.partCount ?? 0 });
      journal.push(kind, payload);
    }
    await journal.flush();
  }

  await open(options.turns);

  return {
    get state() {
      return state;
    },
    get journal() {
      // reason: absent only while `unusable`, and every pass asserts that first
      return log!;
    },
    get sizeBytes() {
      return sizeBytes;
    },
    get problems() {
      if (unusable) return [unusable.message];
      return rebuildReason === undefined ? problems : [rebuildReason, ...problems];
    },
    get wantsRebuilding() {
      return rebuildReason !== undefined;
    },
    leaveOutUnreadable,
    get wantsRewriting() {
      return log !== undefined && state.garbageBytes > Math.max(minGarbageBytes, log.sizeBytes / 2);
    },
    assertReadable() {
      if (unusable) throw unusable;
    },
    lock: async () => store.lock?.(prefix),
    catchUp,
    async finishPass(target, turns) {
      await finishPass(target, turns);
      // A replacement is not the index yet: the old one still needs what it learned.
      if (target.state !== state) return;
      await removeOldLearned(store, target.state.learned);
      problems = [];
      await countBytes();
    },
    async replace(fill) {
      if (unusable) {
        await removeRecordLog(store, prefix);
        log = await openRecordLog(store, { prefix, version: indexFormatVersion });
        unusable = undefined;
      }
      const fresh = createIndexState();
      const replacement = await log!.beginReplacement();
      try {
        const result = await fill({ state: fresh, journal: replacement });
        await replacement.publish();
        state = fresh;
        rebuildReason = undefined;
        problems = [];
        await removeOldLearned(store, fresh.learned);
        await countBytes();
        return result;
      } catch (error) {
        await replacement.discard().catch(() => undefined);
        throw error;
      }
    },
  };
}
