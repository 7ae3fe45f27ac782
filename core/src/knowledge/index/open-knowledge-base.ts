import { throwIfAborted } from '../../foundation/index.ts';
import type { BlobStore, Clock, Embedder, NoteSource, VectorStore } from '../../ports/index.ts';
import { parseNote } from '../notes/index.ts';
import { createExclusion, type ExclusionSettings } from './exclusion.ts';
import { findPassages } from './find-passages.ts';
import { findRelated } from './find-related.ts';
import type { IndexedNote } from './index-state.ts';
import { type IndexTarget, openIndexStore } from './index-store.ts';
import type { IndexProgress, KnowledgeBase, SyncReport } from './knowledge-base.ts';
import { type ChangeList, listChanges } from './list-changes.ts';
import { compileFilter } from './search-filter.ts';
import { createPassRunner } from './shared-pass.ts';
import { runSyncPass } from './sync-pass.ts';
import { createTurns } from './turns.ts';

export interface KnowledgeBaseOptions {
  readonly sources: readonly NoteSource[];
  readonly store: BlobStore;
  readonly exclude?: ExclusionSettings | undefined;
  readonly embedder?: Embedder | undefined;
  /** Where vectors go instead of the embedded store. */
  readonly openVectorStore?: ((options: { fingerprint: string; dimensionCount: number }) => Promise<VectorStore>) | undefined;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

const nothingExcluded: ExclusionSettings = { folders: [], tags: [], properties: [], globs: [] };

/** Opens the index of some sources and reads what it holds. `sync` then brings it up to date. @throws IzaError `aborted` | `storage-failed` */
export async function openKnowledgeBase(options: KnowledgeBaseOptions): Promise<KnowledgeBase> {
  const { sources, store, clock, signal: openSignal } = options;
  throwIfAborted(openSignal);
  const exclusion = createExclusion(options.exclude ?? nothingExcluded);
  const sourceById = new Map(sources.map((source) => [source.id, source]));
  const index = await openIndexStore({ store, exclusion, clock, turns: createTurns(clock) });
  throwIfAborted(openSignal);
  const passes = createPassRunner<IndexProgress, SyncReport>();
  let activity: 'idle' | 'indexing' = 'idle';
  let progress: IndexProgress | undefined;
  let paused: { readonly until: Promise<void>; readonly resume: () => void } | undefined;

  /** Notes of a path, in the order of the sources. */
  function noteOf(path: string, sourceId: string | undefined): IndexedNote | undefined {
    const normalized = path.normalize('NFC');
    for (const source of sources) {
      const note = sourceId === undefined || source.id === sourceId ? index.state.noteOfFile(source.id, normalized) : undefined;
      if (note) return note;
    }
    return undefined;
  }

  async function runPass(rebuild: boolean, context: { signal: AbortSignal; onProgress: (progress: IndexProgress) => void }): Promise<SyncReport> {
    const startMs = clock.nowMs();
    const turns = createTurns(clock);
    if (!rebuild) index.assertReadable();
    // reason: Node 22 has no `await using`
    const lock = await index.lock();
    activity = 'indexing';
    try {
      await index.catchUp(turns);
      const fill = async (target: IndexTarget) => {
        const changes = await listChanges(sources, { state: target.state, exclusion, turns, signal: context.signal });
        return applyChanges(target, changes, context);
      };
      const counts = rebuild || index.wantsRewriting ? await index.replace(fill) : await fill(index);
      const { state } = index;
      const skipped = [...state.skipped.values()].map(({ sourceId, path, reason }) => ({ sourceId, path, reason }));
      return { ...counts, noteCount: state.notes.size, chunkCount: state.retrieval.chunkCount, skipped, durationMs: clock.nowMs() - startMs };
    } finally {
      activity = 'idle';
      progress = undefined;
      await lock?.[Symbol.asyncDispose]();
    }
  }

  async function applyChanges(target: IndexTarget, changes: ChangeList, { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: IndexProgress) => void }) {
    const turns = createTurns(clock);
    const counts = await runSyncPass(changes, {
      ...target,
      exclusion,
      clock,
      turns,
      signal,
      untilResumed: () => paused?.until,
      onProgress(step) {
        progress = step;
        onProgress(step);
      },
    });
    await index.finishPass(target, turns);
    return counts;
  }

