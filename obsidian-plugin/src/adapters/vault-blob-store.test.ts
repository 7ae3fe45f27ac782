import { describe, expect, test } from 'vitest';
import type { DataAdapter as ObsidianDataAdapter } from 'obsidian';
import { blobStoreContract, runnableCases } from '@iza/core/testing';
import { createMemoryDisk, DataAdapter } from '../../shim/obsidian/index.ts';
import { createVaultBlobStore } from './vault-blob-store.ts';

const FOLDER = '.obsidian/plugins/iza/index';

/** An adapter as Obsidian had it before it could append bytes. */
function withoutAppend(adapter: DataAdapter): DataAdapter {
  return new Proxy(adapter, { has: (target, name) => name !== 'appendBinary' && name in target });
}

// reason: the shim has the members that the store uses, not all of Obsidian's
const asObsidian = (adapter: DataAdapter): ObsidianDataAdapter => adapter as unknown as ObsidianDataAdapter;

const openings = [
  { name: 'an adapter that appends', adapt: (adapter: DataAdapter) => adapter },
  { name: 'an adapter that cannot append', adapt: withoutAppend },
];

for (const { name, adapt } of openings) {
  describe(`blobStoreContract over ${name}`, () => {
    for (const contractCase of runnableCases(blobStoreContract).run) {
      test(contractCase.name, async () => {
        const adapter = adapt(new DataAdapter(createMemoryDisk()));
        await contractCase.run({ open: async () => createVaultBlobStore(asObsidian(adapter), FOLDER) });
      });
    }
  });
}

describe('createVaultBlobStore()', () => {
  const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

  test.each(['writeBinary', 'remove', 'rename'] as const)('a write that dies at %s leaves the old bytes or the new', async (fatal) => {
    const adapter = new DataAdapter(createMemoryDisk());
    const store = createVaultBlobStore(asObsidian(adapter), FOLDER);
    await store.write('shard', bytesOf('old'));
    const dying = new Proxy(adapter, {
      get(target, member, receiver) {
        if (member === fatal) return () => Promise.reject(new Error('the power went'));
        return Reflect.get(target, member, receiver) as unknown;
      },
    });
    await expect(createVaultBlobStore(asObsidian(dying), FOLDER).write('shard', bytesOf('new'))).rejects.toMatchObject({ code: 'storage-failed' });
    const found = new TextDecoder().decode(await createVaultBlobStore(asObsidian(adapter), FOLDER).read('shard'));
    expect(['old', 'new']).toContain(found);
    expect((await store.list()).every(({ name }) => name === 'shard')).toBe(true);
  });

  test('a full disk is named as such', async () => {
    const adapter = new DataAdapter({ ...createMemoryDisk(), write: () => Promise.reject(new Error('ENOSPC: no space left on device')) });
    await expect(createVaultBlobStore(asObsidian(adapter), FOLDER).write('shard', bytesOf('x'))).rejects.toMatchObject({ code: 'storage-full' });
  });
});
