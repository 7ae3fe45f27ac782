import type { VectorEntry, VectorStore } from '../ports/index.ts';
import type { ContractCase } from './contract.ts';

/** Opens the store under test. A second `open` after `close` finds what the first one wrote. */
export interface VectorStoreSubject {
  open(options: { dimensionCount: number }): Promise<VectorStore>;
}

/** What every `VectorStore` must do. Each case gets a subject with nothing in it. */
export const vectorStoreContract: readonly ContractCase<VectorStoreSubject>[] = [
  {
    name: 'an empty store finds nothing and has nothing',
    async run({ open }) {
      const store = await open({ dimensionCount: 3 });
      expectEqual(store.dimensionCount, 3, 'dimensionCount');
      expectEqual(store.count, 0, 'count');
      expectEqual(store.has('a'), false, 'has() of an unknown id');
      expectIds(await store.search(Float32Array.of(1, 0, 0), { topK: 5 }), []);
      await store.close();
    },
  },
  {
    name: 'search() returns the most similar entries, best first, with their cosine',
    async run({ open }) {
      const store = await open({ dimensionCount: 2 });
      await store.upsert([entry('east', 1, 0), entry('north', 0, 1), entry('northeast', Math.SQRT1_2, Math.SQRT1_2), entry('west', -1, 0)]);
      const hits = await store.search(Float32Array.of(1, 0), { topK: 4 });
      expectIds(hits, ['east', 'northeast', 'north', 'west']);
      for (const [index, cosine] of [1, Math.SQRT1_2, 0, -1].entries()) expectClose(hits[index].similarity, cosine, `the similarity of ${hits[index].id}`);
      expectIds(await store.search(Float32Array.of(1, 0), { topK: 2 }), ['east', 'northeast']);
      expectIds(await store.search(Float32Array.of(1, 0), { topK: 0 }), []);
      await store.close();
    },
  },
  {
    name: 'search() agrees with a plain scan of the floats on 500 vectors',
    async run({ open }) {
      const dimensionCount = 48;
      const store = await open({ dimensionCount });
      const entries = Array.from({ length: 500 }, (_, index) => ({ id: `id-${index}`, vector: unitVector(dimensionCount, index) }));
      await store.upsert(entries);
      for (let seed = 1000; seed < 1010; seed++) {
        const query = unitVector(dimensionCount, seed);
        const expected = entries.map(({ id, vector }) => ({ id, similarity: dot(query, vector) })).toSorted((a, b) => b.similarity - a.similarity);
        const hits = await store.search(query, { topK: 10 });
        expectIds(hits, expected.slice(0, 10).map(({ id }) => id));
        for (const [index, { similarity }] of hits.entries()) expectClose(similarity, expected[index].similarity, `similarity ${index} of query ${seed}`);
      }
      await store.close();
    },
  },
  {
    name: 'equal similarities are ordered by id, whatever the order of writing',
    async run({ open }) {
      const store = await open({ dimensionCount: 2 });
      await store.upsert(['d', 'b', 'c', 'a', 'e'].map((id) => entry(id, 0, 1)));
      expectIds(await store.search(Float32Array.of(0, 1), { topK: 3 }), ['a', 'b', 'c']);
      await store.close();
    },
  },
  {
    name: 'vectors and queries that are not of unit length are compared by direction',
    async run({ open }) {
      const store = await open({ dimensionCount: 2 });
      await store.upsert([entry('long', 100, 0), entry('short', 0, 0.001)]);
      const hits = await store.search(Float32Array.of(0, 250), { topK: 3 });
      expectIds(hits, ['short', 'long']);
      expectClose(hits[0].similarity, 1, 'the similarity of the same direction');
      await store.close();
    },
  },
  {
    name: 'the zero vector has similarity 0 to everything',
    async run({ open }) {
      const store = await open({ dimensionCount: 2 });
      await store.upsert([entry('zero', 0, 0), entry('east', 1, 0), entry('west', -1, 0)]);
      const hits = await store.search(Float32Array.of(1, 0), { topK: 3 });
      expectIds(hits, ['east', 'zero', 'west']);
      expectClose(hits[1].similarity, 0, 'the similarity of the zero vector');
      expectIds(await store.search(new Float32Array(2), { topK: 2 }), ['east', 'west']);
      await store.close();
    },
  },
  {
    name: 'upsert() replaces an entry of the same id, the last of a batch winning',
    async run({ open }) {
      const store = await open({ dimensionCount: 2 });
      await store.upsert([entry('a', 1, 0), entry('b', 0, 1)]);
      await store.upsert([entry('a', 1, 0), entry('a', 0, -1)]);
      expectEqual(store.count, 2, 'count');
      const hits = await store.search(Float32Array.of(0, -1), { topK: 2 });
      expectIds(hits, ['a', 'b']);
      expectClose(hits[0].similarity, 1, 'the similarity of the replaced entry');
      await store.close();
    },
  },
  {
    name: 'remove() forgets entries, ignores unknown ids, and lets an id come back',
    async run({ open }) {
      const store = await open({ dimensionCount: 2 });
      await store.upsert([entry('a', 1, 0), entry('b', 0, 1), entry('c', -1, 0)]);
      await store.remove(['b', 'unknown', 'b']);
      expectEqual(store.count, 2, 'count');
      expectEqual(store.has('b'), false, 'has() of a removed id');
      expectIds(await store.search(Float32Array.of(0, 1), { topK: 5 }), ['a', 'c']);
      await store.upsert([entry('b', 0, -1)]);
      expectIds(await store.search(Float32Array.of(0, -1), { topK: 1 }), ['b']);
      await store.remove(['a', 'b', 'c']);
      expectEqual(store.count, 0, 'count after removing all');
      expectIds(await store.search(Float32Array.of(0, 1), { topK: 5 }), []);
      await store.close();
    },
  },
  {
    name: 'accept limits the hits to what it takes, and does not cost any of topK',
    async run({ open }) {
      const store = await open({ dimensionCount: 8 });
      const entries = Array.from({ length: 300 }, (_, index) => ({ id: `${index % 10 === 0 ? 'kept' : 'other'}-${index}`, vector: unitVector(8, index) }));
      await store.upsert(entries);
      const query = unitVector(8, 777);
      const expected = entries.filter(({ id }) => id.startsWith('kept')).toSorted((a, b) => dot(query, b.vector) - dot(query, a.vector));
      const hits = await store.search(query, { topK: 30, accept: (id) => id.startsWith('kept') });
      expectIds(hits, expected.map(({ id }) => id));
      expectIds(await store.search(query, { topK: 3, accept: () => false }), []);
      await store.close();
    },
  },
  {
    name: 'ids may hold any text',
    async run({ open }) {
      const store = await open({ dimensionCount: 2 });
      const ids = ['ä/ö.md#1', '日本語', '"quoted"', '', '__proto__', 'a'.repeat(500)];
      await store.upsert(ids.map((id, index) => entry(id, index, 1)));
      for (const id of ids) expectEqual(store.has(id), true, `has(${JSON.stringify(id)})`);
      const hits = await store.search(Float32Array.of(0, 1), { topK: 10 });
      expectIds(hits.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)), ids);
      await store.close();
    },
  },
  {
    name: 'a wrong dimension or a non-finite value is a RangeError, and nothing of its batch is kept',
    async run({ open }) {
      const store = await open({ dimensionCount: 2 });
      await store.upsert([entry('kept', 1, 0)]);
      await expectRangeError(() => store.upsert([entry('fine', 0, 1), entry('long', 0, 1, 0)]));
      await expectRangeError(() => store.upsert([entry('fine', 0, 1), entry('bad', NaN, 0)]));
      await expectRangeError(() => store.upsert([entry('fine', 0, 1), entry('bad', 0, Infinity)]));
      await expectRangeError(() => store.search(Float32Array.of(1), { topK: 1 }));
      await expectRangeError(() => store.search(Float32Array.of(NaN, 0), { topK: 1 }));
      await expectRangeError(() => store.search(Float32Array.of(1, 0), { topK: -1 }));
      expectEqual(store.count, 1, 'count');
      await store.close();
      const reopened = await open({ dimensionCount: 2 });
      expectEqual(reopened.count, 1, 'count after reopening');
      await reopened.close();
    },
  },
  {
    name: 'everything is there after closing and opening again',
    async run({ open }) {
      const dimensionCount = 16;
      const first = await open({ dimensionCount });
      const entries = Array.from({ length: 60 }, (_, index) => ({ id: `id-${index}`, vector: unitVector(dimensionCount, index) }));
      await first.upsert(entries.slice(0, 40));
      await first.remove(['id-3', 'id-39']);
      await first.upsert(entries.slice(40));
      await first.upsert([{ id: 'id-5', vector: unitVector(dimensionCount, 999) }]);
      const query = unitVector(dimensionCount, 555);
      const before = await first.search(query, { topK: 20 });
      await first.close();
      const second = await open({ dimensionCount });
      expectEqual(second.count, 58, 'count');
      expectEqual(second.has('id-3'), false, 'has() of a removed id');
      const after = await second.search(query, { topK: 20 });
      expectIds(after, before.map(({ id }) => id));
      for (const [index, { similarity }] of after.entries()) expectClose(similarity, before[index].similarity, `similarity ${index}`);
      await second.close();
    },
  },
  {
    name: 'opening with another dimension is a RangeError',
    async run({ open }) {
      const store = await open({ dimensionCount: 2 });
      await store.upsert([entry('a', 1, 0)]);
      await store.close();
      await expectRangeError(() => open({ dimensionCount: 3 }));
    },
  },
  {
    name: 'concurrent writes are all kept, in the order of the calls',
    async run({ open }) {
      const store = await open({ dimensionCount: 2 });
      await Promise.all([
        ...Array.from({ length: 20 }, (_, index) => store.upsert([entry(`id-${index}`, 1, 0)])),
        store.remove(['id-7']),
        store.upsert([entry('id-8', 0, 1)]),
      ]);
      expectEqual(store.count, 19, 'count');
      expectIds(await store.search(Float32Array.of(0, 1), { topK: 1 }), ['id-8']);
      await store.close();
      const reopened = await open({ dimensionCount: 2 });
      expectEqual(reopened.count, 19, 'count after reopening');
      expectEqual(reopened.has('id-7'), false, 'has() of the removed id after reopening');
      await reopened.close();
    },
  },
  {
    name: 'a search with a fired signal stops with `aborted`',
    async run({ open }) {
      const store = await open({ dimensionCount: 2 });
      await store.upsert([entry('a', 1, 0)]);
      const error = await rejectionOf(() => store.search(Float32Array.of(1, 0), { topK: 1, signal: AbortSignal.abort() }));
      expectEqual((error as { code?: string } | undefined)?.code, 'aborted', 'the code of the error');
      await store.close();
    },
  },
  {
    name: 'a closed store refuses work, and closing twice is no error',
    async run({ open }) {
      const store = await open({ dimensionCount: 2 });
      await store.close();
      await store.close();
      expectEqual((await rejectionOf(() => store.upsert([entry('a', 1, 0)]))) instanceof TypeError, true, 'the refusal to write');
      expectEqual((await rejectionOf(() => store.search(Float32Array.of(1, 0), { topK: 1 }))) instanceof TypeError, true, 'the refusal to search');
    },
  },
];

