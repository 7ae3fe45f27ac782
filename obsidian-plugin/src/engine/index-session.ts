import type { CapabilityContext, RemoteIza } from '@iza/core/app';
import { isAbort, IzaError, throwIfAborted } from '@iza/core/foundation';
import type { Engine } from './start-engine.ts';

/** What a person is shown about the index. */
export type IndexState =
  | { readonly type: 'off' }
  | { readonly type: 'opening' }
  | { readonly type: 'indexing'; readonly paused: boolean; readonly doneCount: number; readonly totalCount: number | undefined; readonly path: string }
  | { readonly type: 'ready'; readonly noteCount: number; readonly thread: Engine['thread']; readonly problems: readonly string[] }
  | { readonly type: 'failed'; readonly message: string };

/** The engine of an open vault through its life: opened, brought up to date, followed, restarted when settings change. */
export interface IndexSession {
  readonly state: IndexState;
  /** Called on every change of `state`, and after changed notes were taken in. Returns what ends it. */
  subscribe(listener: () => void): () => void;
  open(): Promise<void>;
  /** Brings the index up to date; starts an engine that failed anew. Rejects with `aborted` after `stopIndexing`. */
  index(options?: { rebuild?: boolean }): Promise<unknown>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  stopIndexing(): void;
  /** Runs a capability; waits while the engine opens. */
  run(id: string, input: unknown, context?: CapabilityContext): Promise<unknown>;
  /** With what the settings say now. */
  restart(): Promise<void>;
  /** For good: a restart that was asked for and is still to come does nothing. */
  close(): Promise<void>;
}

/** What `notes.index` says, when asked for a preview, that it would send away. */
export interface EmbeddingPreview {
  readonly fingerprint: string;
  readonly chunkCount: number;
  /** Estimated. */
  readonly tokenCount: number;
  /** `undefined` when the price is not known. */
  readonly usd?: number | undefined;
  /** Whether text leaves this machine. */
  readonly remote: boolean;
}

export interface IndexSessionOptions {
  readonly startEngine: (options: { signal: AbortSignal }) => Promise<Engine>;
  readonly indexOnOpen: () => boolean;
  /** Gives who is asked before an indexing sends many passages away, nobody where nothing can leave the device. The question ends with its signal. */
  readonly approve?: () => ((preview: EmbeddingPreview, options: { signal: AbortSignal }) => Promise<boolean>) | undefined;
  /** For what nobody waits for: following changes, the first indexing, what the index found wrong. Each message once. */
  readonly onProblem: (message: string) => void;
}

/** A day's writing is embedded without a question; a vault is not. */
const UNASKED_CHUNK_COUNT = 100;