  const base: KnowledgeBase = {
    sync: ({ rebuild = false, signal, onProgress } = {}) => passes.run(rebuild ? 'rebuild' : 'sync', (context) => runPass(rebuild, context), { signal, onProgress }),
    pause() {
      if (paused) return;
      let resume = (): void => undefined;
      const until = new Promise<void>((resolve) => (resume = resolve));
      paused = { until, resume };
    },
    resume() {
      paused?.resume();
      paused = undefined;
    },
    async *follow({ signal }) {
      yield await base.sync({ signal });
    },
    async search(query, { limit = 10, filter, passagesPerNote, parents = false, explain = false, signal } = {}) {
      throwIfAborted(signal);
      index.assertReadable();
      const { state } = index;
      const matches = compileFilter(filter);
      const hits = state.retrieval.search(query, {
        // Some more than asked: hits whose words are gone make room for the next.
        topK: limit + Math.max(10, limit),
        ...(passagesPerNote !== undefined && { passagesPerNote }),
        ...(explain && { explain }),
        ...(matches && { accept: (noteId: number) => matches(state.matchingOf(state.notes.get(noteId)!)) }),
      });
      return findPassages(hits, { state, sources: sourceById, limit, parents, ...(signal && { signal }) });
    },
    async explain(query, { path, sourceId, signal }) {
      throwIfAborted(signal);
      index.assertReadable();
      const { state } = index;
      const note = noteOf(path, sourceId);
      const hit = note && state.retrieval.explain(query, note.id);
      return hit && (await findPassages([hit], { state, sources: sourceById, limit: 1, parents: false, ...(signal && { signal }) }))[0];
    },
    async related(path, { sourceId, limit = 10, signal } = {}) {
      throwIfAborted(signal);
      index.assertReadable();
      const { state } = index;
      await state.links.refresh(state.notes.values(), { turns: createTurns(clock) });
      const note = noteOf(path, sourceId);
      return note ? findRelated(note, { state, graph: state.links.of(note.sourceId), limit }) : [];
    },
    async read(path, { sourceId, signal } = {}) {
      throwIfAborted(signal);
      const normalized = path.normalize('NFC');
      if (exclusion.reasonForPath(normalized) !== undefined) return undefined;
      for (const source of sources) {
        if (sourceId !== undefined && source.id !== sourceId) continue;
        const bytes = await source.read(normalized, signal ? { signal } : {});
        const note = bytes && parseNote({ path: normalized, bytes });
        if (!note || 'type' in note || exclusion.reasonForNote(note) !== undefined) continue;
        await index.state.links.refresh(index.state.notes.values(), { turns: createTurns(clock) });
        const backlinks = [...index.state.links.of(source.id).incoming(normalized)].sort();
        const { title, text, tags, aliases, properties, warnings } = note;
        return { sourceId: source.id, path: normalized, title, text, tags, aliases, properties, backlinks, warnings };
      }
      return undefined;
    },
    status() {
      const { state } = index;
      const counts = new Map<string, number>();
      for (const { sourceId } of state.notes.values()) counts.set(sourceId, (counts.get(sourceId) ?? 0) + 1);
      return {
        state: activity === 'idle' ? 'idle' : paused ? 'paused' : 'indexing',
        progress,
        sources: sources.map(({ id, kind }) => ({ id, kind, noteCount: counts.get(id) ?? 0 })),
        noteCount: state.notes.size,
        chunkCount: state.retrieval.chunkCount,
        indexBytes: index.sizeBytes,
        skipped: [...state.skipped.values()].map(({ sourceId, path, reason }) => ({ sourceId, path, reason })),
        embedder: undefined,
        lastSyncMs: state.lastSyncMs,
      };
    },
    async close() {
      base.resume();
      await passes.stop();
    },
    [Symbol.asyncDispose]: () => base.close(),
  };
  return base;
}
