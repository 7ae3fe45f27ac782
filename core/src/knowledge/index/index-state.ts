import { IzaError, type JsonValue } from '../../foundation/index.ts';
import { createByteWriter, createRetrievalIndex, type RetrievalIndex } from '../retrieval/index.ts';
import type { Exclusion } from './exclusion.ts';
import { checkDetails, decodeRecord, encodeRecord, type FileStamp, type IndexedNote, type IndexRecord, readMatching, type SkipCause } from './index-record.ts';
import { createLinkGraphs, type LinkGraphs } from './link-graphs.ts';
import type { LogRecord } from './log/index.ts';
import type { Turns } from './turns.ts';
import { readingRecord } from './unreadable-record.ts';

export interface SkippedEntry extends FileStamp {
  readonly cause: SkipCause;
  readonly reason: string;
}

/** Everything the index knows, as its log says it. Nothing here outlives the log: replaying it gives an equal state. */
export interface IndexState {
  readonly notes: ReadonlyMap<number, IndexedNote>;
  readonly skipped: ReadonlyMap<string, SkippedEntry>;
  readonly linkTexts: ReadonlyMap<number, readonly string[]>;
  readonly retrieval: RetrievalIndex;
  /** The links between the notes, brought up to the notes when they are asked for. */
  readonly links: LinkGraphs;
  /** Whether notes changed after the last `sync-end`: a pass is running, or one was interrupted. */
  readonly unfinished: boolean;
  readonly lastSyncMs: number | undefined;
  readonly learned: LearnedBlob | undefined;
  /** Notes with this number and above came after that. */
  readonly learnedBeforeNoteId: number;
  /** Bytes of the log's records that no longer count. */
  readonly garbageBytes: number;
  noteOfFile(sourceId: string, path: string): IndexedNote | undefined;
  matchingOf(note: IndexedNote): { readonly path: string; readonly modifiedMs: number; readonly tags: readonly string[]; readonly properties: Readonly<Record<string, JsonValue>> };
  readonly nextNoteId: number;
  takeNoteId(): number;
  /** Applies a record that was just made and whose note, if any, the retrieval index already holds. Returns it encoded, for the log. */
  apply(record: IndexRecord): LogRecord;
  /**
   * Applies what was read from the log, in its order. A note that is excluded by now is left out. `thorough` also reads what is
   * otherwise decoded when it is needed. A state that failed to replay is of no further use.
   * @throws UnreadableRecordError for a record that is whole and yet makes no sense
   */
  replay(records: readonly LogRecord[], options: { exclusion: Exclusion; turns: Turns; thorough?: boolean }): Promise<void>;
}

/** What the retrieval index learned from the whole collection, in parts of a store. */
export interface LearnedBlob {
  readonly name: string;
  readonly partCount: number;
}

export const fileKey = (sourceId: string, path: string): string => `${sourceId}\n${path}`;

const bytesOfTexts = (texts: readonly string[] | undefined): number => (texts ?? []).reduce((total, text) => total + text.length + 1, 0);

