import { once } from 'node:events';
import { connect } from 'node:net';
import { decodeLiveFrame, LIVE_PATH, LIVE_SUBPROTOCOL, type LiveMessage } from '@iza/core/protocol';
import { createHeadsetDouble, type HeadsetDouble } from '@iza/core/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createToken, listen, loopbackHosts } from '../http/index.ts';
import { createLiveServer } from './live-server.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serve(options: { channelCount?: number; pingMs?: number; limitBytes?: number } = {}) {
  const headset = createHeadsetDouble({ channelCount: options.channelCount ?? 2 });
  const token = createToken();
  const failures: unknown[] = [];
  let hosts: readonly string[] = [];
  const live = createLiveServer({ headset, token, allowedHosts: () => hosts, onFailure: (error) => failures.push(error), ...options });
  const server = await listen(() => new Response('page'), 0, { onUpgrade: live.upgrade });
  hosts = loopbackHosts(server.port);
  closers.push(async () => {
    await live.close();
    await server.close({ graceMs: 0 });
  });
  const session = await headset.start({ deviceId: 'simulated:double', lineFrequencyHz: 50 });
  live.watch(session);
  return { headset, token, live, server, session, failures, url: `ws://127.0.0.1:${server.port}${LIVE_PATH}?session=${session.id}` };
}

/** A reader as a browser is one: the token goes beside the subprotocol. */
function read(url: string, token: string, { paused = false } = {}) {
  const socket = new WebSocket(url, [LIVE_SUBPROTOCOL, `bearer.${token}`], { perMessageDeflate: false });
  const messages: LiveMessage[] = [];
  const closed = once(socket, 'close').then(([code, reason]) => ({ code: code as number, reason: String(reason) }));
  socket.binaryType = 'arraybuffer';
  socket.on('message', (data: ArrayBuffer, isBinary: boolean) => {
    const bytes = new Uint8Array(data);
    messages.push(decodeLiveFrame(isBinary ? bytes : new TextDecoder().decode(bytes)));
  });
  if (paused) socket.once('open', () => socket.pause());
  closers.push(async () => socket.terminate());
  const until = async (holds: (messages: readonly LiveMessage[]) => boolean): Promise<void> => {
    while (!holds(messages)) await once(socket, 'message');
  };
  return { socket, messages, closed, opened: once(socket, 'open'), until };
}

const samplesOf = (messages: readonly LiveMessage[]) => messages.filter((message) => message.type === 'samples');
const sampleCountOf = (messages: readonly LiveMessage[]): number => samplesOf(messages).reduce((sum, { sampleCount }) => sum + sampleCount, 0);

