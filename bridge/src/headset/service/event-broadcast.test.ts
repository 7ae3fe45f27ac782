import type { HeadsetEvent, HeadsetReport, HeadsetSession } from '@iza/core/ports';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEventBroadcast } from './event-broadcast.ts';

// reason: the broadcast only passes these on
const session = { id: 's' } as HeadsetSession;
const end: HeadsetEvent = { type: 'session-end', report: { session } as HeadsetReport };
const marker = (sampleIndex: number): HeadsetEvent => ({ type: 'marker', sampleIndex, text: '' });

async function readAll(events: AsyncIterable<HeadsetEvent>): Promise<HeadsetEvent[]> {
  const read: HeadsetEvent[] = [];
  for await (const event of events) read.push(event);
  return read;
}

describe('createEventBroadcast()', () => {
  test('begins with the session as it is, gives everything in order and ends after the end', async () => {
    const broadcast = createEventBroadcast(() => session);
    const readers = [readAll(broadcast.subscribe()), readAll(broadcast.subscribe())];
    for (let index = 0; index < 100; index += 1) {
      broadcast.publish(marker(index));
      if (index % 7 === 0) await Promise.resolve();
    }
    broadcast.end(end);
    for (const reader of readers) expect(await reader).toEqual([{ type: 'session-change', session }, ...Array.from({ length: 100 }, (_, index) => marker(index)), end]);
    expect(broadcast.subscriberCount).toBe(0);
  });

  test('tells a slow subscriber how many it lost; what it gets and what it lost add up, newest last', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 100 }), async (queueLength, eventCount) => {
        const broadcast = createEventBroadcast(() => session);
        const events = broadcast.subscribe({ queueLength });
        for (let index = 0; index < eventCount; index += 1) broadcast.publish(marker(index));
        broadcast.end(end);
        const read = await readAll(events);
        const skippedCount = read.reduce((sum, event) => sum + (event.type === 'skipped' ? event.eventCount : 0), 0);
        const got = read.filter((event) => event.type === 'marker').map((event) => event.sampleIndex);
        expect(skippedCount + got.length).toBe(eventCount);
        expect(got).toEqual(Array.from({ length: got.length }, (_, index) => eventCount - got.length + index));
        expect(read.at(-1)).toBe(end);
        if (skippedCount > 0) expect(read[read.findIndex(({ type }) => type === 'skipped') + 1]).toEqual({ type: 'session-change', session });
      }),
    );
  });

  test('keeps no subscriber that stopped reading', async () => {
    const broadcast = createEventBroadcast(() => session);
    for await (const event of broadcast.subscribe()) if (event.type === 'session-change') break;
    expect(broadcast.subscriberCount).toBe(0);
  });

  test('stops waiting when the signal fires', async () => {
    const broadcast = createEventBroadcast(() => session);
    const controller = new AbortController();
    const reading = readAll(broadcast.subscribe({ signal: controller.signal }));
    await Promise.resolve();
    controller.abort();
    await expect(reading).rejects.toMatchObject({ code: 'aborted' });
    expect(broadcast.subscriberCount).toBe(0);
  });

  test('gives the end to whoever comes late', async () => {
    const broadcast = createEventBroadcast(() => session);
    broadcast.end(end);
    expect(await readAll(broadcast.subscribe())).toEqual([{ type: 'session-change', session }, end]);
  });

  test('refuses a queue that holds nothing', () => {
    expect(() => createEventBroadcast(() => session).subscribe({ queueLength: 0 })).toThrow(RangeError);
  });
});
