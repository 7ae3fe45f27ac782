import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemoryBlobStore, type MemoryBlobStore } from '../../../testing/index.ts';
import { openRecordLog, type RecordLog, removeRecordLog } from './index.ts';

const options = { prefix: 'log', version: 1, maxShardBytes: 200 };
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

async function readAll(log: RecordLog): Promise<string[]> {
  let texts: string[] = [];
  for await (const { restarted, records } of log.readNew()) {
    if (restarted) texts = [];
    texts.push(...records.map(({ kind, payload }) => `${kind}:${textOf(payload)}`));
  }
  return texts;
}

async function writeAll(store: MemoryBlobStore, texts: readonly string[], perFlush = 1, logOptions = options): Promise<RecordLog> {
  const log = await openRecordLog(store, logOptions);
  await readAll(log);
  for (const [index, text] of texts.entries()) {
    log.push(1, bytesOf(text));
    if ((index + 1) % perFlush === 0) await log.flush();
  }
  await log.flush();
  return log;
}

const reopened = async (store: MemoryBlobStore): Promise<string[]> => readAll(await openRecordLog(store, options));
const copyOf = (store: MemoryBlobStore): MemoryBlobStore => createMemoryBlobStore(store.blobs);

describe('openRecordLog()', () => {
  test('reads back what was flushed, whatever the sizes and batches', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ maxLength: 700 }), { maxLength: 30 }), fc.integer({ min: 1, max: 9 }), async (texts, perFlush) => {
        const store = createMemoryBlobStore();
        const wellFormed = texts;
        const log = await writeAll(store, wellFormed, perFlush);
        expect(await reopened(store)).toEqual(wellFormed.map((text) => `1:${text}`));
        for (const { sizeBytes } of await store.list('log/1-')) expect(sizeBytes).toBeLessThanOrEqual(options.maxShardBytes);
        expect(log.sizeBytes).toBe((await store.list('log/1-')).reduce((total, { sizeBytes }) => total + sizeBytes, 0));
      }),
      { numRuns: 60 },
    );
  });

  test('after truncation at every byte holds a prefix of the records, and goes on from there', async () => {
    const texts = ['one', 'two', 'three'.repeat(60), '', 'five', 'six'];
    const store = createMemoryBlobStore();
    await writeAll(store, texts);
    const shards = [...store.blobs.keys()].filter((name) => name.endsWith('.log')).sort();
    expect(shards.length).toBeGreaterThan(2);
    for (const [index, name] of shards.entries()) {
      const bytes = store.blobs.get(name)!;
      for (let size = 0; size < bytes.length; size += 1) {
        const torn = copyOf(store);
        torn.blobs.set(name, bytes.slice(0, size));
        for (const later of shards.slice(index + 1)) torn.blobs.delete(later);
        const log = await openRecordLog(torn, options);
        const kept = await readAll(log);
        expect(texts.map((text) => `1:${text}`).slice(0, kept.length)).toEqual(kept);
        log.push(2, bytesOf('next'));
        await log.flush();
        expect(await reopened(torn)).toEqual([...kept, '2:next']);
      }
    }
  });

  test('a flipped bit anywhere costs only what comes after it, and is reported', async () => {
    const texts = Array.from({ length: 12 }, (_, index) => `record ${index} ${'x'.repeat(index * 7)}`);
    const store = createMemoryBlobStore();
    await writeAll(store, texts);
    const shards = [...store.blobs.keys()].filter((name) => name.endsWith('.log')).sort();
    for (const name of shards) {
      for (let bit = 0; bit < store.blobs.get(name)!.length * 8; bit += 7) {
        const damaged = copyOf(store);
        damaged.blobs.get(name)![bit >> 3] ^= 1 << (bit & 7);
        const log = await openRecordLog(damaged, options);
        const kept = await readAll(log);
        expect(texts.map((text) => `1:${text}`).slice(0, kept.length)).toEqual(kept);
        // Two header fields describe the shard before for a person; a flip there changes no record.
        if (kept.length === texts.length) continue;
        expect(log.damage).toMatchObject({ lostBytes: expect.any(Number) });
        await log.flush();
        expect(await reopened(damaged)).toEqual(kept);
      }
    }
  });

  test('a shard that was lost or brought back from the past ends the log before it', async () => {
    const store = createMemoryBlobStore();
    await writeAll(store, Array.from({ length: 30 }, (_, index) => `record ${index} of a long log`));
    const shards = [...store.blobs.keys()].filter((name) => name.endsWith('.log')).sort();
    const lost = copyOf(store);
    lost.blobs.delete(shards[1]);
    const keptOfLost = await reopened(lost);
    const log = await openRecordLog(lost, options);
    await readAll(log);
    expect(log.damage).toMatchObject({ torn: false });
    const stale = copyOf(store);
    stale.blobs.set(shards[1], store.blobs.get(shards[1])!.slice(0, 24 + 35));
    expect((await reopened(stale)).length).toBeLessThanOrEqual(keptOfLost.length + 2);
    expect(keptOfLost.length).toBeLessThan(10);
  });

  test('a newer version is refused with what to do, and can be removed', async () => {
    for (const lost of [false, true]) {
      const store = createMemoryBlobStore();
      await writeAll(store, ['new'], 1, { ...options, version: 2 });
      if (lost) store.blobs.delete('log/manifest.json');
      await expect(openRecordLog(store, options)).rejects.toMatchObject({ code: 'index-foreign-version', message: expect.stringMatching(/format 2.*reads format 1.*Update IZA/) });
      await removeRecordLog(store, 'log');
      expect(await readAll(await openRecordLog(store, options))).toEqual([]);
    }
  });

  test('an older version is not read, not added to, and can be replaced', async () => {
    for (const lost of [false, true]) {
      const store = createMemoryBlobStore();
      await writeAll(store, ['old']);
      if (lost) store.blobs.delete('log/manifest.json');
      const newer = { ...options, version: 2 };
      const log = await openRecordLog(store, newer);
      expect(await readAll(log)).toEqual([]);
      expect(log.olderVersion).toBe(1);
      log.push(1, bytesOf('mixed'));
      await expect(log.flush()).rejects.toMatchObject({ code: 'index-foreign-version' });
      expect(await reopened(store)).toEqual(['1:old']);
      const replacement = await log.beginReplacement();
      replacement.push(1, bytesOf('new'));
      await replacement.publish();
      expect(log.olderVersion).toBe(undefined);
      expect(await readAll(await openRecordLog(store, newer))).toEqual(['1:new']);
    }
  });

  test('a lost or damaged manifest is found again from the shards', async () => {
    for (const damage of [undefined, '', '{', '{"format":"other"}', 'null']) {
      const store = createMemoryBlobStore();
      await writeAll(store, ['kept']);
      if (damage === undefined) store.blobs.delete('log/manifest.json');
      else store.blobs.set('log/manifest.json', bytesOf(damage));
      const log = await openRecordLog(store, options);
      expect(await readAll(log)).toEqual(['1:kept']);
      log.push(1, bytesOf('more'));
      await log.flush();
      expect(await reopened(store)).toEqual(['1:kept', '1:more']);
    }
  });

  test('a reader follows what a writer appends', async () => {
    const store = createMemoryBlobStore();
    const writer = await writeAll(store, ['one']);
    const reader = await openRecordLog(store, options);
    expect(await readAll(reader)).toEqual(['1:one']);
    writer.push(1, bytesOf('two'));
    await writer.flush();
    expect(await readAll(reader)).toEqual(['1:two']);
    expect(await readAll(reader)).toEqual([]);
  });

  test('a flush that failed keeps its records for the next, each once', async () => {
    for (let room = 0; room < 900; room += 13) {
      const store = createMemoryBlobStore();
      let free = room;
      const { append } = store;
      store.append = async (name, bytes) => {
        await append(name, bytes.subarray(0, free));
        if (bytes.length > free) {
          free = 0;
          throw Object.assign(new Error('full'), { code: 'storage-full' });
        }
        free -= bytes.length;
      };
      const log = await openRecordLog(store, options);
      await readAll(log);
      const texts = Array.from({ length: 25 }, (_, index) => `record ${index} of many`);
      for (const text of texts) log.push(1, bytesOf(text));
      const failed = await log.flush().then(() => false, () => true);
      expect(failed).toBe(room < log.sizeBytes || log.sizeBytes === 0);
      free = Number.POSITIVE_INFINITY;
      expect(await readAll(log)).toEqual([]);
      await log.flush();
      expect(await reopened(store)).toEqual(texts.map((text) => `1:${text}`));
    }
  });

  test('records that did not reach the disk are void once another process wrote', async () => {
    const store = createMemoryBlobStore();
    const slow = await writeAll(store, ['one']);
    slow.push(1, bytesOf('never written'));
    const other = await openRecordLog(store, options);
    await readAll(other);
    other.push(1, bytesOf('two'));
    await other.flush();
    const batches = [];
    for await (const batch of slow.readNew()) batches.push(batch);
    expect(batches[0].restarted).toBe(true);
    expect(batches.flatMap(({ records }) => records.map(({ payload }) => textOf(payload)))).toEqual(['one', 'two']);
    expect(slow.pendingBytes).toBe(0);
  });
});