/** Emits blocks until something holds: the sockets between are the system's, so how many it takes is not ours to say. */
async function emitUntil(headset: HeadsetDouble, sessionId: string, blockSampleCount: number, holds: () => boolean): Promise<void> {
  while (!holds()) {
    headset.emitSamples(sessionId, blockSampleCount);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The answer to an upgrade that is refused. */
async function refusalOf(url: string, headers: Record<string, string>, protocols: string[] = [LIVE_SUBPROTOCOL]): Promise<{ status: number; code: string }> {
  const socket = new WebSocket(url, protocols, { headers, perMessageDeflate: false });
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, AsyncIterable<Buffer> & { statusCode: number; headers: Record<string, string> }];
  let body = '';
  for await (const chunk of response) body += chunk.toString();
  expect(response.headers['content-type']).toBe('application/problem+json');
  return { status: response.statusCode, code: (JSON.parse(body) as { code: string }).code };
}

describe('an upgrade is refused', () => {
  test.each([
    ['without a token', {}, undefined, 401, 'token-missing'],
    ['with a wrong token', { authorization: `Bearer ${createToken()}` }, undefined, 401, 'token-missing'],
    ['with a wrong token beside the subprotocol', {}, [LIVE_SUBPROTOCOL, `bearer.${createToken()}`], 401, 'token-missing'],
    ['from an evil Origin', { origin: 'https://evil.example', authorization: 'ours' }, undefined, 403, 'origin-refused'],
    ['from a null Origin', { origin: 'null', authorization: 'ours' }, undefined, 403, 'origin-refused'],
    ['under an evil Host', { host: 'evil.example', authorization: 'ours' }, undefined, 403, 'host-refused'],
    ['from a page of another site', { 'sec-fetch-site': 'cross-site', authorization: 'ours' }, undefined, 403, 'origin-refused'],
    ['without our subprotocol', { authorization: 'ours' }, ['other'], 400, 'protocol-missing'],
  ])('%s', async (_what, headers, protocols, status, code) => {
    const { url, token, headset, session } = await serve();
    const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value === 'ours' ? `Bearer ${token}` : value]));
    expect(await refusalOf(url, given, protocols)).toEqual({ status, code });
    // The hub alone follows.
    expect(headset.followerCount(session.id)).toBe(1);
  });

  test.each([
    ['/v1/headset/live?session=nobody', 404, 'session-missing'],
    ['/v1/headset/live', 400, 'bad-input'],
    ['/v1/headset/live?session=session-1&backlog=-1', 400, 'bad-input'],
    ['/v1/headset/live?session=session-1&backlog=61', 400, 'bad-input'],
    ['/v1/headset/live?session=session-1&backlog=1e9', 400, 'bad-input'],
    ['/', 404, 'route-missing'],
    ['/v1/headset/live/..', 404, 'route-missing'],
  ])('at %s', async (path, status, code) => {
    const { url, token } = await serve();
    expect(await refusalOf(`${new URL(url).origin}${path}`.replace('http', 'ws'), { authorization: `Bearer ${token}` })).toEqual({ status, code });
  });

  test('of a client that sends rubbish and goes, and the next one is served', async () => {
    const { url, token, server, headset, session } = await serve();
    const rubbish = connect(server.port, '127.0.0.1');
    rubbish.on('error', () => undefined);
    rubbish.write(`GET ${LIVE_PATH}?session=${session.id} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nAuthorization: Bearer ${token}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: ${LIVE_SUBPROTOCOL}\r\nSec-WebSocket-Key: short\r\n\r\n`);
    const [answer] = (await once(rubbish, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 400/);
    rubbish.destroy();
    const reader = read(url, token);
    await reader.opened;
    headset.emitSamples(session.id, 5);
    await reader.until((messages) => sampleCountOf(messages) === 5);
  });
});

