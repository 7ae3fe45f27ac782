import { describe, expect, test, vi } from 'vitest';
import { IzaError, throwIfAborted } from '../foundation/index.ts';
import type { KnowledgeBase, KnowledgeStatus, SyncReport } from '../knowledge/index.ts';
import { createInMemoryWire } from '../protocol/index.ts';
import { connectIza } from './connect-iza.ts';
import type { Iza } from './create-iza.ts';
import { serveIza } from './serve-iza.ts';

const emptyReport: SyncReport = {
  addedCount: 0,
  changedCount: 0,
  movedCount: 0,
  removedCount: 0,
  unchangedCount: 0,
  noteCount: 0,
  chunkCount: 0,
  skipped: [],
  problems: [],
  durationMs: 0,
};

/** An IZA whose one capability does what the test says. */
function createFakeIza(call: Iza['call'] = async () => undefined) {
  let state: KnowledgeStatus['state'] = 'idle';
  const close = vi.fn(async () => undefined);
  const knowledge: Partial<KnowledgeBase> = {
    pause: () => void (state = 'paused'),
    resume: () => void (state = 'idle'),
    status: () => ({
      state,
      progress: undefined,
      sources: [],
      noteCount: 0,
      chunkCount: 0,
      indexBytes: 0,
      skipped: [],
      problems: [],
      embedder: undefined,
      lastSyncMs: undefined,
    }),
    async *follow({ signal }) {
      yield emptyReport;
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    },
  };
  let nowMs = 0;
  const iza = { knowledge, clock: { nowMs: () => (nowMs += 20) }, call, close } as unknown as Iza; // reason: only what serveIza touches
  return { iza, close };
}

async function connectTo(iza: Iza) {
  const [near, far] = createInMemoryWire();
  const served = serveIza(far, async () => iza);
  return { served, remote: await connectIza(near, { options: null }) };
}

describe('a connected IZA', () => {
  test('opens with the options of the host and may call the host back', async () => {
    const [near, far] = createInMemoryWire();
    const { iza } = createFakeIza();
    const openIza = vi.fn(async (options: unknown, { channel }: { channel: { call(method: string, input: unknown): Promise<unknown> } }) => {
      expect(await channel.call('greet', options)).toBe('hello vault');
      return iza;
    });
    serveIza(far, openIza);
    const remote = await connectIza(near, { options: 'vault', handlers: { greet: (name) => `hello ${String(name)}` } });
    expect(openIza).toHaveBeenCalledOnce();
    expect((await remote.status()).state).toBe('idle');
  });

  test('passes id, input, deltas and the result of a call', async () => {
    const { iza } = createFakeIza(async (id, input, context) => {
      context?.onDelta?.('some ');
      context?.onDelta?.('words');
      return { id, input };
    });
    const { remote } = await connectTo(iza);
    const deltas: string[] = [];
    expect(await remote.call('notes.ask', { question: 'why' }, { onDelta: (text) => deltas.push(text) })).toEqual({ id: 'notes.ask', input: { question: 'why' } });
    expect(deltas.join('')).toBe('some words');
  });

  test('thins progress out but always passes the last', async () => {
    const { iza } = createFakeIza(async (_id, _input, context) => {
      for (let doneCount = 1; doneCount <= 100; doneCount++) context?.onProgress?.({ doneCount, totalCount: 100, message: '' });
    });
    const { remote } = await connectTo(iza);
    const doneCounts: number[] = [];
    await remote.call('notes.index', {}, { onProgress: ({ doneCount }) => doneCounts.push(doneCount) });
    expect(doneCounts.length).toBeLessThan(50);
    expect(doneCounts.at(-1)).toBe(100);
    expect(doneCounts[0]).toBe(1);
  });

  test('keeps error codes, and cancels the work itself', async () => {
    const { iza } = createFakeIza(async (id, _input, { signal } = {}) => {
      if (id === 'fail') throw new IzaError('note-missing', 'No such note');
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      throwIfAborted(signal);
    });
    const { remote } = await connectTo(iza);
    await expect(remote.call('fail', {})).rejects.toMatchObject({ code: 'note-missing' });
    const controller = new AbortController();
    const call = remote.call('wait', {}, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'aborted' });
  });

  test('tells the status, then its changes', async () => {
    const { iza } = createFakeIza();
    const { remote } = await connectTo(iza);
    const controller = new AbortController();
    const states: string[] = [];
    for await (const { state } of remote.statusChanges({ signal: controller.signal })) {
      states.push(state);
      if (states.length === 1) await remote.pause();
      else if (states.length === 2) await remote.resume();
      else break;
    }
    expect(states).toEqual(['idle', 'paused', 'idle']);
  });

  test('follows the notes until the signal fires', async () => {
    const { remote } = await connectTo(createFakeIza().iza);
    const controller = new AbortController();
    const reports: SyncReport[] = [];
    await expect(
      (async () => {
        for await (const report of remote.follow({ signal: controller.signal })) {
          reports.push(report);
          controller.abort();
        }
      })(),
    ).rejects.toMatchObject({ code: 'aborted' });
    expect(reports).toEqual([emptyReport]);
  });

  test('closes the other side, once, and is of no use afterwards', async () => {
    const { iza, close } = createFakeIza();
    const { remote } = await connectTo(iza);
    await remote.close();
    await remote.close();
    expect(close).toHaveBeenCalledOnce();
    await expect(remote.status()).rejects.toMatchObject({ code: 'connection-lost' });
  });

  test('is closed by its own side when the host is gone', async () => {
    const { iza, close } = createFakeIza();
    const [near, far] = createInMemoryWire();
    serveIza(far, async () => iza);
    await connectIza(near, { options: null });
    near.close?.();
    await vi.waitFor(() => expect(close).toHaveBeenCalledOnce());
  });

  test('that cannot be opened says why and closes the wire', async () => {
    const [near, far] = createInMemoryWire();
    const served = serveIza(far, async () => {
      throw new IzaError('source-missing', 'No such folder');
    });
    await expect(connectIza(near, { options: null })).rejects.toMatchObject({ code: 'source-missing' });
    expect((await served.closed).code).toBe('connection-lost');
  });
});
