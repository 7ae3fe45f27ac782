import { errorCodeOf, isAbort, throwIfAborted } from '../../foundation/index.ts';
import type { BlobStore, Clock, Embedder, NoteSource, VectorEntry, VectorStore } from '../../ports/index.ts';
import { chunkNote, estimateTokens, parseNote } from '../notes/index.ts';
import { chunkKey } from '../retrieval/index.ts';
import { openEmbeddedVectorStore } from '../vectors/index.ts';
import { createChunkLocations } from './chunk-locations.ts';
import { chunkHash, embeddingText } from './chunk-table.ts';
import { contentHash, hashKey } from './content-hash.ts';
import type { IndexState } from './index-state.ts';
import type { EmbeddingPreview, IndexProgress } from './knowledge-base.ts';
import { readOnlyBlobStore } from './read-only-blob-store.ts';
import type { Turns } from './turns.ts';

/** The vectors of one embedder over the chunks of the index. A vector is named after its chunk's words: it survives moves, edits elsewhere and rebuilds. */
export interface EmbeddingIndex {
  readonly problem: string | undefined;
  /** Opens the vectors, so that `status` knows them. A failure becomes the `problem`. */
  load(): Promise<void>;
  status(): { fingerprint: string; embeddedCount: number; pendingCount: number };
  /** Embeds what has no vector yet, batch by batch. Returns what went wrong, for a person; throws only when it is aborted. */
  embedPending(options: EmbedOptions): Promise<string | undefined>;
  /** Cosine similarity of the chunks nearest to a query, by chunk key; `undefined` when the embedder cannot help now. */
  similarities(query: string, options: { accept?: ((noteId: number) => boolean) | undefined; signal?: AbortSignal | undefined }): Promise<ReadonlyMap<string, number> | undefined>;
  /** What embedding would take. `unindexedTexts` are those of chunks that the index does not hold yet, by hash key. */
  preview(unindexedTexts: ReadonlyMap<string, string>, options: { turns: Turns; signal?: AbortSignal | undefined }): Promise<EmbeddingPreview>;
  close(): Promise<void>;
}

interface EmbedOptions {
  readonly turns: Turns;
  readonly signal?: AbortSignal | undefined;
  readonly untilResumed: () => Promise<void> | undefined;
  readonly onProgress?: (progress: IndexProgress) => void;
}

export interface EmbeddingIndexOptions {
  readonly embedder: Embedder;
  readonly store: BlobStore;
  readonly openVectorStore?: ((options: { fingerprint: string; dimensionCount: number }) => Promise<VectorStore>) | undefined;
  readonly sources: ReadonlyMap<string, NoteSource>;
  readonly clock: Clock;
  /** The index as it is now. */
  readonly state: () => IndexState;
}

/** Chunks that a query's vector brings in by itself. */
const neighbourCount = 200;
/** After a failure, searches go without the embedder for so long. */
const retryMs = 30_000;

