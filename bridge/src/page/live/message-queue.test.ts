import { expect, test } from 'vitest';
import { createMessageQueue } from './message-queue.ts';

test('a queue gives everything in order, also what is pushed while it is read, and then ends', async () => {
  const queue = createMessageQueue<number>();
  queue.push(1);
  queue.push(2);
  const seen: number[] = [];
  for await (const message of queue) {
    seen.push(message);
    if (message < 5) queue.push(message + 2);
    else queue.end();
  }
  expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
});

test('a reader that waits is woken by what is pushed, and by the end', async () => {
  const queue = createMessageQueue<string>();
  const reader = queue[Symbol.asyncIterator]();
  const first = reader.next();
  queue.push('a');
  expect(await first).toEqual({ value: 'a', done: false });
  const last = reader.next();
  queue.end();
  expect((await last).done).toBe(true);
});

test('a queue that ended before it is read gives what is left', async () => {
  const queue = createMessageQueue<string>();
  queue.push('a');
  queue.end();
  const seen: string[] = [];
  for await (const message of queue) seen.push(message);
  expect(seen).toEqual(['a']);
});
