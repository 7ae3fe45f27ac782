import { IzaError } from '@iza/core/foundation';
import { describe, expect, test } from 'vitest';
import { createAppendQueue } from './append-queue.ts';

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('createAppendQueue()', () => {
  test('does one piece after the other, in the order in which they were asked for', async () => {
    const queue = createAppendQueue();
    const done: number[] = [];
    for (let piece = 0; piece < 20; piece += 1) {
      queue.push(1, async () => {
        if (piece % 3 === 0) await soon();
        done.push(piece);
      });
    }
    await queue.settled();
    expect(done).toEqual(Array.from({ length: 20 }, (_, piece) => piece));
  });

  test('does nothing after a failure, and tells the first one', async () => {
    const queue = createAppendQueue();
    let later = 0;
    queue.push(1, async () => Promise.reject(new IzaError('storage-full', 'full')));
    queue.push(1, async () => void (later += 1));
    await queue.settled();
    queue.push(1, async () => void (later += 1));
    await queue.settled();
    expect(await queue.failed).toMatchObject({ code: 'storage-full' });
    expect(later).toBe(0);
  });

  test('gives up on a disk that falls behind instead of filling the memory', async () => {
    const queue = createAppendQueue({ limitBytes: 10 });
    const gate = Promise.withResolvers<void>();
    for (let piece = 0; piece < 3; piece += 1) queue.push(5, () => gate.promise);
    expect(await queue.failed).toMatchObject({ code: 'storage-failed', message: expect.stringContaining('slower than the headset') });
    gate.resolve();
    await queue.settled();
  });

  test('takes any other error for a failure of the file', async () => {
    const queue = createAppendQueue();
    queue.push(1, async () => Promise.reject(new Error('odd')));
    expect(await queue.failed).toMatchObject({ code: 'storage-failed', message: expect.stringContaining('odd') });
  });
});
