import { IzaError, isAbort, throwIfAborted } from '../../foundation/index.ts';
import type { NoteSource } from '../../ports/index.ts';
import { chunkNote, decodeText, parseNote } from '../notes/index.ts';
import type { ScoredChunk } from '../retrieval/index.ts';
import { chunkHash, type ChunkPlace } from './chunk-table.ts';
import { contentHash, hashKey, sameHash } from './content-hash.ts';
import { type IndexedNote, readChunks, readNoteHash } from './index-record.ts';
import type { IndexState } from './index-state.ts';
import type { Passage } from './knowledge-base.ts';

export interface PassageOptions {
  readonly state: IndexState;
  readonly sources: ReadonlyMap<string, NoteSource>;
  readonly limit: number;
  /** Give the section around each hit; hits in one section then become one passage. */
  readonly parents: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** The note as it is now: its text, and where the chunks that the index knows stand in it. */
interface PresentNote {
  readonly note: IndexedNote;
  readonly text: string;
  /** By ordinal in the index; `undefined` for words that are no longer there. */
  readonly places: readonly (ChunkPlace | undefined)[];
}

/**
 * Turns hits into passages with the words that stand in the notes now. A hit whose words were edited away, or whose note cannot be
 * read, is dropped, and the next one takes its place.
 */
export async function findPassages(hits: readonly ScoredChunk[], options: PassageOptions): Promise<Passage[]> {
  const { state, limit, parents, signal } = options;
  const present = new Map<number, PresentNote | undefined>();
  const passages: Passage[] = [];
  const sections = new Set<string>();
  for (let start = 0; start < hits.length && passages.length < limit; start += limit) {
    const batch = hits.slice(start, start + limit);
    const unread = [...new Set(batch.map(({ noteId }) => noteId))].filter((noteId) => !present.has(noteId));
    await Promise.all(unread.map(async (noteId) => present.set(noteId, await readPresent(state.notes.get(noteId), options))));
    throwIfAborted(signal);
    for (const hit of batch) {
      const found = present.get(hit.noteId);
      const place = found?.places[hit.chunkOrdinal];
      if (!found || !place || passages.length >= limit) continue;
      const range = parents ? place.section : place;
      if (parents) {
        const section = `${hit.noteId}:${range.start}`;
        if (sections.has(section)) continue;
        sections.add(section);
      }
      const { sourceId, path, title } = found.note;
      passages.push({
        sourceId,
        path,
        title,
        headingPath: place.headingPath,
        anchor: place.anchor,
        startLine: range.startLine,
        endLine: range.endLine,
        start: range.start,
        end: range.end,
        text: found.text.slice(range.start, range.end),
        score: hit.score,
        signals: hit.signals,
      });
    }
  }
  return passages;
}

async function readPresent(note: IndexedNote | undefined, { sources, signal }: PassageOptions): Promise<PresentNote | undefined> {
  const source = note && sources.get(note.sourceId);
  if (!note || !source) return undefined;
  const bytes = await readOrNothing(source, note.path, signal);
  if (!bytes) return undefined;
  const known = readChunks(note);
  if (sameHash(contentHash(bytes), readNoteHash(note))) {
    const text = textOf(note, bytes);
    return text === undefined ? undefined : { note, text, places: known };
  }
  const parsed = parseNote({ path: note.path, bytes });
  if ('type' in parsed) return undefined;
  const nowByHash = new Map<string, ChunkPlace>();
  for (const chunk of chunkNote(parsed)) {
    const hash = chunkHash(chunk);
    if (!nowByHash.has(hashKey(hash))) nowByHash.set(hashKey(hash), { ...chunk, hash });
  }
  return { note: { ...note, title: parsed.title }, text: parsed.text, places: known.map(({ hash }) => nowByHash.get(hashKey(hash))) };
}

/** Markdown and plain text are their own text; other formats must be parsed for it. */
function textOf(note: IndexedNote, bytes: Uint8Array): string | undefined {
  if (note.format === 'markdown' || note.format === 'text') {
    const decoded = decodeText(bytes);
    return decoded.type === 'text' ? decoded.text : undefined;
  }
  const parsed = parseNote({ path: note.path, bytes });
  return 'type' in parsed ? undefined : parsed.text;
}

async function readOrNothing(source: NoteSource, path: string, signal: AbortSignal | undefined): Promise<Uint8Array | undefined> {
  try {
    return await source.read(path, signal ? { signal } : {});
  } catch (error) {
    if (isAbort(error)) throw error;
    if (error instanceof IzaError) return undefined;
    throw error;
  }
}
