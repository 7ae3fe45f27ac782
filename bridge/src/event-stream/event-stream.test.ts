import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeEvent } from './encode-event.ts';
import { readEvents } from './read-events.ts';

test('readEvents() gives back what encodeEvent() wrote, wherever the bytes are cut', async () => {
  const events = fc.array(fc.record({ event: fc.constantFrom('delta', 'progress', 'result'), data: fc.jsonValue() }), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(events, fc.integer({ min: 1, max: 9 }), async (written, pieceBytes) => {
      const bytes = Buffer.concat(written.map(({ event, data }) => encodeEvent(event, data)));
      const body = new ReadableStream<Uint8Array>({
        start(stream) {
          for (let start = 0; start < bytes.length; start += pieceBytes) stream.enqueue(bytes.subarray(start, start + pieceBytes));
          stream.close();
        },
      });
      expect(await Array.fromAsync(readEvents(body))).toEqual(JSON.parse(JSON.stringify(written)));
    }),
    { numRuns: 100 },
  );
});

test('readEvents() cancels the stream when its reader leaves', async () => {
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (stream) => stream.enqueue(encodeEvent('delta', 1)),
    cancel() {
      cancelled = true;
    },
  });
  for await (const { data } of readEvents(body)) {
    expect(data).toBe(1);
    break;
  }
  expect(cancelled).toBe(true);
});