export function createIndexSession({ startEngine, indexOnOpen, approve, onProblem }: IndexSessionOptions): IndexSession {
  const listeners = new Set<() => void>();
  let state: IndexState = { type: 'off' };
  let life: AbortController | undefined;
  let opening: Promise<Engine> | undefined;
  let indexing: AbortController | undefined;
  /** The life whose changes are followed. */
  let followed: AbortSignal | undefined;
  const toldProblems = new Set<string>();
  // A restart asked for twice happens once after the other.
  let turn: Promise<unknown> = Promise.resolve();
  let isEnded = false;

  function setState(next: IndexState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  async function iza(): Promise<RemoteIza> {
    if (!opening) throw new IzaError('aborted', 'Cannot use the index: it is not open. Turn IZA off and on again.');
    return (await opening).iza;
  }

  /** A pass that was stopped takes a moment to end on the other side; while another runs, its progress is what is shown. */
  async function showReady({ iza: remote, thread }: Engine, signal: AbortSignal): Promise<void> {
    const { noteCount, problems } = await remote.status();
    if (signal.aborted || indexing) return;
    setState({ type: 'ready', noteCount, thread, problems });
    for (const problem of problems.filter((message) => !toldProblems.has(message))) {
      toldProblems.add(problem);
      onProblem(problem);
    }
  }

  async function openNow({ andIndex }: { andIndex: boolean }): Promise<void> {
    if (isEnded) return;
    life = new AbortController();
    const { signal } = life;
    setState({ type: 'opening' });
    opening = startEngine({ signal });
    opening.catch(() => undefined);
    try {
      const engine = await opening;
      void engine.iza.closed.then((reason) => {
        if (!signal.aborted) setState({ type: 'failed', message: reason.message });
      });
      await showReady(engine, signal);
      if (andIndex) void index({}).catch((error: unknown) => !isAbort(error) && onProblem(messageOf(error)));
    } catch (error) {
      if (signal.aborted) return;
      setState({ type: 'failed', message: messageOf(error) });
      throw error;
    }
  }

  /** Only once an indexing was finished: one that a person stopped must not go on by itself. */
  async function follow(engine: Engine, signal: AbortSignal): Promise<void> {
    if (followed === signal) return;
    followed = signal;
    try {
      const batches = engine.iza.follow({ signal })[Symbol.asyncIterator]();
      while (!(await batches.next()).done) await showReady(engine, signal);
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) onProblem(`IZA no longer follows changes of your notes: ${messageOf(error)}`);
    } finally {
      if (followed === signal) followed = undefined;
    }
  }

  async function index({ rebuild = false }: { rebuild?: boolean }): Promise<unknown> {
    if (state.type === 'failed') await inTurn(() => reopen({ andIndex: false }));
    if (indexing) throw new IzaError('index-busy', 'Cannot index now: it is indexing already');
    const mine = new AbortController();
    indexing = mine;
    try {
      const remote = await iza();
      await askBeforeSending(remote, mine.signal);
      setState({ type: 'indexing', paused: false, doneCount: 0, totalCount: undefined, path: '' });
      const report = await remote.call(
        'notes.index',
        { rebuild },
        {
          signal: mine.signal,
          onProgress({ doneCount, totalCount, message }) {
            if (indexing === mine) setState({ type: 'indexing', paused: state.type === 'indexing' && state.paused, doneCount, totalCount, path: message });
          },
        },
      );
      if (opening && life) void follow(await opening, life.signal);
      return report;
    } finally {
      indexing = undefined;
      const engine = await opening?.catch(() => undefined);
      // An engine that was lost has told so by itself.
      if (engine && life && !life.signal.aborted) await showReady(engine, life.signal).catch(() => undefined);
    }
  }

  /** @throws IzaError `not-permitted` when the person says no */
  async function askBeforeSending(remote: RemoteIza, signal: AbortSignal): Promise<void> {
    const ask = approve?.();
    if (!ask) return;
    // reason: the engine has answered by the capability's own output schema
    const { preview } = (await remote.call('notes.index', { preview: true }, { signal })) as { preview?: { embedding?: EmbeddingPreview } };
    const embedding = preview?.embedding;
    if (!embedding?.remote || embedding.chunkCount <= UNASKED_CHUNK_COUNT || (await ask(embedding, { signal }))) return;
    throwIfAborted(signal);
    throw new IzaError('not-permitted', 'Nothing was sent and nothing indexed. To index without that embedder, choose none in the settings of IZA.');
  }

  async function setPaused(paused: boolean): Promise<void> {
    const remote = await iza();
    await (paused ? remote.pause() : remote.resume());
    if (state.type === 'indexing') setState({ ...state, paused });
  }

  async function closeNow(): Promise<void> {
    indexing?.abort();
    life?.abort();
    const engine = await opening?.catch(() => undefined);
    opening = undefined;
    await engine?.close();
    setState({ type: 'off' });
  }

  async function reopen(options: { andIndex: boolean }): Promise<void> {
    await closeNow();
    await openNow(options);
  }

  function inTurn(act: () => Promise<void>): Promise<void> {
    const done = turn.then(act);
    turn = done.catch(() => undefined);
    return done;
  }

  return {
    get state() {
      return state;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open: () => inTurn(() => openNow({ andIndex: indexOnOpen() })),
    index: (options = {}) => index(options),
    pause: () => setPaused(true),
    resume: () => setPaused(false),
    stopIndexing: () => indexing?.abort(),
    run: async (id, input, context) => (await iza()).call(id, input, context),
    restart: () => inTurn(() => reopen({ andIndex: indexOnOpen() })),
    close() {
      isEnded = true;
      life?.abort();
      return inTurn(closeNow);
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
