import { errorCodeOf, throwIfAborted } from '../../foundation/index.ts';
import type { BlobStore, Clock, Embedder, NoteSource, VectorStore } from '../../ports/index.ts';
import { parseNote } from '../notes/index.ts';
import { createIndexer } from './create-indexer.ts';
import { createEmbeddingIndex } from './embedding-index.ts';
import { createExclusion, type ExclusionSettings } from './exclusion.ts';
import { findPassages } from './find-passages.ts';
import { findRelated } from './find-related.ts';
import type { IndexedNote } from './index-record.ts';
import type { IndexState } from './index-state.ts';
import { openIndexStore } from './index-store.ts';
import type { KnowledgeBase, NoteText, Passage, SearchOptions } from './knowledge-base.ts';
import { listChanges } from './list-changes.ts';
import { previewSync } from './preview-sync.ts';
import { compileFilter } from './search-filter.ts';
import { createTurns } from './turns.ts';

export interface KnowledgeBaseOptions {
  readonly sources: readonly NoteSource[];
  readonly store: BlobStore;
  readonly exclude?: ExclusionSettings | undefined;
  readonly embedder?: Embedder | undefined;
  /** What a person should know from before the index was opened, such as an embedder that does not answer. */
  readonly problems?: readonly string[] | undefined;
  /** Where vectors go instead of the embedded store. */
  readonly openVectorStore?: ((options: { fingerprint: string; dimensionCount: number }) => Promise<VectorStore>) | undefined;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/** A search looks at no more hits than this for each passage that was asked for. */
const maxHitsPerPassage = 100;

const nothingExcluded: ExclusionSettings = { folders: [], tags: [], properties: [], globs: [] };

/**
 * Opens the index of some sources and reads what it holds; `sync` then brings it up to date. Opening and searching take no lock, so a
 * second process searches what is durable while the first indexes.
 * @throws IzaError `aborted` | `storage-failed`
 */
export async function openKnowledgeBase(options: KnowledgeBaseOptions): Promise<KnowledgeBase> {
  const { sources, store, clock, embedder, signal: openSignal } = options;
  throwIfAborted(openSignal);
  const exclusion = createExclusion(options.exclude ?? nothingExcluded);
  const sourceById = new Map(sources.map((source) => [source.id, source]));
  const index = await openIndexStore({ store, exclusion, clock, turns: createTurns(clock) });
  throwIfAborted(openSignal);
  const embeddings = embedder && createEmbeddingIndex({ embedder, store, openVectorStore: options.openVectorStore, sources: sourceById, clock, state: () => index.state });
  await embeddings?.load();
  const indexer = createIndexer({ index, sources, exclusion, embeddings, clock });

  /** The state with its links at its notes. */
  async function linkedState(): Promise<IndexState> {
    const { state } = index;
    await state.links.refresh(state.notes.values(), { turns: createTurns(clock) });
    return state;
  }

  /** The note of a path in the first source that has it. */
  function noteOf(path: string, sourceId: string | undefined): IndexedNote | undefined {
    for (const source of sourcesNamed(sourceId)) {
      const note = index.state.noteOfFile(source.id, path.normalize('NFC'));
      if (note) return note;
    }
    return undefined;
  }

  function sourcesNamed(sourceId: string | undefined): readonly NoteSource[] {
    return sourceId === undefined ? sources : sources.filter(({ id }) => id === sourceId);
  }

  async function readNote(source: NoteSource, path: string, signal: AbortSignal | undefined): Promise<NoteText | undefined> {
    if (exclusion.reasonForPath(path) !== undefined) return undefined;
    const bytes = await source.read(path, signal ? { signal } : {});
    const note = bytes && parseNote({ path, bytes });
    if (!note || 'type' in note || exclusion.reasonForNote(note) !== undefined) return undefined;
    const { title, text, tags, aliases, properties, warnings } = note;
    const backlinks = await backlinksOf(source.id, path);
    return { sourceId: source.id, path, title, text, tags, aliases, properties, backlinks, warnings };
  }

  /** Empty while a newer IZA's index cannot be read. */
  const backlinksOf = (sourceId: string, path: string): Promise<string[]> => orLeftOut(async () => [...(await linkedState()).links.of(sourceId).incoming(path)].sort());

  /** What turns out to be unreadable only when it is needed is left out, and the question is asked once more of the rest. */
  async function orLeftOut<Result>(act: () => Promise<Result>): Promise<Result> {
    try {
      return await act();
    } catch (error) {
      if (errorCodeOf(error) !== 'index-corrupt') throw error;
      await indexer.untilIdle();
      if (!(await index.leaveOutUnreadable(createTurns(clock)))) throw error;
      return act();
    }
  }

  async function fromReadable<Result>(act: () => Promise<Result>): Promise<Result> {
    index.assertReadable();
    return orLeftOut(act);
  }

  /** Where most of the best hits were edited away since they were indexed, looks further down. */
  async function searchPresent(query: string, { limit = 10, filter, passagesPerNote, parents = false, explain = false, signal }: SearchOptions): Promise<Passage[]> {
    const matches = compileFilter(filter);
    const accept = matches && acceptOf(matches, () => index.state);
    const embeddingSimilarity = await embeddings?.similarities(query, { accept, signal });
    const { state } = index;
    for (let topK = limit * 2 + 10; ; topK *= 5) {
      const hits = state.retrieval.search(query, {
        topK,
        ...(passagesPerNote !== undefined && { passagesPerNote }),
        ...(explain && { explain }),
        ...(accept && { accept }),
        ...(embeddingSimilarity && { embeddingSimilarity }),
      });
      const passages = await findPassages(hits, { state, sources: sourceById, limit, parents, signal });
      if (passages.length >= limit || hits.length < topK || topK >= limit * maxHitsPerPassage) return passages;
    }
  }

  const base: KnowledgeBase = {
    sync: indexer.sync,
    pause: indexer.pause,
    resume: indexer.resume,
    follow: indexer.follow,
    preview: ({ signal } = {}) =>
      fromReadable(async () => {
        const turns = createTurns(clock);
        const changes = await listChanges(sources, { state: index.state, exclusion, turns, allSourceIds: new Set(sourceById.keys()), signal });
        if (changes.failures.length > 0) throw changes.failures[0];
        return previewSync(changes, { exclusion, embeddings, turns, signal });
      }),
    async search(query, searchOptions = {}) {
      throwIfAborted(searchOptions.signal);
      return fromReadable(() => searchPresent(query, searchOptions));
    },
    async explain(query, { path, sourceId, signal }) {
      throwIfAborted(signal);
      return fromReadable(async () => {
        const note = noteOf(path, sourceId);
        if (!note) return undefined;
        const embeddingSimilarity = await embeddings?.similarities(query, { accept: (noteId) => noteId === note.id, signal });
        const hit = index.state.retrieval.explain(query, note.id, embeddingSimilarity ? { embeddingSimilarity } : {});
        return hit && (await findPassages([hit], { state: index.state, sources: sourceById, limit: 1, parents: false, signal }))[0];
      });
    },
    async related(path, { sourceId, limit = 10, signal } = {}) {
      throwIfAborted(signal);
      return fromReadable(async () => {
        const state = await linkedState();
        const note = noteOf(path, sourceId);
        return note ? findRelated(note, { state, graph: state.links.of(note.sourceId), limit }) : [];
      });
    },
    async read(path, { sourceId, signal } = {}) {
      throwIfAborted(signal);
      for (const source of sourcesNamed(sourceId)) {
        const note = await readNote(source, path.normalize('NFC'), signal);
        if (note) return note;
      }
      return undefined;
    },
    status() {
      const { state } = index;
      const counts = new Map<string, number>();
      for (const { sourceId } of state.notes.values()) counts.set(sourceId, (counts.get(sourceId) ?? 0) + 1);
      return {
        ...indexer.activity,
        sources: sources.map(({ id, kind }) => ({ id, kind, noteCount: counts.get(id) ?? 0 })),
        noteCount: state.notes.size,
        chunkCount: state.retrieval.chunkCount,
        indexBytes: index.sizeBytes,
        skipped: [...state.skipped.values()].map(({ sourceId, path, reason }) => ({ sourceId, path, reason })),
        embedder: embeddings?.status(),
        lastSyncMs: state.lastSyncMs,
        problems: [...(options.problems ?? []), ...index.problems, indexer.problem, embeddings?.problem].filter((problem) => problem !== undefined),
      };
    },
    async close() {
      await indexer.stop();
      await embeddings?.close();
    },
    [Symbol.asyncDispose]: () => base.close(),
  };
  return base;
}

function acceptOf(matches: NonNullable<ReturnType<typeof compileFilter>>, state: () => IndexState): (noteId: number) => boolean {
  return (noteId) => {
    const note = state().notes.get(noteId);
    return note !== undefined && matches(state().matchingOf(note));
  };
}
