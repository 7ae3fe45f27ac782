import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runnableCases, vectorStoreContract } from '@iza/core/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openVectraStore } from './vectra-store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'iza-vectra-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('openVectraStore() passes the vector store contract', () => {
  const { run, skipped } = runnableCases(vectorStoreContract, [
    { case: 'the zero vector has similarity 0 to everything', reason: 'vectra divides by the length of a vector; the adapter refuses the zero vector instead' },
  ]);
  for (const { name, run: runCase } of run) {
    test(name, () => runCase({ open: ({ dimensionCount }) => openVectraStore({ folder: join(folder, 'model'), dimensionCount }) }));
  }
  for (const { case: name, reason } of skipped) test.skip(`${name} (${reason})`);
});

describe('openVectraStore()', () => {
  test('refuses the zero vector', async () => {
    const store = await openVectraStore({ folder, dimensionCount: 2 });
    await expect(store.upsert([{ id: 'zero', vector: new Float32Array(2) }])).rejects.toThrow(/zero vector/);
    await expect(store.search(new Float32Array(2), { topK: 1 })).rejects.toThrow(/zero vector/);
  });

  test('leaves nothing beside its one file', async () => {
    const store = await openVectraStore({ folder, dimensionCount: 2 });
    await store.upsert([{ id: 'a', vector: Float32Array.of(1, 0) }]);
    await store.close();
    expect(await readdir(folder)).toEqual(['index.pb']);
  });

  test('says what to do about a damaged file', async () => {
    await writeFile(join(folder, 'index.pb'), 'this is no protobuf');
    await expect(openVectraStore({ folder, dimensionCount: 2 })).rejects.toMatchObject({ code: 'index-corrupt', message: expect.stringContaining('Delete that folder') });
  });

  test('keeps what it had when the file cannot be written', async () => {
    const store = await openVectraStore({ folder, dimensionCount: 2 });
    await store.upsert([{ id: 'a', vector: Float32Array.of(1, 0) }]);
    await rm(folder, { recursive: true });
    await expect(store.upsert([{ id: 'b', vector: Float32Array.of(0, 1) }])).rejects.toMatchObject({ code: 'storage-failed' });
    expect([store.count, store.has('b')]).toEqual([1, false]);
    expect((await store.search(Float32Array.of(0, 1), { topK: 5 })).map(({ id }) => id)).toEqual(['a']);
  });
});
