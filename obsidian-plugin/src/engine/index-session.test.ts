import { describe, expect, test } from 'vitest';
import type { CapabilityContext, RemoteIza } from '@iza/core/app';
import { IzaError } from '@iza/core/foundation';
import type { KnowledgeStatus } from '@iza/core/knowledge';
import { createIndexSession, type EmbeddingPreview, type IndexSession, type IndexState } from './index-session.ts';
import type { Engine } from './start-engine.ts';

/** An engine whose indexing ends when told, and that counts what was done to it. */
function createFakeEngine() {
  let finishIndexing: (() => void) | undefined;
  const counts = { started: 0, closed: 0, paused: 0, resumed: 0, follows: 0, problems: [] as string[] };
  const call = (id: string, input: unknown, { signal, onProgress }: CapabilityContext = {}): Promise<unknown> => {
    if (id !== 'notes.index') return Promise.resolve({ id });
    if ((input as { preview?: boolean }).preview) return Promise.resolve({ preview: { embedding: { fingerprint: 'far/model', chunkCount: 5000, tokenCount: 9e5, remote: true } } });
    onProgress?.({ doneCount: 3, totalCount: 9, message: 'a.md' });
    return new Promise((resolve, reject) => {
      finishIndexing = () => resolve({ noteCount: 9 });
      signal?.addEventListener('abort', () => reject(new IzaError('aborted', 'Stopped')));
    });
  };
  const iza: RemoteIza = {
    call,
    pause: async () => void (counts.paused += 1),
    resume: async () => void (counts.resumed += 1),
    // reason: the session reads these two members only
    status: async () => ({ noteCount: 9, problems: counts.problems }) as Partial<KnowledgeStatus> as KnowledgeStatus,
    statusChanges: () => neverAnything(),
    follow: ({ signal }) => {
      counts.follows += 1;
      return untilAborted(signal);
    },
    closed: new Promise(() => undefined),
    close: async () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  };
  const start = async (): Promise<Engine> => {
    counts.started += 1;
    return { iza, thread: 'worker', close: async () => void (counts.closed += 1) };
  };
  return { counts, start, finishIndexing: () => finishIndexing?.() };
}

async function* untilAborted(signal: AbortSignal): AsyncGenerator<never> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  yield* [];
}

async function* neverAnything(): AsyncGenerator<never> {
  yield* [];
}

function statesOf(session: IndexSession): IndexState['type'][] {
  const states: IndexState['type'][] = [];
  session.subscribe(() => {
    if (states.at(-1) !== session.state.type) states.push(session.state.type);
  });
  return states;
}

const onProblem = (message: string): never => {
  throw new Error(`Unexpected problem: ${message}`);
};

