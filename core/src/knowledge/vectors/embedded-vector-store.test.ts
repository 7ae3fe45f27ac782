import { describe, test } from 'vitest';
import { createMemoryBlobStore, runnableCases, vectorStoreContract } from '../../testing/index.ts';
import { openEmbeddedVectorStore } from './embedded-vector-store.ts';

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
