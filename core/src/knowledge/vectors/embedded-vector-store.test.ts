import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { IzaError } from '../../foundation/index.ts';
import { createMemoryBlobStore, type MemoryBlobStore, runnableCases, vectorStoreContract } from '../../testing/index.ts';
import { createCrashingStore } from './crashing-store.test-support.ts';
import { openEmbeddedVectorStore, type EmbeddedVectorStore, type EmbeddedVectorStoreOptions } from './embedded-vector-store.ts';

const DIMENSION_COUNT = 12;

const open = (store: EmbeddedVectorStoreOptions['store'], options: Partial<EmbeddedVectorStoreOptions> = {}): Promise<EmbeddedVectorStore> =>
  openEmbeddedVectorStore({ store, name: 'vectors/model', dimensionCount: DIMENSION_COUNT, ...options });

/** The vector of a number: all different, all far from each other. */
function vectorOf(seed: number): Float32Array {
  return new Float32Array(DIMENSION_COUNT).map((_, index) => Math.sin((seed + 1) * (index + 1) * 12.9898) * 100);
}
const entryOf = (id: number, seed = id) => ({ id: `id-${id}`, vector: vectorOf(seed) });

/** Which seed the store holds for an id, found by searching for each candidate. */
async function holds(store: EmbeddedVectorStore, id: number, seed: number): Promise<boolean> {
  const [hit] = await store.search(vectorOf(seed), { topK: 1, accept: (name) => name === `id-${id}` });
  return hit !== undefined && hit.similarity > 0.9999;
}

afterEach(() => void vi.unstubAllGlobals());

describe.each([
  ['with ranged reads', true],
  ['without ranged reads', false],
])('openEmbeddedVectorStore() %s passes the vector store contract', (_, hasRanges) => {
  for (const { name, run } of runnableCases(vectorStoreContract).run) {
    test(name, () => {
      const store = createMemoryBlobStore();
      return run({ open: ({ dimensionCount }) => openEmbeddedVectorStore({ store: hasRanges ? store : { ...store, readInto: undefined }, name: 'vectors/model', dimensionCount }) });
    });
  }
});

test('without WebAssembly it passes on the twin, and says so', async () => {
  vi.stubGlobal('WebAssembly', undefined);
  const store = await open(createMemoryBlobStore());
  await store.upsert([entryOf(1), entryOf(2)]);
  expect(store).toMatchObject({ engine: 'typescript', fallbackReason: 'this runtime has no WebAssembly' });
  expect((await store.search(vectorOf(2), { topK: 1 }))[0]?.id).toBe('id-2');
});

describe('ranking', () => {
  test('tells vectors apart that int8 cannot, however many there are', async () => {
    const store = await open(createMemoryBlobStore());
    const base = vectorOf(0).map((value) => value / 100);
    // Steps of 1/5000 along one axis, an eighth of what int8 resolves here.
    await store.upsert(Array.from({ length: 400 }, (_, step) => ({ id: `step-${step}`, vector: base.map((value, index) => (index === 3 ? step / 5000 : value)) })));
    const axis = new Float32Array(DIMENSION_COUNT);
    axis[3] = 1;
    const hits = await store.search(axis, { topK: 40 });
    expect(hits.map(({ id }) => id)).toEqual(Array.from({ length: 40 }, (_, rank) => `step-${399 - rank}`));
  });

  test('orders thousands of equal vectors by id', async () => {
    const store = await open(createMemoryBlobStore());
    await store.upsert(Array.from({ length: 3000 }, (_, id) => ({ id: `id-${String(2999 - id).padStart(4, '0')}`, vector: vectorOf(1) })));
    const hits = await store.search(vectorOf(1), { topK: 3 });
    expect(hits.map(({ id }) => id)).toEqual(['id-0000', 'id-0001', 'id-0002']);
  });
});

test('returns everything when asked for more than there is', async () => {
  const store = await open(createMemoryBlobStore());
  await store.upsert(Array.from({ length: 1300 }, (_, id) => entryOf(id)));
  const hits = await store.search(vectorOf(7), { topK: 5000 });
  expect(hits).toHaveLength(1300);
  expect(hits[0].id).toBe('id-7');
  expect(hits.every(({ similarity }, rank) => rank === 0 || similarity <= hits[rank - 1].similarity)).toBe(true);
});

