// A process of its own, so that memory is the store's alone: opens a store, searches, inserts, and prints what that took as JSON.
import { createFileSystemBlobStore } from '@iza/node';
import { openEmbeddedVectorStore } from '../../core/src/knowledge/vectors/index.ts';
import { median } from './harness.ts';
import { makeVectors } from './vectors-data.ts';

const [folder, dimensions] = process.argv.slice(2);
const dimensionCount = Number(dimensions);
const collectGarbage = (globalThis as { gc?: () => void }).gc;
collectGarbage?.();
const blobs = createFileSystemBlobStore(folder);
const residentBefore = process.memoryUsage().rss;
const startedMs = performance.now();
const store = await openEmbeddedVectorStore({ store: blobs, name: 'vectors', dimensionCount });
const openMs = performance.now() - startedMs;
collectGarbage?.();
const residentBytes = process.memoryUsage().rss - residentBefore;

const extra = makeVectors('isotropic', { count: 100, dimensionCount, seed: 77 });
const insertMs: number[] = [];
for (let index = 0; index < extra.count; index++) {
  const insertStartedMs = performance.now();
  await store.upsert([{ id: `extra-${index}`, vector: extra.at(index) }]);
  insertMs.push(performance.now() - insertStartedMs);
}
await store.remove(Array.from({ length: extra.count }, (_, index) => `extra-${index}`));
console.log(JSON.stringify({ openMs, residentBytes, insertMs: median(insertMs), countedBytes: store.residentBytes, diskBytes: store.diskBytes, engine: store.engine }));
await store.close();