describe('beginReplacement()', () => {
  test('is seen only once published, and then also by other processes', async () => {
    const store = createMemoryBlobStore();
    const log = await writeAll(store, ['old one', 'old two']);
    const reader = await openRecordLog(store, options);
    await readAll(reader);
    const replacement = await log.beginReplacement();
    replacement.push(1, bytesOf('new'));
    await replacement.flush();
    expect(await reopened(store)).toEqual(['1:old one', '1:old two']);
    expect(await readAll(reader)).toEqual([]);
    await replacement.publish();
    expect(await reopened(store)).toEqual(['1:new']);
    expect(await readAll(reader)).toEqual(['1:new']);
    expect((await store.list('log/1-')).length).toBe(0);
    log.push(1, bytesOf('newer'));
    await log.flush();
    expect(await reopened(store)).toEqual(['1:new', '1:newer']);
  });

  test('leaves nothing when discarded, and what a crash left is removed by the next', async () => {
    const store = createMemoryBlobStore();
    const log = await writeAll(store, ['kept']);
    const discarded = await log.beginReplacement();
    discarded.push(1, bytesOf('gone'));
    await discarded.flush();
    await discarded.discard();
    expect((await store.list('log/2-')).length).toBe(0);
    const crashed = await log.beginReplacement();
    crashed.push(1, bytesOf('crashed'));
    await crashed.flush();
    const next = await (await openRecordLog(store, options)).beginReplacement();
    next.push(1, bytesOf('whole'));
    await next.publish();
    expect(await reopened(store)).toEqual(['1:whole']);
  });
});