describe('shards', () => {
  test('stay below their limit and are read back in order', async () => {
    const blobs = createMemoryBlobStore();
    const store = await open(blobs, { maxShardBytes: 500 });
    await store.upsert(Array.from({ length: 50 }, (_, id) => entryOf(id)));
    await store.upsert([entryOf(7, 1007)]);
    await store.close();
    const sizes = (await blobs.list('vectors/model/')).map(({ sizeBytes }) => sizeBytes);
    expect(sizes.length).toBeGreaterThan(5);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(500);
    const reopened = await open(blobs, { maxShardBytes: 500 });
    expect(reopened.count).toBe(50);
    expect(await holds(reopened, 7, 1007)).toBe(true);
  });

  test('do not grow for ever when entries are replaced: the log is written anew', async () => {
    const blobs = createMemoryBlobStore();
    const store = await open(blobs, { maxShardBytes: 2000, compactionSlackBytes: 1000 });
    for (let round = 0; round < 30; round++) await store.upsert(Array.from({ length: 10 }, (_, id) => entryOf(id, 100 * round + id)));
    const totalBytes = (await blobs.list('vectors/model/')).reduce((total, { sizeBytes }) => total + sizeBytes, 0);
    expect(totalBytes).toBeLessThan(5000);
    for (const id of [0, 9]) expect(await holds(store, id, 2900 + id)).toBe(true);
    await store.close();
    const reopened = await open(blobs);
    expect(reopened.count).toBe(10);
    expect(await holds(reopened, 4, 2904)).toBe(true);
  });

  test.each([
    ['is lost', undefined],
    ['is damaged', new TextEncoder().encode('\0\0')],
  ])('are found when the note of their generation %s', async (_, damaged) => {
    const blobs = createMemoryBlobStore();
    const store = await open(blobs, { maxShardBytes: 2000, compactionSlackBytes: 1000 });
    for (let round = 0; round < 20; round++) await store.upsert(Array.from({ length: 10 }, (_entry, id) => entryOf(id, 100 * round + id)));
    await store.close();
    expect(blobs.blobs.has('vectors/model/current')).toBe(true);
    if (damaged) blobs.blobs.set('vectors/model/current', damaged);
    else blobs.blobs.delete('vectors/model/current');
    const reopened = await open(blobs, { maxShardBytes: 2000, compactionSlackBytes: 1000 });
    expect(reopened.count).toBe(10);
    // The next generation is noted again, and found.
    for (let round = 20; round < 40; round++) await reopened.upsert(Array.from({ length: 10 }, (_entry, id) => entryOf(id, 100 * round + id)));
    expect(await holds(await open(blobs), 4, 3904)).toBe(true);
  });

  test('of a foreign version are refused with what to do', async () => {
    const blobs = createMemoryBlobStore();
    await (await open(blobs)).upsert([entryOf(1)]);
    const [shard] = [...blobs.blobs.values()];
    shard[8] = 99;
    await expect(open(blobs)).rejects.toMatchObject({ code: 'index-foreign-version', message: expect.stringContaining('format 99') });
  });

  test('a search meets a compaction, at any of its steps, and still answers', async () => {
    const blobs = createMemoryBlobStore();
    const pause = () => new Promise((resolve) => setTimeout(resolve, 0));
    // Every operation takes a turn of the event loop, so that searches fall between all of them.
    const slow = Object.fromEntries(
      Object.entries(blobs).map(([name, member]) => [name, typeof member === 'function' ? async (...given: never[]) => (await pause(), (member as (...given: never[]) => unknown)(...given)) : member]),
    ) as unknown as MemoryBlobStore;
    const store = await open(slow, { maxShardBytes: 600, compactionSlackBytes: 100 });
    await store.upsert(Array.from({ length: 20 }, (_, id) => entryOf(id)));
    const progress = { isDone: false };
    const changes = (async () => {
      for (let round = 0; round < 40; round++) await store.upsert([entryOf(0, 500 + round)]);
      progress.isDone = true;
    })();
    while (!progress.isDone) {
      const found = await Promise.all([11, 12, 13].map((id) => store.search(vectorOf(id), { topK: 1 })));
      expect(found.map(([hit]) => hit?.id)).toEqual(['id-11', 'id-12', 'id-13']);
    }
    await changes;
    expect(store.count).toBe(20);
    expect([...blobs.blobs.keys()].some((name) => /\/[2-9]-/.test(name))).toBe(true);
  });
});

