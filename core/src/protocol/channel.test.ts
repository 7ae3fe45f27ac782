import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { IzaError } from '../foundation/index.ts';
import { openChannel } from './channel.ts';
import type { Handlers } from './incoming-calls.ts';
import { createInMemoryWire } from './in-memory-wire.ts';
import type { MessageEndpoint } from './message-endpoint.ts';
import { PROTOCOL_VERSION } from './protocol-version.ts';
import { standaloneBytes, transferring } from './transferring.ts';

function openPair(handlers: Handlers, callerHandlers: Handlers = {}) {
  const [left, right] = createInMemoryWire();
  return { caller: openChannel(left, { handlers: callerHandlers, peerName: 'the worker' }), called: openChannel(right, { handlers, peerName: 'the host' }) };
}

/** An endpoint whose other side is the test itself. */
function openAgainstTest() {
  const sent: unknown[] = [];
  let listener: (message: unknown) => void = () => undefined;
  let onClose: (reason: string) => void = () => undefined;
  const endpoint: MessageEndpoint = {
    postMessage: (message) => void sent.push(message),
    onMessage(next) {
      listener = next;
      return () => undefined;
    },
    onClose(next) {
      onClose = next;
      return () => undefined;
    },
  };
  return { endpoint, sent, receive: (message: unknown) => listener(message), die: (reason: string) => onClose(reason) };
}

const neverAnswers = () => new Promise(() => undefined);
const untilAborted = (signal: AbortSignal) => new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

async function collect(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const collected: unknown[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

describe('call()', () => {
  test('answers with what the handler returned, both ways over one wire', async () => {
    const { caller, called } = openPair({ double: (input) => Number(input) * 2 }, { shout: async (input) => String(input).toUpperCase() });
    expect(await caller.call('double', 21)).toBe(42);
    expect(await called.call('shout', 'iza')).toBe('IZA');
  });

  test('carries progress and deltas in order, before the result', async () => {
    const { caller } = openPair({
      work: async (_input, { onProgress, onDelta }) => {
        for (const doneCount of [1, 2, 3]) onProgress({ doneCount });
        onDelta('to');
        await Promise.resolve();
        onDelta('gether');
        return 'together';
      },
    });
    const seen: unknown[] = [];
    const result = await caller.call('work', null, { onProgress: (progress) => seen.push(progress), onDelta: (text) => seen.push(text) });
    expect([...seen, result]).toEqual([{ doneCount: 1 }, { doneCount: 2 }, { doneCount: 3 }, 'to', 'gether', 'together']);
  });

  test.each([
    ['IzaError', () => new IzaError('note-missing', 'Cannot read "a.md"'), IzaError],
    ['RangeError', () => new RangeError('Cannot read line 0'), RangeError],
    ['TypeError', () => new TypeError('Cannot read a number'), TypeError],
    ['Error', () => new Error('It broke'), Error],
  ])('rejects with the %s that the handler threw', async (_name, create, kind) => {
    const thrown = create();
    const { caller } = openPair({
      fail: () => {
        throw thrown;
      },
    });
    const error = await caller.call('fail', null).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ message: thrown.message, ...(thrown instanceof IzaError ? { code: thrown.code } : { stack: thrown.stack }) });
  });

  test('says which method the other side does not offer, and inherited names are not offered', async () => {
    const { caller } = openPair({});
    await expect(caller.call('notes', null)).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining('"notes"') });
    await expect(caller.call('toString', null)).rejects.toMatchObject({ code: 'unsupported' });
  });

  test('moves owned buffers and copies the others', async () => {
    const { caller } = openPair({
      give: () => {
        const bytes = new Uint8Array([1, 2, 3]);
        return transferring(bytes, [bytes.buffer]);
      },
      size: (input) => (input as Uint8Array).byteLength,
    });
    expect(await caller.call('give', null)).toEqual(new Uint8Array([1, 2, 3]));
    const kept = new Uint8Array(8);
    expect(await caller.call('size', kept)).toBe(8);
    expect(kept.byteLength).toBe(8);
    expect(await caller.call('size', kept, { transfer: [kept.buffer] })).toBe(8);
    expect(kept.byteLength).toBe(0);
  });

  test('rejects what cannot be cloned, in either direction, and stays open', async () => {
    const { caller } = openPair({ give: () => () => undefined, echo: (input) => input });
    await expect(caller.call('echo', () => undefined)).rejects.toThrow(/Cannot send the input of "echo"/);
    await expect(caller.call('give', null)).rejects.toThrow(/Cannot send what "give" answered/);
    expect(await caller.call('echo', 1)).toBe(1);
  });

  test('is refused at once when its signal has already fired', async () => {
    const handler = vi.fn();
    const { caller } = openPair({ handler });
    await expect(caller.call('handler', null, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
    expect(handler).not.toHaveBeenCalled();
  });

  test('rejects at once when its signal fires, and the handler sees it', async () => {
    const stopped = vi.fn();
    const { caller } = openPair({ wait: (_input, { signal }) => untilAborted(signal).then(stopped) });
    const controller = new AbortController();
    const call = caller.call('wait', null, { signal: controller.signal });
    await Promise.resolve();
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'aborted' });
    await vi.waitFor(() => expect(stopped).toHaveBeenCalledOnce());
  });
});