describe('a reader', () => {
  test('is never told the token back, and gets the session, then what happens', async () => {
    const { url, token, headset, session } = await serve();
    const { socket, opened, until, messages } = read(url, token);
    await opened;
    expect(socket.protocol).toBe(LIVE_SUBPROTOCOL);
    await until(({ length }) => length === 1);
    headset.emitSamples(session.id, 3);
    await headset.mark(session.id, 'eyes closed');
    headset.emit(session.id, { type: 'quality', sampleIndex: 3, channels: [{ channelName: 'C1', state: 'flat', peakToPeakUv: 0, fullScaleRatio: 0, lineNoiseUv: 0 }] });
    await until(({ length }) => length === 4);
    expect(messages.map(({ type }) => type)).toEqual(['live-open', 'samples', 'marker', 'quality']);
    expect(messages[0]).toMatchObject({ session: { id: session.id, samplingRateHz: 250 }, backlogSampleCount: 0 });
    expect(messages[1]).toMatchObject({ firstSampleIndex: 0, sampleCount: 3, channelCount: 2, samples: Float32Array.of(0, 1, 2, 100, 101, 102) });
  });

  test('of a program sends the token as Authorization', async () => {
    const { url, token } = await serve();
    const socket = new WebSocket(url, LIVE_SUBPROTOCOL, { headers: { authorization: `Bearer ${token}` } });
    await once(socket, 'open');
    socket.terminate();
  });

  test('that comes late gets the last seconds and goes on without a gap or an overlap', async () => {
    const { url, token, headset, session } = await serve();
    for (let count = 0; count < 40; count += 1) headset.emitSamples(session.id, 25);
    await headset.mark(session.id, 'recent');
    const { until, messages } = read(`${url}&backlog=2`, token);
    await until(({ length }) => length > 0);
    headset.emitSamples(session.id, 25);
    await until((all) => samplesOf(all).at(-1)?.firstSampleIndex === 1000);
    expect(messages[0]).toMatchObject({ type: 'live-open', backlogSampleCount: 500 });
    // The backlog comes a second at a time.
    expect(samplesOf(messages).map(({ firstSampleIndex, sampleCount }) => [firstSampleIndex, sampleCount])).toEqual([[500, 250], [750, 250], [1000, 25]]);
    expect(messages.some((message) => message.type === 'marker' && message.text === 'recent')).toBe(true);
  });

  test('ten of them all get everything, and the headset is followed once', async () => {
    const { url, token, headset, session } = await serve();
    const readers = Array.from({ length: 10 }, () => read(url, token));
    await Promise.all(readers.map(({ opened, until }) => opened.then(() => until(({ length }) => length > 0))));
    for (let count = 0; count < 50; count += 1) headset.emitSamples(session.id, 10);
    await Promise.all(readers.map(({ until }) => until((messages) => sampleCountOf(messages) === 500)));
    expect(headset.followerCount(session.id)).toBe(1);
    for (const { messages } of readers) expect(samplesOf(messages).map(({ firstSampleIndex }) => firstSampleIndex)).toEqual(Array.from({ length: 50 }, (_, index) => 10 * index));
  });

  test('that is slow is told how much it missed; a quick one beside it misses nothing', async () => {
    const { url, token, headset, session } = await serve({ channelCount: 64, limitBytes: 0 });
    const slow = read(url, token, { paused: true });
    const quick = read(url, token);
    await Promise.all([slow.opened, quick.opened]);
    let emittedCount = 0;
    // Until far more than what the system's buffers hold was emitted: 64 channels × 250 samples are 64 kB.
    await emitUntil(headset, session.id, 250, () => (emittedCount += 1) > 400);
    await quick.until((messages) => samplesOf(messages).length === 400);
    expect(quick.messages.some(({ type }) => type === 'skipped')).toBe(false);

    slow.socket.resume();
    let extraCount = 0;
    const toldCount = () => slow.messages.reduce((sum, message) => sum + (message.type === 'skipped' ? message.eventCount : 0), 0);
    await emitUntil(headset, session.id, 250, () => (extraCount += 1) > 0 && toldCount() > 0 && slow.messages.at(-1)?.type === 'samples');
    // Every block either arrived or was counted.
    const last = samplesOf(slow.messages).at(-1)!;
    expect(samplesOf(slow.messages).length + toldCount()).toBe(last.firstSampleIndex / 250 + 1);
  });

  test.each([
    ['a message', (socket: WebSocket) => socket.send('hello'), 1008],
    ['a message that is too large', (socket: WebSocket) => socket.send(new Uint8Array(4096)), 1009],
  ])('that sends %s is closed', async (_what, send, code) => {
    const { url, token } = await serve();
    const { socket, opened, closed } = read(url, token);
    await opened;
    send(socket);
    expect((await closed).code).toBe(code);
  });

  test('that answers no ping is cut off', async () => {
    const { url, token } = await serve({ pingMs: 20 });
    const { opened, closed, socket } = read(url, token, { paused: true });
    await opened;
    // A paused reader sees nothing of its end: that it ended shows when it reads again.
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.resume();
    expect((await closed).code).toBe(1006);
  });

  test('hears that the session ended, with where the recording is, and is closed', async () => {
    const { url, token, headset, session } = await serve();
    const { opened, until, closed, messages } = read(url, token);
    await opened;
    await until(({ length }) => length > 0);
    await headset.stop(session.id);
    expect(await closed).toEqual({ code: 1000, reason: 'The session ended.' });
    expect(messages.at(-1)).toMatchObject({ type: 'session-end', session: { state: 'ended' } });
    expect(await refusalOf(url, { authorization: `Bearer ${token}` })).toEqual({ status: 404, code: 'session-missing' });
  });

  test('hears why a session broke off', async () => {
    const { url, token, headset, session, failures } = await serve();
    const { opened, until, closed } = read(url, token);
    await opened;
    await until(({ length }) => length > 0);
    headset.fail(session.id, new Error('The port is gone.'));
    expect(await closed).toEqual({ code: 1011, reason: 'The port is gone.' });
    expect(failures).toHaveLength(1);
  });

  test('hears that the bridge closes; one that does not listen does not hold it up', async () => {
    const { url, token, live, headset, session } = await serve();
    const listening = read(url, token);
    const deaf = read(url, token, { paused: true });
    await Promise.all([listening.opened, deaf.opened]);
    await live.close();
    expect((await listening.closed).code).toBe(1001);
    expect(headset.followerCount(session.id)).toBe(0);
    expect(await refusalOf(url, { authorization: `Bearer ${headset.starts.length > 0 ? token : ''}` })).toMatchObject({ status: 404 });
  });
});
