import fc from 'fast-check';
import { decodeLiveFrame } from '@iza/core/protocol';
import { describe, expect, test } from 'vitest';
import { createLiveSubscriber } from './live-subscriber.ts';

/** A socket whose other side reads only when told. */
function createSocket() {
  const sent: string[] = [];
  const closes: [number | undefined, string | undefined][] = [];
  const socket = {
    OPEN: 1 as const,
    readyState: 1 as 0 | 1 | 2 | 3,
    bufferedAmount: 0,
    send(frame: unknown) {
      sent.push(frame as string);
      socket.bufferedAmount += (frame as string).length;
    },
    close: (code?: number, reason?: string | Buffer) => void closes.push([code, reason as string]),
  };
  return { socket, sent, closes };
}
const frame = (number: number): string => JSON.stringify({ type: 'marker', sampleIndex: number, text: '' });

describe('createLiveSubscriber()', () => {
  test('sends everything to a reader that keeps up', () => {
    const { socket, sent } = createSocket();
    const subscriber = createLiveSubscriber(socket, 100);
    for (let index = 0; index < 50; index += 1) {
      subscriber.offer(frame(index));
      socket.bufferedAmount = 0;
    }
    expect(sent).toEqual(Array.from({ length: 50 }, (_, index) => frame(index)));
  });

  test('never lets more lie unsent than the limit and one frame, and tells exactly what it left out', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 80 }), fc.integer({ min: 60, max: 400 }), (reads, limitBytes) => {
        const { socket, sent } = createSocket();
        const subscriber = createLiveSubscriber(socket, limitBytes);
        let offered = 0;
        for (const read of reads) {
          subscriber.offer(frame(offered));
          offered += 1;
          expect(socket.bufferedAmount).toBeLessThanOrEqual(limitBytes + 2 * frame(0).length + 60);
          socket.bufferedAmount = Math.max(0, socket.bufferedAmount - read);
        }
        socket.bufferedAmount = 0;
        subscriber.offer(frame(offered));
        // Told in place: the numbers of what arrived, with each gap exactly as wide as was said.
        let expected = 0;
        for (const message of sent.map((text) => decodeLiveFrame(text))) {
          if (message.type === 'skipped') expected += message.eventCount;
          else if (message.type === 'marker') {
            expect(message.sampleIndex).toBe(expected);
            expected += 1;
          }
        }
        expect(expected).toBe(offered + 1);
      }),
    );
  });

  test('does not take a long backlog for slowness', () => {
    const { socket, sent } = createSocket();
    const subscriber = createLiveSubscriber(socket, 100);
    subscriber.open(Array.from({ length: 20 }, (_, index) => frame(index)));
    expect(socket.bufferedAmount).toBeGreaterThan(400);
    subscriber.offer(frame(20));
    expect(sent.at(-1)).toBe(frame(20));
  });

  test('what must arrive is sent to a slow reader too, after what it missed', () => {
    const { socket, sent } = createSocket();
    const subscriber = createLiveSubscriber(socket, 10);
    for (let index = 0; index < 4; index += 1) subscriber.offer(frame(index));
    subscriber.send('the end');
    expect(sent).toEqual([frame(0), '{"type":"skipped","eventCount":3}', 'the end']);
  });

  test.each([['a'.repeat(200), 'a'.repeat(123)], ['é'.repeat(100), 'é'.repeat(61)], ['', ''], ['Gone.', 'Gone.']])('closes with a reason that fits: %s', (reason, expected) => {
    const { socket, closes } = createSocket();
    createLiveSubscriber(socket, 10).end(1001, reason);
    expect(closes).toEqual([[1001, expected]]);
  });

  test('writes nothing once the socket is closing', () => {
    const { socket, sent } = createSocket();
    socket.readyState = 2;
    createLiveSubscriber(socket, 10).send('late');
    expect(sent).toEqual([]);
  });
});
