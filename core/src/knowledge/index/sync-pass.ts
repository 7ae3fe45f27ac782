import { assertNever, isAbort, throwIfAborted } from '../../foundation/index.ts';
import type { Clock, NoteSource } from '../../ports/index.ts';
import { chunkNote, parseNote } from '../notes/index.ts';
import { createByteWriter } from '../retrieval/index.ts';
import { contentHash, hashKey, sameHash } from './content-hash.ts';
import type { Exclusion } from './exclusion.ts';
import { createFlushAhead } from './flush-ahead.ts';
import { type FileStamp, type IndexedNote, indexedNoteOf, type IndexRecord, readNoteHash, type SkipCause } from './index-record.ts';
import { fileKey, type IndexState } from './index-state.ts';
import type { IndexProgress } from './knowledge-base.ts';
import { assertPresent } from './list-batch-changes.ts';
import type { ChangeList, FileToRead } from './list-changes.ts';
import type { RecordLog } from './log/index.ts';
import { readAhead } from './read-ahead.ts';
import type { Turns } from './turns.ts';

/** Where a pass writes: the log, or its replacement. */
export type Journal = Pick<RecordLog, 'push' | 'flush' | 'pendingBytes'>;

export interface SyncPassOptions {
  readonly state: IndexState;
  readonly journal: Journal;
  readonly exclusion: Exclusion;
  readonly clock: Clock;
  readonly turns: Turns;
  readonly signal?: AbortSignal | undefined;
  /** Resolves while indexing may go on; held between two notes by `pause`. */
  readonly untilResumed: () => Promise<void> | undefined;
  readonly onProgress?: (progress: IndexProgress) => void;
}

export interface PassCounts {
  addedCount: number;
  changedCount: number;
  movedCount: number;
  removedCount: number;
  unchangedCount: number;
}

/**
 * Applies a list of changes to the state and the journal, note by note. What was done before an abort or a failure stays done.
 * A failing source stops only its own files; the first failure is thrown at the end.
 */
