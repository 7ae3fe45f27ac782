import { errorCodeOf, isAbort } from '../../foundation/index.ts';
import type { Clock, NoteSource } from '../../ports/index.ts';
import type { EmbeddingIndex } from './embedding-index.ts';
import type { Exclusion } from './exclusion.ts';
import { followSources, type SourceBatch } from './follow-sources.ts';
import type { IndexStore, IndexTarget } from './index-store.ts';
import type { IndexProgress, KnowledgeBase, SyncReport } from './knowledge-base.ts';
import { listBatchChanges } from './list-batch-changes.ts';
import { type ChangeList, listChanges } from './list-changes.ts';
import { createPassRunner, type PassContext } from './shared-pass.ts';
import { type PassCounts, runSyncPass } from './sync-pass.ts';
import { createTurns, type Turns } from './turns.ts';

/** Keeps the index at the notes: one pass at a time, each under the index's lock. */
export interface Indexer extends Pick<KnowledgeBase, 'sync' | 'pause' | 'resume' | 'follow'> {
  readonly activity: { readonly state: 'idle' | 'indexing' | 'paused'; readonly progress: IndexProgress | undefined };
  /** Why following waits; `undefined` when it does not. */
  readonly problem: string | undefined;
  /** Resolves when no pass runs. */
  untilIdle(): Promise<void>;
  stop(): Promise<void>;
}

/** How long a follower waits for another process that writes the index. */
const busyWaitMs = 1000;

type Counts = Readonly<PassCounts>;
type ListWork = (target: IndexTarget, turns: Turns) => Promise<ChangeList>;