describe('stream()', () => {
  test('yields every item in order', async () => {
    const { caller } = openPair({
      count: async function* (input) {
        for (let number = 0; number < Number(input); number++) yield number;
      },
    });
    expect(await collect(caller.stream('count', 1000))).toEqual(Array.from({ length: 1000 }, (_, number) => number));
    expect(await collect(caller.stream('count', 0))).toEqual([]);
  });

  test('delivers what came before an error, then the error', async () => {
    const { caller } = openPair({
      fail: async function* () {
        yield 1;
        yield 2;
        throw new IzaError('source-missing', 'The vault is gone');
      },
    });
    const seen: unknown[] = [];
    await expect(
      (async () => {
        for await (const item of caller.stream('fail', null)) seen.push(item);
      })(),
    ).rejects.toMatchObject({ code: 'source-missing' });
    expect(seen).toEqual([1, 2]);
  });

  test('holds a fast producer back while nobody reads', async () => {
    let produced = 0;
    const { caller } = openPair({
      endless: async function* () {
        while (true) yield produced++;
      },
    });
    const items = caller.stream('endless', null);
    await items.next();
    for (let turn = 0; turn < 5000; turn++) await Promise.resolve();
    expect(produced).toBeLessThan(1000);
    await items.return();
  });

  test('waits for the cleaning up when the loop is left', async () => {
    const order: string[] = [];
    const { caller } = openPair({
      endless: async function* () {
        try {
          while (true) yield 1;
        } finally {
          await Promise.resolve();
          order.push('cleaned up');
        }
      },
    });
    for await (const item of caller.stream('endless', null)) {
      order.push(`item ${String(item)}`);
      break;
    }
    order.push('after the loop');
    expect(order).toEqual(['item 1', 'cleaned up', 'after the loop']);
  });

  test('rejects at once when its signal fires', async () => {
    const { caller } = openPair({
      quiet: async function* (_input, { signal }) {
        yield 'ready';
        await untilAborted(signal);
      },
    });
    const controller = new AbortController();
    const items = caller.stream('quiet', null, { signal: controller.signal });
    expect(await items.next()).toEqual({ value: 'ready', done: false });
    const next = items.next();
    controller.abort();
    await expect(next).rejects.toMatchObject({ code: 'aborted' });
  });

  test('and call() refuse a method of the other kind', async () => {
    const { caller } = openPair({
      value: () => 1,
      items: async function* () {
        yield 1;
      },
    });
    await expect(collect(caller.stream('value', null))).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining('"value"') });
    await expect(caller.call('items', null)).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining('"items"') });
  });

  test('an item that cannot be cloned ends the stream with an error', async () => {
    const { caller } = openPair({
      functions: async function* () {
        yield 1;
        yield () => undefined;
      },
    });
    await expect(collect(caller.stream('functions', null))).rejects.toThrow(/Cannot send what "functions" answered/);
  });
});

