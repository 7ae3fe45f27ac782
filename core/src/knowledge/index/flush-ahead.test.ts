import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemoryBlobStore } from '../../testing/index.ts';
import { createFlushAhead } from './flush-ahead.ts';
import { openRecordLog } from './log/index.ts';

const options = { prefix: 'log', version: 1, maxShardBytes: 300_000 };

test('what is pushed while batches are on their way, some failing, is found once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 200_000 }), { maxLength: 20 }), fc.uniqueArray(fc.integer({ min: 1, max: 20 })), async (sizes, failures) => {
      const store = createMemoryBlobStore();
      let appendCount = 0;
      const failing: typeof store = {
        ...store,
        async append(name, bytes) {
          await Promise.resolve();
          appendCount += 1;
          if (failures.includes(appendCount)) throw new Error('The disk is full.');
          await store.append(name, bytes);
        },
      };
      const log = await openRecordLog(failing, options);
      const flushes = createFlushAhead(log, { nowMs: () => 0, sleep: async () => undefined });
      for (const [index, size] of sizes.entries()) {
        log.push(1, new Uint8Array(size).fill(index));
        await flushes.step()?.catch(() => undefined);
      }
      await flushes.settle().catch(() => undefined);
      while (log.pendingBytes > 0) await log.flush().catch(() => undefined);

      const found: { first: number; size: number }[] = [];
      for await (const { records } of (await openRecordLog(store, options)).readNew()) found.push(...records.map(({ payload }) => ({ first: payload[0], size: payload.length })));
      expect(found).toEqual(sizes.map((size, index) => ({ first: index, size })));
    }),
    { numRuns: 20 },
  );
});
