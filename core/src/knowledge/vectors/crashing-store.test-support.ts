import { IzaError } from '../../foundation/index.ts';
import type { BlobStore } from '../../ports/index.ts';
import type { MemoryBlobStore } from '../../testing/index.ts';

/**
 * A blob store whose process dies before its `diesAt`-th write, counted from 0: an append leaves `keptRatio` of its bytes, anything else
 * happens not at all, and every later call fails.
 */
export function createCrashingStore(store: MemoryBlobStore, { diesAt, keptRatio }: { diesAt: number; keptRatio: number }): BlobStore {
  let writeCount = 0;
  const guard = async (act: () => Promise<void>, dying?: () => Promise<void>): Promise<void> => {
    if (writeCount++ < diesAt) return act();
    if (writeCount === diesAt + 1) await dying?.();
    throw new IzaError('storage-failed', 'The process is dead');
  };
  return {
    ...store,
    write: (name, bytes) => guard(() => store.write(name, bytes)),
    truncate: (name, sizeBytes) => guard(() => store.truncate(name, sizeBytes)),
    remove: (name) => guard(() => store.remove(name)),
    append: (name, bytes) =>
      guard(
        () => store.append(name, bytes),
        () => store.append(name, bytes.slice(0, Math.floor(bytes.length * keptRatio))),
      ),
  };
}