describe('a channel', () => {
  test('that closes rejects every open call on both sides and fires their signals', async () => {
    const stopped = vi.fn();
    const { caller, called } = openPair({ wait: (_input, { signal }) => untilAborted(signal).then(stopped) }, { wait: neverAnswers });
    const calls = [caller.call('wait', null), called.call('wait', null), collect(caller.stream('wait', null))];
    await Promise.resolve();
    caller.close();
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'connection-lost' });
    await expect(caller.call('wait', null)).rejects.toMatchObject({ code: 'connection-lost' });
    expect((await called.closed).code).toBe('connection-lost');
    expect(stopped).toHaveBeenCalled();
  });

  test('whose peer dies rejects every open call with the reason', async () => {
    const { endpoint, die } = openAgainstTest();
    const channel = openChannel(endpoint, { peerName: 'the index worker' });
    const call = channel.call('notes', null);
    die('it ran out of memory');
    await expect(call).rejects.toThrow('Lost the connection to the index worker: it ran out of memory');
    expect((await channel.closed).code).toBe('connection-lost');
  });

  test.each([['0.9'], ['2.0'], ['nonsense']])('refuses a peer of version %s', async (protocolVersion) => {
    const { endpoint, receive } = openAgainstTest();
    const channel = openChannel(endpoint);
    const call = channel.call('notes', null);
    receive({ type: 'channel-hello', protocolVersion });
    await expect(call).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining(protocolVersion) });
  });

  test('accepts a newer minor version', async () => {
    const { endpoint, receive, sent } = openAgainstTest();
    const channel = openChannel(endpoint);
    receive({ type: 'channel-hello', protocolVersion: `${PROTOCOL_VERSION.split('.')[0]}.99` });
    const call = channel.call('notes', null);
    expect(sent).toContainEqual({ type: 'call-start', callId: 0, method: 'notes', input: null, streaming: false });
    receive({ type: 'call-result', callId: 0, output: 'read' });
    expect(await call).toBe('read');
  });

  test('works over a wire of JSON, which drops what is undefined', async () => {
    const [left, right] = createInMemoryWire();
    const asJson = (endpoint: MessageEndpoint): MessageEndpoint => ({ ...endpoint, postMessage: (message) => endpoint.postMessage(JSON.parse(JSON.stringify(message))) });
    openChannel(asJson(right), { handlers: { nothing: () => undefined } });
    expect(await openChannel(asJson(left)).call('nothing', undefined)).toBeUndefined();
  });

  test('refuses a peer that does not greet first', async () => {
    const { endpoint, receive } = openAgainstTest();
    const channel = openChannel(endpoint);
    receive({ type: 'call-start', callId: 0, method: 'notes', input: null, streaming: false });
    expect((await channel.closed).code).toBe('unsupported');
  });

  test('survives any message: it closes with a reason or goes on, and never throws', () => {
    const message = fc.oneof(
      fc.anything(),
      fc.record({
        type: fc.constantFrom('channel-hello', 'channel-close', 'call-start', 'call-cancel', 'call-result', 'call-error', 'stream-items', 'stream-pull', 'call-progress', 'call-delta'),
        callId: fc.oneof(fc.nat(3), fc.anything()),
        protocolVersion: fc.constant(PROTOCOL_VERSION),
        reason: fc.string(),
        method: fc.string(),
        items: fc.array(fc.anything()),
        done: fc.boolean(),
        streaming: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(fc.array(message), (messages) => {
        const { endpoint, receive } = openAgainstTest();
        const channel = openChannel(endpoint, { handlers: { work: () => 1 } });
        channel.call('a', null).catch(() => undefined);
        for (const each of messages) receive(each);
      }),
    );
  });
});

