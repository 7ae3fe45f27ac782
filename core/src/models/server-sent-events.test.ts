import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readServerSentEvents } from './server-sent-events.ts';

async function read(text: string, pieceBytes: number): Promise<{ event: string; data: string }[]> {
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (let start = 0; start < bytes.length; start += pieceBytes) controller.enqueue(bytes.slice(start, start + pieceBytes));
      controller.close();
    },
  });
  const events = [];
  for await (const event of readServerSentEvents(body)) events.push(event);
  return events;
}

test.each([
  ['event: ping\ndata: {}\n\n', [{ event: 'ping', data: '{}' }]],
  ['data: a\ndata: b\n\n', [{ event: 'message', data: 'a\nb' }]],
  ['data:a\r\n\r\ndata: b\r\rdata: c\n\n', ['a', 'b', 'c'].map((data) => ({ event: 'message', data }))],
  [': comment\n\ndata: x\n\n', [{ event: 'message', data: 'x' }]],
  ['id: 1\nretry: 5\ndata\n\n', [{ event: 'message', data: '' }]],
  ['data: no blank line at the end', [{ event: 'message', data: 'no blank line at the end' }]],
  ['data:  two spaces\n\n', [{ event: 'message', data: ' two spaces' }]],
])('readServerSentEvents() reads %j', async (text, events) => {
  expect(await read(text, 1000)).toEqual(events);
});

test('readServerSentEvents() reads the same wherever the bytes are cut', async () => {
  const piece = fc.constantFrom('data: ', 'event: x', '\n', '\n\n', '\r\n', '\r', ':', 'é', '🙂', ' ', 'data');
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 30 }), fc.integer({ min: 1, max: 9 }), async (pieces, pieceBytes) => {
      const text = pieces.join('');
      expect(await read(text, pieceBytes)).toEqual(await read(text, text.length * 4 + 1));
    }),
  );
});