describe('damage', () => {
  async function threeBatches(): Promise<MemoryBlobStore> {
    const blobs = createMemoryBlobStore();
    const store = await open(blobs, { maxShardBytes: 400 });
    for (let batch = 0; batch < 3; batch++) await store.upsert(Array.from({ length: 5 }, (_, id) => entryOf(5 * batch + id)));
    await store.close();
    return blobs;
  }

  test('a tail torn at any byte costs only what it cut, and the store goes on', async () => {
    const whole = await threeBatches();
    const names = [...whole.blobs.keys()].toSorted();
    const last = names.at(-1)!;
    const earlierCount = (await open(createMemoryBlobStore([...whole.blobs].filter(([name]) => name !== last)))).count;
    for (let keptBytes = 0; keptBytes < whole.blobs.get(last)!.length; keptBytes++) {
      const blobs = createMemoryBlobStore(whole.blobs);
      await blobs.truncate(last, keptBytes);
      const store = await open(blobs, { maxShardBytes: 400 });
      expect(store.count).toBeGreaterThanOrEqual(earlierCount);
      expect(store.problems).toEqual([]);
      await store.upsert([entryOf(99)]);
      const reopened = await open(blobs);
      expect(reopened.count).toBe(store.count);
      expect(await holds(reopened, 99, 99)).toBe(true);
    }
  });

  test('a flipped bit costs at most its record, is reported, and is never taken for a vector', async () => {
    const whole = await threeBatches();
    const names = [...whole.blobs.keys()];
    await fc.assert(
      fc.asyncProperty(fc.nat(names.length - 1), fc.nat(), fc.nat(7), async (shard, position, bit) => {
        const blobs = createMemoryBlobStore(whole.blobs);
        const bytes = blobs.blobs.get(names[shard])!;
        const at = position % bytes.length;
        // The version field is another test's: a foreign version is refused.
        fc.pre(at < 8 || at >= 12);
        bytes[at] = bytes[at] ^ (1 << bit);
        const store = await open(blobs);
        expect(store.count).toBeGreaterThanOrEqual(14);
        const isLastRecordOfLastShard = store.problems.length === 0;
        if (!isLastRecordOfLastShard) expect(store.problems[0]).toContain(names[shard]);
        for (let id = 0; id < 15; id++) if (store.has(`id-${id}`)) expect(await holds(store, id, id)).toBe(true);
        await store.upsert(Array.from({ length: 15 }, (_, id) => entryOf(id)));
        expect(store.count).toBe(15);
      }),
      { numRuns: 60 },
    );
  });

  test('any bytes in a shard are met with an empty store and a report, or a refusal of their version', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 12, maxLength: 200 }), async (bytes) => {
        const store = await open(createMemoryBlobStore([['vectors/model/1-00001.log', bytes]]));
        expect(store.count).toBe(0);
        expect(store.problems).toHaveLength(1);
      }),
    );
  });
});

test('a process that dies at any write loses nothing that was promised', async () => {
  // Steps of changes with a compaction in most runs; `diesAt` walks through every write of them.
  const step = fc.record({ removes: fc.array(fc.nat(7), { maxLength: 2 }), puts: fc.array(fc.nat(7), { minLength: 1, maxLength: 4 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), fc.nat(40), fc.double({ min: 0, max: 1, noNaN: true }), async (steps, diesAt, keptRatio) => {
      const blobs = createMemoryBlobStore();
      const promised = new Map<number, number>();
      const inDoubt = new Map<number, (number | undefined)[]>();
      const options = { maxShardBytes: 400, compactionSlackBytes: 200 };
      const store = await open(createCrashingStore(blobs, { diesAt, keptRatio }), options);
      let seed = 100;
      for (const { removes, puts } of steps) {
        const entries = puts.map((id) => entryOf(id, seed++));
        try {
          await store.remove(removes.map((id) => `id-${id}`));
          for (const id of removes) promised.delete(id);
          for (const [index, id] of puts.entries()) inDoubt.set(id, [...(inDoubt.get(id) ?? []), seed - entries.length + index]);
          await store.upsert(entries);
          for (const [index, id] of puts.entries()) promised.set(id, seed - entries.length + index);
          inDoubt.clear();
        } catch (error) {
          expect(error).toBeInstanceOf(IzaError);
          for (const id of removes) inDoubt.set(id, [...(inDoubt.get(id) ?? []), undefined]);
          break;
        }
      }
      const reopened = await open(blobs, options);
      expect(reopened.problems).toEqual([]);
      for (let id = 0; id < 8; id++) {
        const allowed = [promised.get(id), ...(inDoubt.get(id) ?? [])];
        const found = await Promise.all(allowed.map(async (candidate) => (candidate === undefined ? !reopened.has(`id-${id}`) : holds(reopened, id, candidate))));
        expect(found).toContain(true);
      }
    }),
    { numRuns: 120 },
  );
});

test('a full disk refuses the write, keeps the rest, and takes the write when there is room again', async () => {
  const blobs = createMemoryBlobStore();
  let isFull = false;
  const store = await open({
    ...blobs,
    async append(name, bytes) {
      await blobs.append(name, isFull ? bytes.slice(0, 30) : bytes);
      if (isFull) throw new IzaError('storage-full', 'The disk is full');
    },
  });
  await store.upsert([entryOf(1)]);
  isFull = true;
  await expect(store.upsert([entryOf(2)])).rejects.toMatchObject({ code: 'storage-full' });
  expect(store.count).toBe(1);
  isFull = false;
  await store.upsert([entryOf(3)]);
  const reopened = await open(blobs);
  expect([1, 2, 3].map((id) => reopened.has(`id-${id}`))).toEqual([true, false, true]);
  expect(reopened.problems).toEqual([]);
});