export function createIndexer(options: { index: IndexStore; sources: readonly NoteSource[]; exclusion: Exclusion; embeddings: EmbeddingIndex | undefined; clock: Clock }): Indexer {
  const { index, sources, exclusion, embeddings, clock } = options;
  const allSourceIds = new Set(sources.map(({ id }) => id));
  const passes = createPassRunner<IndexProgress, SyncReport>();
  let running = false;
  let progress: IndexProgress | undefined;
  let problem: string | undefined;
  let paused: { readonly until: Promise<void>; readonly resume: () => void } | undefined;
  let batchCount = 0;

  async function runPass(rebuild: boolean, listWork: ListWork, context: PassContext<IndexProgress>): Promise<SyncReport> {
    const startMs = clock.nowMs();
    const turns = createTurns(clock);
    running = true;
    try {
      if (!rebuild) index.assertReadable();
      const { counts, problems } = await runWholePass(rebuild, listWork, context, turns);
      problem = undefined;
      const { state } = index;
      const skipped = [...state.skipped.values()].map(({ sourceId, path, reason }) => ({ sourceId, path, reason }));
      return { ...counts, noteCount: state.notes.size, chunkCount: state.retrieval.chunkCount, skipped, problems, durationMs: clock.nowMs() - startMs };
    } finally {
      running = false;
      progress = undefined;
    }
  }

  interface PassResult {
    readonly counts: Counts;
    readonly problems: readonly string[];
  }

  /** What cannot be read of the index may show only when it is needed: then the pass is done again, and builds it anew. */
  async function runWholePass(rebuild: boolean, listWork: ListWork, context: PassContext<IndexProgress>, turns: Turns): Promise<PassResult> {
    try {
      return await runLexicalAndEmbeddingPass(rebuild, listWork, context, turns);
    } catch (error) {
      if (errorCodeOf(error) !== 'index-corrupt' || !(await index.leaveOutUnreadable(turns))) throw error;
      return runLexicalAndEmbeddingPass(rebuild, listWork, context, turns);
    }
  }

  async function runLexicalAndEmbeddingPass(rebuild: boolean, listWork: ListWork, context: PassContext<IndexProgress>, turns: Turns): Promise<PassResult> {
    const { counts, problems } = await runLexicalPass(rebuild, listWork, context, turns);
    const embeddingProblem = await embeddings?.embedPending({ turns, signal: context.signal, untilResumed, onProgress: (step) => report(step, context) });
    return { counts, problems: embeddingProblem === undefined ? problems : [...problems, embeddingProblem] };
  }

  async function runLexicalPass(rebuild: boolean, listWork: ListWork, context: PassContext<IndexProgress>, turns: Turns): Promise<PassResult> {
    const lock = await index.lock();
    // reason: Node 22 has no `await using`
    try {
      await index.catchUp(turns);
      const damage = index.problems;
      const fill = (list: ListWork) => async (target: IndexTarget): Promise<Counts> => {
        const counts = await runSyncPass(await list(target, turns), { ...target, exclusion, clock, turns, signal: context.signal, untilResumed, onProgress: (step) => report(step, context) });
        await index.finishPass(target, turns);
        return counts;
      };
      if (rebuild) return { counts: await index.replace(fill(listAll(context))), problems: [] };
      if (index.wantsRebuilding) return { counts: await index.replace(fill(listAll(context))), problems: damage };
      const counts = await fill(listWork)(index);
      if (index.wantsRewriting) await index.replace(fill(listAll(context)));
      return { counts, problems: damage };
    } finally {
      await lock?.[Symbol.asyncDispose]();
    }
  }

  const untilResumed = (): Promise<void> | undefined => paused?.until;

  function report(step: IndexProgress, context: PassContext<IndexProgress>): void {
    progress = step;
    context.onProgress(step);
  }

  const listAll =
    ({ signal }: { signal: AbortSignal }): ListWork =>
    ({ state }, turns) =>
      listChanges(sources, { state, exclusion, turns, allSourceIds, signal });

  /** The work of several batches as one list. */
  const listBatches =
    (batches: readonly SourceBatch[], { signal }: { signal: AbortSignal }): ListWork =>
    async ({ state }, turns) => {
      const rescanned = batches.filter(({ changes }) => changes === undefined).map(({ source }) => source);
      const lists = [await listChanges(rescanned, { state, exclusion, turns, allSourceIds, signal })];
      for (const { source, changes } of batches) {
        if (changes) lists.push(await listBatchChanges(source, changes, { state, exclusion, signal }));
      }
      return {
        reads: lists.flatMap(({ reads }) => reads),
        skips: lists.flatMap(({ skips }) => skips),
        missingNotes: lists.flatMap(({ missingNotes }) => missingNotes),
        missingSkips: lists.flatMap(({ missingSkips }) => missingSkips),
        unchangedCount: lists.reduce((total, { unchangedCount }) => total + unchangedCount, 0),
        failures: lists.flatMap(({ failures }) => failures),
      };
    };

  /** A source that is gone for now, or another process at the index, is waited for; it is no reason to stop following. */
  async function applyBatches(batches: readonly SourceBatch[], signal: AbortSignal): Promise<SyncReport | undefined> {
    batchCount += 1;
    const kind = `batch ${batchCount}`;
    for (;;) {
      try {
        return await passes.run(kind, (context) => runPass(false, listBatches(batches, context), context), { signal });
      } catch (error) {
        const code = errorCodeOf(error);
        if (code === 'source-missing') {
          problem = (error as Error).message;
          return undefined;
        }
        if (code !== 'index-busy') throw error;
        await clock.sleep(busyWaitMs, { signal });
      }
    }
  }

  const indexer: Indexer = {
    get activity() {
      return { state: running ? (paused ? 'paused' : 'indexing') : 'idle', progress } as const;
    },
    get problem() {
      return problem;
    },
    sync: ({ rebuild = false, ...callOptions } = {}) => passes.run(rebuild ? 'rebuild' : 'sync', (context) => runPass(rebuild, listAll(context), context), callOptions),
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
      try {
        // A source that watches begins with a rescan; one that cannot is compared once.
        if (sources.some(({ watch }) => !watch)) yield await indexer.sync({ signal });
        for await (const batches of followSources(sources, { signal })) {
          const batchReport = await applyBatches(batches, signal);
          if (batchReport) yield batchReport;
        }
      } catch (error) {
        if (!isAbort(error) || !signal.aborted) throw error;
      }
    },
    untilIdle: passes.untilIdle,
    async stop() {
      indexer.resume();
      await passes.stop();
    },
  };
  return indexer;
}
