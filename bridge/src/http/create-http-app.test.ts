import { capabilities, parseCapabilityInput } from '@iza/core/app';
import { IzaError } from '@iza/core/foundation';
import { describe, expect, test, vi } from 'vitest';
import type { CallFunction } from './call-capability.ts';
import { createHttpApp } from './create-http-app.ts';
import { readEvents } from '../event-stream/index.ts';
import { createToken, createTokenCheck } from './token.ts';

const token = createToken();
const host = '127.0.0.1:8080';
const page = { contentType: 'text/html; charset=utf-8', body: '<!doctype html>' };

function createApp(call: CallFunction = async (id) => ({ called: id })) {
  const onFailure = vi.fn();
  const indexing = { pause: vi.fn(async () => undefined), resume: vi.fn(async () => undefined) };
  const app = createHttpApp({
    token,
    allowedHosts: () => [host, 'localhost:8080'],
    capabilities,
    call,
    indexing,
    about: { version: '0.1.0', reach: 'Nothing leaves this machine.' },
    staticFiles: async (path) => (path === '/' ? page : undefined),
    onFailure,
  });
  const send = (path: string, { method = 'POST', headers = {}, body = '{}' }: { method?: string; headers?: Record<string, string | undefined>; body?: string | undefined } = {}) => {
    const all: Record<string, string | undefined> = { host, authorization: `Bearer ${token}`, ...(method === 'POST' && { 'content-type': 'application/json', 'x-iza': '1' }), ...headers };
    const present = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return Promise.resolve(app.fetch(new Request(`http://${host}${path}`, { method, headers: present, ...(method === 'POST' && { body }) })));
  };
  return { app, send, onFailure, indexing };
}

const routes = capabilities.map(({ id }) => `/v1/${id.replace('.', '/')}`);
/** Everything that does something. */
const doors = [...routes, '/bridge/pause', '/bridge/resume'];