export async function runSyncPass(changes: ChangeList, options: SyncPassOptions): Promise<PassCounts> {
  const { state, journal, exclusion, clock, turns, signal, untilResumed, onProgress } = options;
  const counts: PassCounts = { addedCount: 0, changedCount: 0, movedCount: 0, removedCount: 0, unchangedCount: changes.unchangedCount };
  const failures = [...changes.failures];
  const failedSources = new Set<string>();
  const sourcesWithGoneFiles = new Set<NoteSource>();
  const missingByHash = new Map<string, IndexedNote[]>();
  for (const note of changes.missingNotes) {
    const key = hashKey(readNoteHash(note));
    missingByHash.set(key, [...(missingByHash.get(key) ?? []), note]);
  }
  const writer = createByteWriter();
  const flushes = createFlushAhead(journal, clock);

  function record(change: IndexRecord): void {
    const { kind, payload } = state.apply(change);
    journal.push(kind, payload);
  }

  function skip(stamp: FileStamp, cause: SkipCause, reason: string): void {
    const known = state.skipped.get(fileKey(stamp.sourceId, stamp.path));
    const same = known?.reason === reason && known.cause === cause && known.sizeBytes === stamp.sizeBytes && known.modifiedMs === stamp.modifiedMs;
    if (same) return;
    if (state.noteOfFile(stamp.sourceId, stamp.path)) counts.removedCount += 1;
    const { sourceId, path, sizeBytes, modifiedMs } = stamp;
    record({ type: 'file-skipped', sourceId, path, sizeBytes, modifiedMs, cause, reason });
  }

  /** A file whose source only told that it was saved was saved just now. */
  function stampOf({ source, path, stamp }: FileToRead, sizeBytes: number): FileStamp {
    return { sourceId: source.id, path, ...(stamp ?? { sizeBytes, modifiedMs: clock.nowMs() }) };
  }

  /** Gives way between its steps too: a single large note takes many turns. */
  async function indexFile(file: FileToRead, bytes: Uint8Array): Promise<void> {
    const known = state.noteOfFile(file.source.id, file.path);
    const hash = contentHash(bytes);
    const stamp = stampOf(file, bytes.length);
    if (known && sameHash(readNoteHash(known), hash)) {
      counts.unchangedCount += 1;
      if (file.stamp) record({ type: 'note-stamp', noteId: known.id, sizeBytes: stamp.sizeBytes, modifiedMs: stamp.modifiedMs });
      return;
    }
    const note = parseNote({ path: file.path, bytes });
    if ('type' in note) {
      skip(stamp, 'content', note.reason);
      return;
    }
    if (turns.due()) await turns.next();
    const excluded = exclusion.reasonForNote(note);
    if (excluded !== undefined) {
      skip(stamp, 'excluded', excluded);
      return;
    }
    const chunks = chunkNote(note);
    if (turns.due()) await turns.next();
    const moved = known ? undefined : missingByHash.get(hashKey(hash))?.pop();
    if (moved) record({ type: 'note-gone', noteId: moved.id });
    const noteId = state.takeNoteId();
    const retrievalRecord = state.retrieval.add(noteId, note, chunks);
    record({ type: 'note', note: indexedNoteOf(noteId, stamp, hash, note, chunks, writer), retrievalRecord });
    counts[known ? 'changedCount' : moved ? 'movedCount' : 'addedCount'] += 1;
  }

  /** What notes are called by others belongs to how they are found. */
  async function recordLinkTexts(): Promise<void> {
    await state.links.refresh(state.notes.values(), { turns });
    for (const { sourceId, path } of state.links.takeTouched()) {
      const note = state.noteOfFile(sourceId, path);
      if (!note) continue;
      const texts = state.links.of(sourceId).linkTexts(path);
      const known = state.linkTexts.get(note.id) ?? [];
      if (texts.length !== known.length || texts.some((text, index) => text !== known[index])) record({ type: 'link-texts', noteId: note.id, texts });
      if (turns.due()) await turns.next();
    }
  }

  async function afterEach(): Promise<void> {
    await flushes.step();
    if (turns.due()) await turns.next();
    await untilResumed();
    throwIfAborted(signal);
  }

  try {
    for (const entry of changes.skips) skip(entry, entry.cause, entry.reason);
    for (const { sourceId, path } of changes.missingSkips) {
      if (state.skipped.has(fileKey(sourceId, path))) record({ type: 'file-forgotten', sourceId, path });
    }
    let doneCount = 0;
    for await (const { file, reading } of readAhead(changes.reads, { signal })) {
      throwIfAborted(signal);
      if (failedSources.has(file.source.id)) continue;
      switch (reading.type) {
        case 'read':
          await indexFile(file, reading.bytes);
          break;
        case 'unreadable':
          skip(stampOf(file, 0), 'unreadable', reading.reason);
          break;
        case 'gone':
          // Its source will say so in the next listing; a vault that vanishes must not empty the index.
          sourcesWithGoneFiles.add(file.source);
          break;
        case 'failed':
          if (isAbort(reading.error)) throw reading.error;
          failures.push(reading.error);
          failedSources.add(file.source.id);
          break;
        default:
          assertNever(reading);
      }
      doneCount += 1;
      onProgress?.({ doneCount, totalCount: changes.reads.length, path: file.path });
      await afterEach();
    }
    // One file was removed meanwhile, or the whole source went: the latter must not pass for done.
    for (const source of sourcesWithGoneFiles) {
      try {
        await assertPresent(source, signal);
      } catch (error) {
        if (isAbort(error)) throw error;
        failures.push(error);
        failedSources.add(source.id);
      }
    }
    for (const note of changes.missingNotes) {
      if (!state.notes.has(note.id) || failedSources.has(note.sourceId)) continue;
      record({ type: 'note-gone', noteId: note.id });
      counts.removedCount += 1;
    }
    await flushes.settle();
  } catch (error) {
    // What was done is kept; the error that stopped the pass is the one to tell.
    await flushes.settle().catch(() => undefined);
    await journal.flush().catch(() => undefined);
    throw error;
  }
  if (state.unfinished) await recordLinkTexts();
  if (failures.length > 0) {
    await journal.flush();
    throw failures[0];
  }
  return counts;
}
