import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemoryBlobStore } from '../../testing/index.ts';
import { createShardReplayer } from './replay-shard.ts';
import { encodeRecord, encodeShardHeader, RECORD_HEADER_BYTES, SHARD_HEADER_BYTES } from './shard-format.ts';

function shardOf(payloads: readonly Uint8Array[]): Uint8Array {
  const shard = new Uint8Array(SHARD_HEADER_BYTES + payloads.reduce((total, { length }) => total + RECORD_HEADER_BYTES + length, 0));
  shard.set(encodeShardHeader());
  payloads.reduce((offset, payload) => encodeRecord(payload, shard, offset), SHARD_HEADER_BYTES);
  return shard;
}

async function replay(shard: Uint8Array, windowBytes: number) {
  const visited: { startBytes: number; payload: string }[] = [];
  const replayShard = createShardReplayer(
    createMemoryBlobStore([['shard', shard]]),
    (window, start, { startBytes, sizeBytes }) => visited.push({ startBytes, payload: new Uint8Array(window.buffer, window.byteOffset + start, sizeBytes).join(' ') }),
    windowBytes,
  );
  return { reading: await replayShard({ name: 'shard', sizeBytes: shard.length }), visited };
}

test('createShardReplayer() finds the same records, places and damage through a window of any size', async () => {
  const payloads = fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(payloads, fc.integer({ min: SHARD_HEADER_BYTES, max: 200 }), fc.array(fc.nat(), { maxLength: 3 }), async (list, windowBytes, damage) => {
      const shard = shardOf(list);
      for (const position of damage) if (position % shard.length >= SHARD_HEADER_BYTES) shard[position % shard.length] ^= 0x55;
      expect(await replay(shard, windowBytes)).toEqual(await replay(shard, 1_000_000));
      for (const { startBytes, payload } of (await replay(shard, windowBytes)).visited) expect(list.map((one) => one.join(' '))).toContain(payload === '' ? '' : shard.slice(startBytes, startBytes + payload.split(' ').length).join(' '));
    }),
  );
});

test('createShardReplayer() says nothing of a shard that is gone', async () => {
  const replayShard = createShardReplayer(createMemoryBlobStore(), () => undefined);
  expect(await replayShard({ name: 'shard', sizeBytes: 100 })).toBeUndefined();
});
