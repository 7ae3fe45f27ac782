import { describe, test } from 'vitest';
import { blobStoreContract } from './blob-store-contract.ts';
import { runnableCases } from './contract.ts';
import { createMemoryBlobStore } from './memory-blob-store.ts';

describe('createMemoryBlobStore() passes the blob store contract', () => {
  for (const { name, run } of runnableCases(blobStoreContract).run) {
    test(name, async () => {
      const store = createMemoryBlobStore();
      await run({ open: async () => store });
    });
  }
});
