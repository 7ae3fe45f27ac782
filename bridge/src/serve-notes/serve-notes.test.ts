import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsSchema, type RemoteIza } from '@iza/core/app';
import { IzaError } from '@iza/core/foundation';
import { LIVE_PATH, LIVE_SUBPROTOCOL } from '@iza/core/protocol';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { NotesPlace } from '../notes/index.ts';
import { serveNotes } from './serve-notes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'iza-serve-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function createFakeIza(call: RemoteIza['call']) {
  const died = Promise.withResolvers<Error>();
  const iza = {
    call: vi.fn(call),
    async *follow({ signal }: { signal: AbortSignal }) {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      yield* [];
    },
    closed: died.promise,
    close: vi.fn(async () => undefined),
  };
  // reason: serveNotes uses these members only
  return { iza: iza as unknown as RemoteIza & typeof iza, die: (reason: string) => died.resolve(new Error(reason)) };
}

/** Serves a fake until `stop`; `listening` resolves with what a caller needs. */
function serve(iza: RemoteIza, embedder: { provider: 'none' | 'openai' } = { provider: 'none' }) {
  const controller = new AbortController();
  const listening = Promise.withResolvers<{ url: string; token: string; tokenFile: string }>();
  const onFailure = vi.fn();
  const place: NotesPlace & { indexFolder: string } = { headset: { recordingsFolder: () => join(folder, 'Recordings') }, vaults: [], indexFolder: join(folder, 'index'), settings: settingsSchema.parse({ embedder }), keys: {}, reach: 'Nothing leaves.', currentFolder: folder };
  const served = serveNotes(place, {
    port: 0,
    machine: { platform: 'linux', homeFolder: folder, environment: { XDG_STATE_HOME: folder } },
    version: '1.2.3',
    signal: controller.signal,
    onListening({ url, tokenFile }) {
      const [address, token] = url.split('#token=');
      listening.resolve({ url: address, token, tokenFile });
    },
    onProgress: () => undefined,
    onSynced: () => undefined,
    onFailure,
    retryMs: 5,
    open: async () => iza,
  });
  served.catch((error: unknown) => listening.reject(error));
  return { listening: listening.promise, served, onFailure, stop: () => controller.abort() };
}

describe('serveNotes()', () => {
  test('answers with the token it registered, and leaves nothing behind when it is stopped', async () => {
    const { iza } = createFakeIza(async (id) => ({ id }));
    const { listening, served, stop } = serve(iza);
    const { url, token, tokenFile } = await listening;
    expect(await (await fetch(`${url}about.json`, { headers: { authorization: `Bearer ${token}` } })).json()).toEqual({ version: '1.2.3', reach: 'Nothing leaves.' });
    expect((await fetch(`${url}about.json`)).status).toBe(401);
    const answer = await fetch(`${url}v1/notes/search`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-iza': '1' }, body: '{"query":"a"}' });
    expect(await answer.json()).toEqual({ id: 'notes.search' });
    stop();
    await served;
    expect(existsSync(tokenFile)).toBe(false);
    expect(iza.close).toHaveBeenCalledOnce();
    await expect(fetch(url)).rejects.toThrow();
  });

  test('owns the headsets: a session lives on after its call, is followed live, and is closed with the bridge', async () => {
    const { iza } = createFakeIza(async (id) => ({ id }));
    const { listening, served, stop } = serve(iza);
    const { url, token } = await listening;
    const call = async (path: string, input: object): Promise<{ session: { id: string } }> =>
      (await fetch(`${url}v1/headset/${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-iza': '1' }, body: JSON.stringify(input) })).json() as Promise<{ session: { id: string } }>;
    const { session } = await call('record', { device: 'simulated:cyton', task: 'rest', wait: false });
    const socket = new WebSocket(`${url.replace('http', 'ws')}${LIVE_PATH.slice(1)}?session=${session.id}`, [LIVE_SUBPROTOCOL, `bearer.${token}`]);
    await new Promise<unknown>((resolve) => (socket.onmessage = resolve));
    expect(await call('list', {})).toMatchObject({ sessions: [{ id: session.id, state: 'streaming' }] });
    expect(await call('mark', { text: 'now' })).toMatchObject({ session: session.id });
    const closed = new Promise<unknown>((resolve) => (socket.onclose = resolve));
    stop();
    expect(await closed).toMatchObject({ code: 1000 });
    await served;
    const [recording] = readdirSync(join(folder, 'Recordings')).filter((name) => name.endsWith('.bdf'));
    // A file that was closed knows its number of records; one that was not says -1.
    expect(Number(readFileSync(join(folder, 'Recordings', recording)).toString('latin1', 236, 244))).toBeGreaterThan(0);
    expect(iza.call.mock.calls.map(([id]) => id)).toEqual(['notes.index']);
  });

  test('says that indexing failed, tries again, and answers meanwhile', async () => {
    let attempts = 0;
    const { iza } = createFakeIza(async (id) => {
      if (id !== 'notes.index') return { id };
      attempts += 1;
      if (attempts < 3) throw new IzaError('source-missing', 'The vault is gone');
      return {};
    });
    const { listening, served, onFailure, stop } = serve(iza);
    await listening;
    await vi.waitFor(() => expect(attempts).toBe(3));
    expect(onFailure.mock.calls.map(([error]) => (error as Error).message)).toEqual(['The vault is gone', 'The vault is gone']);
    stop();
    await served;
  });

  test('ends with a message when the thread of the notes dies', async () => {
    const { iza, die } = createFakeIza(async () => ({}));
    const { listening, served } = serve(iza);
    const { tokenFile } = await listening;
    die('it ran out of memory');
    await expect(served).rejects.toMatchObject({ code: 'connection-lost', message: expect.stringContaining('it ran out of memory') });
    expect(existsSync(tokenFile)).toBe(false);
  });

  test('does not start what would cost money unasked', async () => {
    const embedding = { fingerprint: 'openai/m', chunkCount: 9, tokenCount: 900_000, usd: 3, remote: true };
    const { iza } = createFakeIza(async (_id, input) => {
      expect(input).toEqual({ preview: true });
      return { preview: { readCount: 9, removedCount: 0, embedding } };
    });
    await expect(serve(iza, { provider: 'openai' }).listening).rejects.toMatchObject({ code: 'budget-exceeded', message: expect.stringContaining('about $3.00') });
    expect(iza.close).toHaveBeenCalledOnce();
  });

  test('lets a running call end with the bridge', async () => {
    const aborted = Promise.withResolvers<void>();
    const { iza } = createFakeIza(async (id, _input, context) => {
      if (id !== 'notes.ask') return {};
      context?.signal?.addEventListener('abort', () => aborted.resolve());
      await aborted.promise;
      throw new IzaError('aborted', 'Stopped');
    });
    const { listening, served, stop } = serve(iza);
    const { url, token } = await listening;
    const answer = fetch(`${url}v1/notes/ask`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-iza': '1' }, body: '{"question":"a"}' });
    await vi.waitFor(() => expect(iza.call.mock.calls.map(([id]) => id)).toContain('notes.ask'));
    stop();
    expect((await answer).status).toBe(499);
    await served;
  });
});
