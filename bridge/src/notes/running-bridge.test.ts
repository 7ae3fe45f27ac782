import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capabilities } from '@iza/core/app';
import { IzaError } from '@iza/core/foundation';
import type { Machine } from '@iza/node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHttpApp, createToken, listen, loopbackHosts, type CallFunction } from '../http/index.ts';
import { connectToBridge, isAnswering } from './connect-to-bridge.ts';
import { findRunningBridge, registerBridge, unregisterBridge, type Registration } from './running-bridge.ts';

let folder: string;
let machine: Machine;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'iza-bridge-'));
  machine = { platform: 'linux', homeFolder: folder, environment: { XDG_STATE_HOME: folder } };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const registration: Registration = { url: 'http://127.0.0.1:1/', token: 'secret', processId: process.pid, indexFolder: '/index', settingsHash: 'same' };

describe('a registration', () => {
  test('is found by its index, in a file that only this user can read, until it is taken back', () => {
    const file = registerBridge(registration, machine);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
    expect(findRunningBridge('/index', 'same', machine)).toEqual(registration);
    expect(findRunningBridge('/other', 'same', machine)).toBeUndefined();
    expect(findRunningBridge('/index', 'different', machine)).toBeUndefined();
    unregisterBridge('/index', machine);
    expect(existsSync(file)).toBe(false);
    expect(findRunningBridge('/index', 'same', machine)).toBeUndefined();
  });

  test('of a dead process, or that is no registration, counts as none', () => {
    // No process has this id: Linux ends at 4194304, others well below.
    const file = registerBridge({ ...registration, processId: 2_000_000_000 }, machine);
    expect(findRunningBridge('/index', 'same', machine)).toBeUndefined();
    unregisterBridge('/index', machine);
    expect(existsSync(file)).toBe(true);
    for (const text of ['', '{"url":', '[]', '{"url":"x"}']) {
      writeFileSync(file, text);
      expect(findRunningBridge('/index', 'same', machine)).toBeUndefined();
    }
  });
});

describe('connectToBridge()', () => {
  async function serve(call: CallFunction) {
    const token = createToken();
    let hosts: string[] = [];
    const app = createHttpApp({ token, allowedHosts: () => hosts, capabilities, call, indexing: { pause: async () => undefined, resume: async () => undefined }, about: { version: '0', reach: '' }, staticFiles: async () => undefined, onFailure: () => undefined });
    const server = await listen((request) => app.fetch(request), 0);
    hosts = loopbackHosts(server.port);
    return { server, token, connection: connectToBridge({ ...registration, url: `http://127.0.0.1:${server.port}/`, token }) };
  }

  test('passes input, progress, deltas, result and errors through', async () => {
    const { server, connection } = await serve(async (_id, input, { onProgress, onDelta }) => {
      const { query } = input as { query: string };
      if (query === 'fail') throw new IzaError('note-missing', 'Not there');
      onProgress?.({ doneCount: 1, totalCount: 2, message: 'a' });
      onDelta?.('ü');
      return { query };
    });
    const seen: unknown[] = [];
    const result = await connection.call('notes.search', { query: 'a' }, { onProgress: (progress) => seen.push(progress), onDelta: (text) => seen.push(text) });
    expect([...seen, result]).toEqual([{ doneCount: 1, totalCount: 2, message: 'a' }, 'ü', { query: 'a' }]);
    await expect(connection.call('notes.search', { query: 'fail' })).rejects.toMatchObject({ code: 'note-missing', message: 'Not there' });
    await server.close({ graceMs: 0 });
  });

  test('stops the call there when its signal fires here', async () => {
    const started = Promise.withResolvers<void>();
    const stopped = Promise.withResolvers<void>();
    const { server, connection } = await serve(async (_id, _input, { signal }) => {
      signal?.addEventListener('abort', () => stopped.resolve());
      started.resolve();
      await stopped.promise;
      throw new IzaError('aborted', 'Stopped');
    });
    const controller = new AbortController();
    const call = connection.call('notes.search', { query: 'a' }, { signal: controller.signal });
    await started.promise;
    controller.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await stopped.promise;
    await server.close({ graceMs: 0 });
  });

  test('isAnswering() knows our bridge from another program and from nothing', async () => {
    const { server, token } = await serve(async () => ({}));
    const url = `http://127.0.0.1:${server.port}/`;
    expect(await isAnswering({ ...registration, url, token })).toBe(true);
    expect(await isAnswering({ ...registration, url, token: 'another' })).toBe(false);
    await server.close({ graceMs: 0 });
    expect(await isAnswering({ ...registration, url, token })).toBe(false);
  });

  test('says so when another program answers, or the token is refused, or nothing does', async () => {
    const other = await listen(() => new Response('hello', { status: 404 }), 0);
    const wrong = connectToBridge({ ...registration, url: `http://127.0.0.1:${other.port}/` });
    await expect(wrong.call('notes.search', {})).rejects.toMatchObject({ code: 'connection-lost', message: expect.stringContaining('does not answer as IZA') });
    await other.close({ graceMs: 0 });
    await expect(wrong.call('notes.search', {})).rejects.toMatchObject({ code: 'connection-lost', message: expect.stringContaining('Start it again') });
  });
});