describe('createIndexSession()', () => {
  test('opens, indexes with progress, is ready, and only then follows changes', async () => {
    const fake = createFakeEngine();
    const session = createIndexSession({ startEngine: fake.start, indexOnOpen: () => false, onProblem });
    const states = statesOf(session);
    await session.open();
    expect(fake.counts.follows).toBe(0);
    const indexed = session.index();
    await expect.poll(() => session.state).toEqual({ type: 'indexing', paused: false, doneCount: 3, totalCount: 9, path: 'a.md' });
    fake.finishIndexing();
    expect(await indexed).toEqual({ noteCount: 9 });
    expect(states).toEqual(['opening', 'ready', 'indexing', 'ready']);
    expect(fake.counts.follows).toBe(1);
  });

  test('pause() and resume() show in the state, and reach the engine', async () => {
    const fake = createFakeEngine();
    const session = createIndexSession({ startEngine: fake.start, indexOnOpen: () => true, onProblem });
    await session.open();
    await expect.poll(() => session.state.type).toBe('indexing');
    await session.pause();
    expect(session.state).toMatchObject({ type: 'indexing', paused: true });
    await session.resume();
    expect(session.state).toMatchObject({ type: 'indexing', paused: false });
    expect([fake.counts.paused, fake.counts.resumed]).toEqual([1, 1]);
    await session.close();
  });

  test('stopIndexing() rejects with aborted, and nothing is followed by itself', async () => {
    const fake = createFakeEngine();
    const session = createIndexSession({ startEngine: fake.start, indexOnOpen: () => false, onProblem });
    await session.open();
    const indexed = session.index();
    await expect.poll(() => session.state.type).toBe('indexing');
    session.stopIndexing();
    await expect(indexed).rejects.toMatchObject({ code: 'aborted' });
    expect(session.state.type).toBe('ready');
    expect(fake.counts.follows).toBe(0);
  });

  test('a second index() while one runs says so', async () => {
    const fake = createFakeEngine();
    const session = createIndexSession({ startEngine: fake.start, indexOnOpen: () => false, onProblem });
    await session.open();
    void session.index();
    await expect.poll(() => session.state.type).toBe('indexing');
    await expect(session.index()).rejects.toMatchObject({ code: 'index-busy' });
    fake.finishIndexing();
  });

  test('an engine that cannot start is a state with its reason, and run() rejects with it', async () => {
    const session = createIndexSession({ startEngine: () => Promise.reject(new IzaError('index-busy', 'Another window holds it')), indexOnOpen: () => true, onProblem });
    await expect(session.open()).rejects.toMatchObject({ code: 'index-busy' });
    expect(session.state).toEqual({ type: 'failed', message: 'Another window holds it' });
    await expect(session.run('notes.search', {})).rejects.toMatchObject({ code: 'index-busy' });
  });

  test('what the index found wrong is told once', async () => {
    const fake = createFakeEngine();
    fake.counts.problems = ['Ollama cannot be reached'];
    const told: string[] = [];
    const session = createIndexSession({ startEngine: fake.start, indexOnOpen: () => false, onProblem: (message) => void told.push(message) });
    await session.open();
    const indexed = session.index();
    await expect.poll(() => session.state.type).toBe('indexing');
    fake.finishIndexing();
    await indexed;
    expect(session.state).toMatchObject({ type: 'ready', problems: ['Ollama cannot be reached'] });
    expect(told).toEqual(['Ollama cannot be reached']);
  });

  test('index() asks before thousands of passages are sent away, and a no sends nothing', async () => {
    const fake = createFakeEngine();
    const asked: number[] = [];
    const approve = () => async ({ chunkCount }: EmbeddingPreview) => {
      asked.push(chunkCount);
      return false;
    };
    const session = createIndexSession({ startEngine: fake.start, indexOnOpen: () => false, approve, onProblem });
    await session.open();
    await expect(session.index()).rejects.toMatchObject({ code: 'not-permitted' });
    expect(asked).toEqual([5000]);
    expect(session.state.type).toBe('ready');
  });

  test('index() starts an engine that failed anew', async () => {
    const fake = createFakeEngine();
    let refusals = 1;
    const startEngine = (): Promise<Engine> => (refusals-- > 0 ? Promise.reject(new IzaError('index-busy', 'Another window holds it')) : fake.start());
    const session = createIndexSession({ startEngine, indexOnOpen: () => true, onProblem });
    await expect(session.open()).rejects.toMatchObject({ code: 'index-busy' });
    const indexed = session.index();
    await expect.poll(() => session.state).toMatchObject({ type: 'indexing', doneCount: 3 });
    fake.finishIndexing();
    expect(await indexed).toEqual({ noteCount: 9 });
    expect(session.state.type).toBe('ready');
  });

  test('restart() closes one engine before it starts the next', async () => {
    const fake = createFakeEngine();
    const session = createIndexSession({ startEngine: fake.start, indexOnOpen: () => false, onProblem });
    await session.open();
    await Promise.all([session.restart(), session.restart()]);
    expect(fake.counts).toMatchObject({ started: 3, closed: 2 });
    expect(session.state.type).toBe('ready');
  });

  test('close() in the middle of indexing ends everything, and a restart asked for before does nothing', async () => {
    const fake = createFakeEngine();
    const session = createIndexSession({ startEngine: fake.start, indexOnOpen: () => true, onProblem });
    await session.open();
    await expect.poll(() => session.state.type).toBe('indexing');
    const closed = session.close();
    await session.restart();
    await closed;
    expect(session.state.type).toBe('off');
    expect(fake.counts).toMatchObject({ started: 1, closed: 1 });
    await expect(session.run('notes.search', {})).rejects.toMatchObject({ code: 'aborted' });
  });
});