const entry = (id: string, ...values: number[]): VectorEntry => ({ id, vector: Float32Array.from(values) });

/** A fixed unit vector a seed; the values of a seed do not depend on those of another. */
function unitVector(dimensionCount: number, seed: number): Float32Array {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  const vector = new Float32Array(dimensionCount).map(() => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) >>> 0;
    return (state ^ (state >>> 13)) / 2 ** 31;
  });
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, index) => sum + value * b[index], 0);

async function rejectionOf(act: () => Promise<unknown>): Promise<unknown> {
  try {
    await act();
    return undefined;
  } catch (error) {
    return error;
  }
}

async function expectRangeError(act: () => Promise<unknown>): Promise<void> {
  const error = await rejectionOf(act);
  if (!(error instanceof RangeError)) throw new Error(`Expected a RangeError, received ${String(error)}`);
}

function expectIds(hits: readonly { id: string }[], expected: readonly string[]): void {
  expectEqual(JSON.stringify(hits.map(({ id }) => id)), JSON.stringify(expected), 'the ids of the hits');
}

/** A store may keep 16 bits a value. */
function expectClose(received: number, expected: number, what: string): void {
  if (!(Math.abs(received - expected) < 1e-4)) throw new Error(`Expected ${what} to be ${expected} within 1e-4, received ${received}`);
}

function expectEqual(received: unknown, expected: unknown, what: string): void {
  if (received !== expected) throw new Error(`Expected ${what} to be ${JSON.stringify(expected)}, received ${JSON.stringify(received)}`);
}