export function createEmbeddingIndex(options: EmbeddingIndexOptions): EmbeddingIndex {
  const { embedder, store, sources, clock } = options;
  const { fingerprint, dimensionCount } = embedder;
  const chunks = createChunkLocations();
  const folder = `vectors/${hashKey(contentHash(new TextEncoder().encode(fingerprint))).slice(0, 16)}`;
  let opening: Promise<VectorStore> | undefined;
  let vectors: VectorStore | undefined;
  let problem: string | undefined;
  let failedMs = -Infinity;

  function open(blobs: BlobStore): Promise<VectorStore> {
    const opened = (options.openVectorStore?.({ fingerprint, dimensionCount }) ?? openEmbeddedVectorStore({ store: blobs, name: folder, dimensionCount })).then((opened) => (vectors = opened));
    opening = opened;
    opened.catch(() => {
      if (opening === opened) opening = undefined;
    });
    return opened;
  }

  /** Another process may be writing: what a reader opens, it does not repair. */
  const openToRead = (): Promise<VectorStore> => opening ?? open(readOnlyBlobStore(store));

  async function openToWrite(): Promise<VectorStore> {
    const before = await opening?.catch(() => undefined);
    await before?.close();
    return open(store);
  }

  function pendingNotes(present: VectorStore): number[] {
    const state = options.state();
    chunks.refresh(state.notes);
    return [...state.notes.keys()].filter((noteId) => chunks.keysOf(noteId).some((key) => !present.has(key)));
  }

  /** Texts of a note's chunks that have no vector, by hash key, from the note as it is now. A note that changed since is left to the next sync. */
  async function missingTexts(noteId: number, present: VectorStore, signal: AbortSignal | undefined): Promise<Map<string, string>> {
    const texts = new Map<string, string>();
    const note = options.state().notes.get(noteId);
    const source = note && sources.get(note.sourceId);
    if (!note || !source) return texts;
    const bytes = await readOrNothing(source, note.path, signal);
    const parsed = bytes && parseNote({ path: note.path, bytes });
    if (!parsed || 'type' in parsed) return texts;
    const wanted = new Set(chunks.keysOf(noteId));
    for (const chunk of chunkNote(parsed)) {
      const key = hashKey(chunkHash(chunk));
      if (wanted.has(key) && !present.has(key)) texts.set(key, embeddingText(chunk));
    }
    return texts;
  }

  async function embedBatch(batch: ReadonlyMap<string, string>, present: VectorStore, signal: AbortSignal | undefined): Promise<void> {
    const embedded = await embedder.embed([...batch.values()], { kind: 'passage', ...(signal && { signal }) });
    const entries: VectorEntry[] = [...batch.keys()].flatMap((id, index) => (embedded[index] ? [{ id, vector: embedded[index] }] : []));
    await present.upsert(entries);
  }

  async function embedAll(present: VectorStore, { turns, signal, untilResumed, onProgress }: EmbedOptions): Promise<void> {
    const noteIds = pendingNotes(present);
    const waiting = new Map<string, string>();
    let doneCount = 0;
    for (const noteId of noteIds) {
      for (const [key, text] of await missingTexts(noteId, present, signal)) waiting.set(key, text);
      while (waiting.size >= embedder.batchSize) await embedFirst(waiting, present, signal);
      doneCount += 1;
      onProgress?.({ doneCount, totalCount: noteIds.length, path: options.state().notes.get(noteId)?.path ?? '' });
      if (turns.due()) await turns.next();
      await untilResumed();
      throwIfAborted(signal);
    }
    while (waiting.size > 0) await embedFirst(waiting, present, signal);
  }

  async function embedFirst(waiting: Map<string, string>, present: VectorStore, signal: AbortSignal | undefined): Promise<void> {
    const batch = new Map([...waiting].slice(0, embedder.batchSize));
    await embedBatch(batch, present, signal);
    for (const key of batch.keys()) waiting.delete(key);
  }

  function fail(action: string, error: unknown): string {
    failedMs = clock.nowMs();
    problem = `${action}: ${error instanceof Error ? error.message : String(error)} Search goes on without it.`;
    return problem;
  }

  return {
    get problem() {
      return problem;
    },
    async load() {
      try {
        await openToRead();
      } catch (error) {
        fail('The vectors could not be opened', error);
      }
    },
    status() {
      chunks.refresh(options.state().notes);
      const keys = [...chunks.locations.keys()];
      const embeddedCount = keys.filter((key) => vectors?.has(key)).length;
      return { fingerprint, embeddedCount, pendingCount: keys.length - embeddedCount };
    },
    async embedPending(embedOptions) {
      try {
        if (pendingNotes(await openToRead()).length === 0) {
          problem = undefined;
          return undefined;
        }
        const lock = await store.lock?.('vectors');
        // reason: Node 22 has no `await using`
        try {
          await embedAll(await openToWrite(), embedOptions);
        } finally {
          await lock?.[Symbol.asyncDispose]();
        }
        problem = undefined;
        failedMs = -Infinity;
        return undefined;
      } catch (error) {
        if (isAbort(error) || embedOptions.signal?.aborted) throw error;
        if (errorCodeOf(error) === 'index-busy') return 'Another process is embedding the notes; its vectors are used once it is done.';
        return fail('The notes could not be embedded', error);
      }
    },
    async similarities(query, { accept, signal }) {
      if (clock.nowMs() - failedMs < retryMs) return undefined;
      try {
        const present = await openToRead();
        if (present.count === 0) return undefined;
        chunks.refresh(options.state().notes);
        const [vector] = await embedder.embed([query], { kind: 'query', ...(signal && { signal }) });
        const isAccepted = (id: string): boolean => (chunks.locations.get(id) ?? []).some(({ noteId }) => !accept || accept(noteId));
        const hits = vector ? await present.search(vector, { topK: neighbourCount, accept: isAccepted, ...(signal && { signal }) }) : [];
        return new Map(hits.flatMap(({ id, similarity }) => (chunks.locations.get(id) ?? []).map(({ noteId, ordinal }) => [chunkKey(noteId, ordinal), similarity] as const)));
      } catch (error) {
        if (isAbort(error) || signal?.aborted) throw error;
        fail('The query could not be embedded', error);
        return undefined;
      }
    },
    async preview(unindexedTexts, { turns, signal }) {
      const present = await openToRead();
      const texts = new Map([...unindexedTexts].filter(([key]) => !present.has(key)));
      for (const noteId of pendingNotes(present)) {
        for (const [key, text] of await missingTexts(noteId, present, signal)) texts.set(key, text);
        if (turns.due()) await turns.next();
        throwIfAborted(signal);
      }
      let tokenCount = 0;
      for (const text of texts.values()) tokenCount += estimateTokens(text);
      const { remote, usdPerMillionTokens } = embedder;
      return { fingerprint, chunkCount: texts.size, tokenCount, usd: usdPerMillionTokens === undefined ? undefined : (tokenCount / 1e6) * usdPerMillionTokens, remote };
    },
    async close() {
      await (await opening?.catch(() => undefined))?.close();
      opening = undefined;
    },
  };
}

async function readOrNothing(source: NoteSource, path: string, signal: AbortSignal | undefined): Promise<Uint8Array | undefined> {
  try {
    return await source.read(path, signal ? { signal } : {});
  } catch (error) {
    if (isAbort(error)) throw error;
    return undefined;
  }
}