export function createIndexState(): IndexState {
  const notes = new Map<number, IndexedNote>();
  const noteIdOfFile = new Map<string, number>();
  const skipped = new Map<string, SkippedEntry>();
  const linkTexts = new Map<number, readonly string[]>();
  const matching = new WeakMap<IndexedNote, ReturnType<typeof readMatching>>();
  /** Size of the record that put an entry where it is. */
  const bytesOfNote = new Map<number, number>();
  const retrieval = createRetrievalIndex();
  const writer = createByteWriter();
  const links = createLinkGraphs();
  let unfinished = false;
  let nextNoteId = 0;
  let garbageBytes = 0;
  let lastSyncMs: number | undefined;
  let learned: LearnedBlob | undefined;
  let learnedBeforeNoteId = 0;

  function forgetNote(noteId: number): void {
    const note = notes.get(noteId);
    if (!note) return;
    retrieval.remove(noteId);
    notes.delete(noteId);
    noteIdOfFile.delete(fileKey(note.sourceId, note.path));
    garbageBytes += (bytesOfNote.get(noteId) ?? 0) + bytesOfTexts(linkTexts.get(noteId));
    linkTexts.delete(noteId);
    bytesOfNote.delete(noteId);
  }

  function forgetFile(key: string): void {
    const noteId = noteIdOfFile.get(key);
    if (noteId !== undefined) forgetNote(noteId);
    skipped.delete(key);
  }

  function change(record: IndexRecord, sizeBytes: number): void {
    unfinished = record.type !== 'sync-end';
    switch (record.type) {
      case 'note': {
        const { note } = record;
        const key = fileKey(note.sourceId, note.path);
        forgetFile(key);
        notes.set(note.id, note);
        noteIdOfFile.set(key, note.id);
        bytesOfNote.set(note.id, sizeBytes);
        nextNoteId = Math.max(nextNoteId, note.id + 1);
        return;
      }
      case 'note-gone':
        forgetNote(record.noteId);
        return;
      case 'note-stamp': {
        const note = notes.get(record.noteId);
        garbageBytes += sizeBytes;
        if (note) notes.set(record.noteId, { ...note, sizeBytes: record.sizeBytes, modifiedMs: record.modifiedMs });
        return;
      }
      case 'file-skipped': {
        const { type: _type, ...entry } = record;
        const key = fileKey(record.sourceId, record.path);
        forgetFile(key);
        skipped.set(key, entry);
        return;
      }
      case 'file-forgotten':
        forgetFile(fileKey(record.sourceId, record.path));
        return;
      case 'link-texts':
        if (!notes.has(record.noteId)) return;
        garbageBytes += bytesOfTexts(linkTexts.get(record.noteId));
        if (record.texts.length === 0) linkTexts.delete(record.noteId);
        else linkTexts.set(record.noteId, record.texts);
        return;
      case 'sync-end':
        garbageBytes += sizeBytes;
        lastSyncMs = record.timeMs;
        if (record.learnedName !== learned?.name) learnedBeforeNoteId = nextNoteId;
        learned = record.learnedName === '' ? undefined : { name: record.learnedName, partCount: record.learnedPartCount };
    }
  }

  return {
    notes,
    skipped,
    linkTexts,
    retrieval,
    links,
    get unfinished() {
      return unfinished;
    },
    get lastSyncMs() {
      return lastSyncMs;
    },
    get learned() {
      return learned;
    },
    get learnedBeforeNoteId() {
      return learnedBeforeNoteId;
    },
    get garbageBytes() {
      return garbageBytes;
    },
    noteOfFile(sourceId, path) {
      const noteId = noteIdOfFile.get(fileKey(sourceId, path));
      return noteId === undefined ? undefined : notes.get(noteId);
    },
    matchingOf(note) {
      let parts = matching.get(note);
      if (!parts) matching.set(note, (parts = readMatching(note)));
      return { path: note.path, modifiedMs: note.modifiedMs, ...parts };
    },
    get nextNoteId() {
      return nextNoteId;
    },
    takeNoteId() {
      nextNoteId += 1;
      return nextNoteId - 1;
    },
    apply(record) {
      const encoded = encodeRecord(record, writer);
      change(record, encoded.payload.length);
      if (record.type === 'link-texts') retrieval.setLinkTexts(record.noteId, record.texts);
      return encoded;
    },
    async replay(records, { exclusion, turns, thorough = false }) {
      const excludes = (note: IndexedNote): boolean => (exclusion.looksInside ? exclusion.reasonForNote(this.matchingOf(note)) : exclusion.reasonForPath(note.path)) !== undefined;
      const retrievalRecords: { noteId: number; record: Uint8Array; position: number }[] = [];
      const newLinkTexts = new Set<number>();
      for (const [position, encoded] of records.entries()) {
        readingRecord(position, () => {
          const record = decodeRecord(encoded);
          if (record.type === 'note') checkNote(record.note, { nextNoteId, thorough });
          change(record, encoded.payload.length);
          if (record.type === 'link-texts') newLinkTexts.add(record.noteId);
          if (record.type === 'note') {
            retrievalRecords.push({ noteId: record.note.id, record: record.retrievalRecord, position });
            if (excludes(record.note)) forgetNote(record.note.id);
          }
        });
        if (turns.due()) await turns.next();
      }
      for (const { noteId, record, position } of retrievalRecords) {
        readingRecord(position, () => retrieval.load(noteId, record, { live: notes.has(noteId) }));
        if (turns.due()) await turns.next();
      }
      for (const noteId of newLinkTexts) {
        if (notes.has(noteId)) retrieval.setLinkTexts(noteId, linkTexts.get(noteId) ?? []);
        if (turns.due()) await turns.next();
      }
    },
  };
}

/** Numbers are given once and upwards; a jump to their end would leave none. */
const maxNoteId = 0x3fff_ffff;

function checkNote(note: IndexedNote, { nextNoteId, thorough }: { nextNoteId: number; thorough: boolean }): void {
  if (note.id < nextNoteId || note.id > maxNoteId) throw new IzaError('index-corrupt', `Cannot read note ${note.id} of the index after note ${nextNoteId - 1}.`);
  if (thorough) checkDetails(note);
}
