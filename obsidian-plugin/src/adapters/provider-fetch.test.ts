import { describe, expect, test } from 'vitest';
import { createProviderFetch, serveProviderFetch } from './provider-fetch.ts';

/** A channel whose other side is `requestUrl` of the app. */
function channelTo(answer: (parameters: { url: string; method?: string; body?: unknown }) => { status: number; text: string }) {
  const requests: unknown[] = [];
  const handlers = serveProviderFetch(((parameters: { url: string }) => {
    requests.push(parameters);
    const { status, text } = answer(parameters);
    return Promise.resolve({ status, headers: { 'content-type': 'text/plain' }, arrayBuffer: new TextEncoder().encode(text).buffer });
    // reason: the handler uses nothing else of what requestUrl gives
  }) as never);
  const call = async (method: string, input: unknown): Promise<unknown> =>
    handlers[method](input, { signal: new AbortController().signal, onProgress: () => undefined, onDelta: () => undefined });
  return { requests, call };
}

const refused: typeof fetch = () => Promise.reject(new TypeError('Failed to fetch'));

describe('createProviderFetch()', () => {
  test('sends what needs no stream through the app, with method, headers and body', async () => {
    const { requests, call } = channelTo(() => ({ status: 201, text: 'made' }));
    const response = await createProviderFetch({ call }, refused)('http://host.test/v1/embeddings', { method: 'POST', headers: { authorization: 'Bearer k' }, body: '{"input":["a"]}' });
    expect([response.status, await response.text()]).toEqual([201, 'made']);
    expect(requests).toEqual([expect.objectContaining({ url: 'http://host.test/v1/embeddings', method: 'POST', body: '{"input":["a"]}', headers: expect.objectContaining({ authorization: 'Bearer k' }), throw: false })]);
  });

  test('streams with the platform fetch', async () => {
    const { requests, call } = channelTo(() => ({ status: 500, text: '' }));
    const streaming: typeof fetch = () => Promise.resolve(new Response('piece by piece'));
    const response = await createProviderFetch({ call }, streaming)('http://host.test/chat', { method: 'POST', body: '{"stream": true}' });
    expect(await response.text()).toBe('piece by piece');
    expect(requests).toEqual([]);
  });

  test('gives a stream in one piece when the platform refuses it', async () => {
    const { call } = channelTo(() => ({ status: 200, text: 'all at once' }));
    const response = await createProviderFetch({ call }, refused)('http://host.test/chat', { method: 'POST', body: '{"stream":true}' });
    expect(await response.text()).toBe('all at once');
  });

  test('gives an error status as a response, not as an exception', async () => {
    const { call } = channelTo(() => ({ status: 401, text: 'no' }));
    expect((await createProviderFetch({ call }, refused)('http://host.test/')).status).toBe(401);
  });

  test('does not ask when it was stopped before', async () => {
    const { requests, call } = channelTo(() => ({ status: 200, text: '' }));
    await expect(createProviderFetch({ call }, refused)('http://host.test/', { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(requests).toEqual([]);
  });
});