describe('every route refuses what was not meant for it', () => {
  const rules: [string, { headers?: Record<string, string | undefined>; body?: string }, number][] = [
    ['no token', { headers: { authorization: undefined } }, 401],
    ['a wrong token', { headers: { authorization: `Bearer ${createToken()}` } }, 401],
    ['the token in another scheme', { headers: { authorization: `Basic ${token}` } }, 401],
    ['no Host', { headers: { host: undefined } }, 403],
    ['an evil Host', { headers: { host: 'evil.example' } }, 403],
    ['an evil Host with our port', { headers: { host: 'evil.example:8080' } }, 403],
    ['our Host on another port', { headers: { host: '127.0.0.1:9999' } }, 403],
    ['an evil Origin', { headers: { origin: 'https://evil.example' } }, 403],
    ['a null Origin', { headers: { origin: 'null' } }, 403],
    ['an Origin of another port', { headers: { origin: 'http://127.0.0.1:9999' } }, 403],
    ['our Origin over https', { headers: { origin: `https://${host}` } }, 403],
    ['a fetch of another site', { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' } }, 403],
    ['a fetch of a neighbouring port', { headers: { 'sec-fetch-site': 'same-site' } }, 403],
    ['text/plain', { headers: { 'content-type': 'text/plain' } }, 415],
    ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'query=a' }, 415],
    ['no content type', { headers: { 'content-type': undefined } }, 415],
    ['no X-IZA header', { headers: { 'x-iza': undefined } }, 403],
    ['a body that is no JSON', { body: '{"query":' }, 400],
    ['a body that is too large', { body: JSON.stringify({ query: 'a'.repeat(1_100_000) }) }, 413],
  ];
  test.each(doors.flatMap((route) => rules.filter(([name]) => route.startsWith('/v1/') || name !== 'a body that is no JSON').map(([name, request, status]) => ({ route, name, request, status }))))('$route: $name', async ({ route, request, status }) => {
    const call = vi.fn<CallFunction>();
    const { send, indexing } = createApp(call);
    const response = await send(route, request);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await response.json()).toMatchObject({ status, code: expect.any(String), detail: expect.stringMatching(/\S{2,}/) });
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(call).not.toHaveBeenCalled();
    expect(indexing.pause).not.toHaveBeenCalled();
    expect(indexing.resume).not.toHaveBeenCalled();
  });

  test.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s calls nothing', async (method) => {
    const call = vi.fn<CallFunction>();
    const { send } = createApp(call);
    for (const route of doors) expect((await send(`${route}?query=a`, { method })).status).toBe(404);
    expect(call).not.toHaveBeenCalled();
  });

  test.each(['/v1/notes/../../etc/passwd', '/..%2f..%2fetc%2fpasswd', '/%252e%252e/package.json', '//evil.example/', '/v1/notes/search/', '/v1/notes.search', '/v1/notes/constructor', '/page/../main.ts'])(
    'the path %s leads nowhere',
    async (path) => {
      const call = vi.fn<CallFunction>();
      const { send } = createApp(call);
      expect((await send(path)).status).toBe(404);
      expect([401, 404]).toContain((await send(path, { method: 'GET', headers: { authorization: undefined } })).status);
      expect(call).not.toHaveBeenCalled();
    },
  );

  test.each(['/openapi.json', '/about.json'])('also %s asks for Host and token', async (path) => {
    const { send } = createApp();
    expect((await send(path, { method: 'GET' })).status).toBe(200);
    expect((await send(path, { method: 'GET', headers: { authorization: undefined } })).status).toBe(401);
    expect((await send(path, { method: 'GET', headers: { host: 'evil.example' } })).status).toBe(403);
  });

  test('the page goes without a token, under a strict policy, and only to our own Host', async () => {
    const { send } = createApp();
    const response = await send('/', { method: 'GET', headers: { authorization: undefined, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' } });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(response.headers.get('content-security-policy')).not.toMatch(/unsafe|\*|http:/);
    expect((await send('/', { method: 'GET', headers: { host: 'evil.example' } })).status).toBe(403);
    expect((await send('/', { method: 'GET', headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' } })).status).toBe(403);
  });

  test('the policy lets the page open its own WebSocket and nobody else’s', async () => {
    const { send } = createApp();
    const policy = (await send('/', { method: 'GET' })).headers.get('content-security-policy')!;
    expect(/connect-src ([^;]*);/.exec(policy)?.[1]).toBe("'self' ws://127.0.0.1:8080 ws://localhost:8080");
  });

  test('a plain request for live signals says what they are', async () => {
    const { send } = createApp();
    const response = await send('/v1/headset/live?session=a', { method: 'GET' });
    expect(response.status).toBe(426);
    expect(await response.json()).toMatchObject({ code: 'upgrade-required', detail: expect.stringContaining('iza.live.1') });
    expect((await send('/v1/headset/live?session=a', { method: 'GET', headers: { authorization: undefined } })).status).toBe(401);
  });

  test('no response allows another origin', async () => {
    const { send } = createApp();
    for (const response of [await send(routes[0]), await send('/', { method: 'GET' }), await send(routes[0], { headers: { origin: 'https://evil.example' } })]) {
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

describe('a call', () => {
  test.each([host, 'localhost:8080', 'LOCALHOST:8080'])('is answered under the name %s', async (name) => {
    const { send } = createApp();
    const response = await send('/v1/notes/search', { headers: { host: name, origin: `http://${name.toLowerCase()}`, 'sec-fetch-site': 'same-origin' }, body: '{"query":"a"}' });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ called: 'notes.search' });
  });

  test('passes the input on as it is', async () => {
    const call = vi.fn<CallFunction>(async () => ({}));
    await createApp(call).send('/v1/notes/search', { body: '{"query":"ü","limit":3}' });
    expect(call).toHaveBeenCalledWith('notes.search', { query: 'ü', limit: 3 }, expect.anything());
  });

  test.each([
    [new IzaError('note-missing', 'Cannot read "a.md"'), 404, 'note-missing', 'Cannot read "a.md"'],
    [new IzaError('index-busy', 'In use'), 409, 'index-busy', 'In use'],
    [new IzaError('model-timeout', 'Too slow'), 504, 'model-timeout', 'Too slow'],
    [new Error('/home/ada/secret'), 500, 'failed', expect.not.stringContaining('secret')],
  ])('that fails with %o answers %d', async (error, status, code, detail) => {
    const { send, onFailure } = createApp(async () => {
      throw error;
    });
    const response = await send('/v1/notes/read');
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ status, code, detail });
    expect(onFailure).toHaveBeenCalledTimes(code === 'failed' ? 1 : 0);
  });

  test('with a wrong input answers 400 and names the property', async () => {
    const { send } = createApp(async (id, input) => parseCapabilityInput(capabilities.find((capability) => capability.id === id)!, input));
    const response = await send('/v1/notes/search', { body: '{"query":"a","limit":0,"nonsense":1}' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'bad-input', detail: expect.stringMatching(/"limit".*nonsense/) });
  });

  test('streams progress and deltas before the result when asked to', async () => {
    const { send } = createApp(async (_id, _input, { onProgress, onDelta }) => {
      onProgress?.({ doneCount: 1, totalCount: 2, message: 'a\n\nb' });
      onDelta?.('to\n');
      await Promise.resolve();
      onDelta?.('gether');
      return { text: 'to\ngether' };
    });
    const response = await send('/v1/notes/ask', { headers: { accept: 'text/event-stream' } });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(await Array.fromAsync(readEvents(response.body!))).toEqual([
      { event: 'progress', data: { doneCount: 1, totalCount: 2, message: 'a\n\nb' } },
      { event: 'delta', data: { text: 'to\n' } },
      { event: 'delta', data: { text: 'gether' } },
      { event: 'result', data: { text: 'to\ngether' } },
    ]);
  });

  test('that fails while streaming ends with an error event', async () => {
    const { send } = createApp(async (_id, _input, { onDelta }) => {
      onDelta?.('a');
      throw new IzaError('model-failed', 'It broke');
    });
    const response = await send('/v1/notes/ask', { headers: { accept: 'text/event-stream' } });
    expect((await Array.fromAsync(readEvents(response.body!))).at(-1)).toMatchObject({ event: 'error', data: { code: 'model-failed', detail: 'It broke' } });
  });

  test('stops when its reader goes away', async () => {
    const stopped = Promise.withResolvers<void>();
    const { send } = createApp(async (_id, _input, { signal, onDelta }) => {
      onDelta?.('first');
      await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
      stopped.resolve();
      throw new IzaError('aborted', 'Stopped');
    });
    const response = await send('/v1/notes/ask', { headers: { accept: 'text/event-stream' } });
    const reader = response.body!.getReader();
    await reader.read();
    await reader.cancel();
    await stopped.promise;
  });
});

test('indexing can be paused and resumed', async () => {
  const { send, indexing } = createApp();
  expect((await send('/bridge/pause')).status).toBe(204);
  expect(indexing.pause).toHaveBeenCalledOnce();
  expect(indexing.resume).not.toHaveBeenCalled();
  expect((await send('/bridge/resume')).status).toBe(204);
  expect(indexing.resume).toHaveBeenCalledOnce();
});

describe('GET /openapi.json', () => {
  test('describes every capability with its input and output', async () => {
    const { send } = createApp();
    const document = (await (await send('/openapi.json', { method: 'GET' })).json()) as { openapi: string; paths: Record<string, { post: { requestBody: object } }> };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(routes);
    expect(document.paths['/v1/notes/search'].post.requestBody).toMatchObject({
      content: { 'application/json': { schema: { type: 'object', required: ['query'], properties: { limit: { type: 'integer', default: 10, minimum: 1, maximum: 100 } } } } },
    });
    // Every reference leads somewhere.
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path.split('/'));
    for (const path of new Set(references)) expect(path.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], document)).toBeDefined();
  });
});

describe('tokens', () => {
  test('are long, different and only equal to themselves', () => {
    const tokens = new Set(Array.from({ length: 100 }, createToken));
    expect(tokens.size).toBe(100);
    const isToken = createTokenCheck(token);
    expect(Buffer.from(token.slice(4), 'base64url')).toHaveLength(32);
    expect([token, `${token} `, token.slice(0, -1), token.toUpperCase(), ''].map(isToken)).toEqual([true, false, false, false, false]);
  });
});
