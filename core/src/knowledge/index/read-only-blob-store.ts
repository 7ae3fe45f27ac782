import type { BlobStore } from '../../ports/index.ts';

/** Reads of a store that another process may be writing: repairs that a reader would make are left to the writer. */
export function readOnlyBlobStore(store: BlobStore): BlobStore {
  const leaveIt = async (): Promise<void> => undefined;
  return {
    list: (prefix) => store.list(prefix),
    read: (name) => store.read(name),
    ...(store.readInto && { readInto: (name: string, startBytes: number, out: Uint8Array) => store.readInto!(name, startBytes, out) }),
    write: leaveIt,
    append: leaveIt,
    truncate: leaveIt,
    remove: leaveIt,
  };
}