test('a channel settles every call as its own handler does, whatever the interleaving of messages and cancels', async () => {
  const plan = fc.record({
    fate: fc.constantFrom('answer', 'fail', 'stream', 'stream-fail', 'cancel-call', 'cancel-stream', 'leave-stream'),
    turnCount: fc.nat(6),
    itemCount: fc.integer({ min: 1, max: 700 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(plan, { minLength: 1, maxLength: 8 }), fc.scheduler(), async (plans, scheduler) => {
      const [left, right] = createInMemoryWire({ deliver: (arrive) => void scheduler.schedule(Promise.resolve(), 'message').then(arrive) });
      const turns = async (count: number): Promise<void> => {
        for (let turn = 0; turn < count; turn++) await scheduler.schedule(Promise.resolve(), 'turn');
      };
      openChannel(right, {
        handlers: {
          answer: async (input) => {
            await turns(plans[Number(input)].turnCount);
            return { answered: input };
          },
          fail: async (input) => {
            await turns(plans[Number(input)].turnCount);
            throw new IzaError('note-missing', `failed ${String(input)}`);
          },
          wait: (_input, { signal }) => untilAborted(signal),
          stream: async function* (input) {
            for (let item = 0; item < plans[Number(input)].itemCount; item++) yield item;
            if (plans[Number(input)].fate === 'stream-fail') throw new IzaError('source-missing', `failed ${String(input)}`);
          },
          endless: async function* () {
            for (let item = 0; ; item++) yield item;
          },
        },
      });
      const channel = openChannel(left);

      async function carryOut({ fate, turnCount, itemCount }: (typeof plans)[number], position: number): Promise<void> {
        const controller = new AbortController();
        switch (fate) {
          case 'answer':
            expect(await channel.call('answer', position)).toEqual({ answered: position });
            return;
          case 'fail':
            await expect(channel.call('fail', position)).rejects.toMatchObject({ code: 'note-missing', message: `failed ${position}` });
            return;
          case 'stream':
            expect(await collect(channel.stream('stream', position))).toEqual(Array.from({ length: itemCount }, (_, item) => item));
            return;
          case 'stream-fail':
            await expect(collect(channel.stream('stream', position))).rejects.toMatchObject({ code: 'source-missing', message: `failed ${position}` });
            return;
          case 'cancel-call': {
            const call = channel.call('wait', position, { signal: controller.signal });
            call.catch(() => undefined);
            await turns(turnCount);
            controller.abort();
            await expect(call).rejects.toMatchObject({ code: 'aborted' });
            return;
          }
          case 'cancel-stream': {
            const seen = collect(channel.stream('endless', position, { signal: controller.signal }));
            seen.catch(() => undefined);
            await turns(turnCount);
            controller.abort();
            await expect(seen).rejects.toMatchObject({ code: 'aborted' });
            return;
          }
          case 'leave-stream': {
            let expected = 0;
            for await (const item of channel.stream('endless', position)) {
              expect(item).toBe(expected++);
              if (expected === itemCount) break;
            }
            return;
          }
        }
      }
      const settled = Promise.allSettled(plans.map(carryOut));
      await scheduler.waitFor(settled);
      const failures = (await settled).filter((outcome) => outcome.status === 'rejected');
      expect(failures.map(({ reason }) => String(reason))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('standaloneBytes() cuts a view out of its pool and leaves whole arrays alone', () => {
  const pool = new Uint8Array([9, 1, 2, 9]);
  const cut = standaloneBytes(pool.subarray(1, 3));
  expect(cut).toEqual(new Uint8Array([1, 2]));
  expect(cut.buffer.byteLength).toBe(2);
  expect(standaloneBytes(pool)).toBe(pool);
});
