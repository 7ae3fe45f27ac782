import type { BlobStore } from '../ports/index.ts';

/** A `BlobStore` that forgets with the process. `blobs` lets a test look at, and damage, what is stored. */
export interface MemoryBlobStore extends BlobStore {
  readonly blobs: Map<string, Uint8Array>;
}

export function createMemoryBlobStore(initial: Iterable<readonly [string, Uint8Array]> = []): MemoryBlobStore {
  const blobs = new Map([...initial].map(([name, bytes]) => [name, bytes.slice()] as const));
  return {
    blobs,
    async list(prefix = '') {
      return [...blobs]
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, bytes]) => ({ name, sizeBytes: bytes.length }))
        .sort((left, right) => (left.name < right.name ? -1 : 1));
    },
    async read(name) {
      return blobs.get(name)?.slice();
    },
    async readInto(name, startBytes, out) {
      const bytes = blobs.get(name)?.subarray(startBytes, startBytes + out.length);
      if (bytes) out.set(bytes);
      return bytes?.length;
    },
    async write(name, bytes) {
      blobs.set(name, bytes.slice());
    },
    async append(name, bytes) {
      const before = blobs.get(name) ?? new Uint8Array(0);
      const after = new Uint8Array(before.length + bytes.length);
      after.set(before);
      after.set(bytes, before.length);
      blobs.set(name, after);
    },
    async truncate(name, sizeBytes) {
      const bytes = blobs.get(name);
      if (bytes && bytes.length > sizeBytes) blobs.set(name, bytes.slice(0, sizeBytes));
    },
    async remove(name) {
      blobs.delete(name);
    },
  };
}
