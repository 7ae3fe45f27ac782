import { IzaError } from '@iza/core/foundation';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createChunkQueue, type ChunkQueue } from './chunk-queue.ts';

async function drain(queue: ChunkQueue, signal?: AbortSignal): Promise<number[]> {
  const read: number[] = [];
  for await (const { bytes } of queue.chunks({ signal })) read.push(...bytes);
  return read;
}

describe('createChunkQueue()', () => {
  test('gives every byte once and in order, however pushing and reading interleave', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 5 }), fc.boolean()), { maxLength: 30 }), async (pushes) => {
        const queue = createChunkQueue();
        const reading = drain(queue);
        for (const [bytes, pause] of pushes) {
          queue.push(bytes, 0);
          if (pause) await Promise.resolve();
        }
        queue.end();
        expect(await reading).toEqual(pushes.flatMap(([bytes]) => [...bytes]));
      }),
    );
  });

  test('gives what came before a failure, then the failure; nothing after it counts', async () => {
    const queue = createChunkQueue();
    queue.push(Uint8Array.of(1), 5);
    queue.fail(new IzaError('headset-lost', 'gone'));
    queue.push(Uint8Array.of(2), 6);
    queue.end();
    const chunks = queue.chunks()[Symbol.asyncIterator]();
    expect((await chunks.next()).value).toEqual({ bytes: Uint8Array.of(1), arrivalMs: 5 });
    await expect(chunks.next()).rejects.toMatchObject({ code: 'headset-lost' });
    expect(queue.outcome).toMatchObject({ code: 'headset-lost' });
  });

  test('stops waiting when the signal fires, also when it fired before', async () => {
    const controller = new AbortController();
    const reading = drain(createChunkQueue(), controller.signal);
    controller.abort();
    await expect(reading).rejects.toMatchObject({ code: 'aborted' });
    await expect(drain(createChunkQueue(), AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
  });

  test('refuses a second reader', () => {
    const queue = createChunkQueue();
    queue.chunks();
    expect(() => queue.chunks()).toThrow(RangeError);
  });
});
