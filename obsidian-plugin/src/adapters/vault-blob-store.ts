import type { DataAdapter } from 'obsidian';
import { IzaError } from '@iza/core/foundation';
import type { BlobStore } from '@iza/core/ports';

/** Marks a blob that is being written; left over, it is an interrupted write and is not listed. */
const TEMPORARY = '.writing';

/**
 * Blobs as files of a folder that the vault's adapter reaches, for a person who wants the index to travel with the vault.
 * A write goes beside the blob and is renamed over it. The adapter has no atomic replace: between removing the old file and renaming the
 * new one a crash leaves only the finished `.writing` file, which the next read takes. One writer: calls are queued.
 */
export function createVaultBlobStore(adapter: DataAdapter, folder: string): BlobStore {
  let queue: Promise<unknown> = Promise.resolve();
  const fileOf = (name: string): string => `${folder}/${name}`;
  const inOrder = <T>(act: () => Promise<T>): Promise<T> => {
    const done = queue.then(act);
    queue = done.catch(() => undefined);
    return done;
  };

  async function readBytes(path: string): Promise<Uint8Array | undefined> {
    return (await adapter.exists(path)) ? new Uint8Array(await adapter.readBinary(path)) : undefined;
  }

  async function replace(name: string, bytes: Uint8Array): Promise<void> {
    const path = fileOf(name);
    await ensureFolder(adapter, path.slice(0, path.lastIndexOf('/')));
    await guarded(name, async () => {
      await adapter.writeBinary(path + TEMPORARY, ownBuffer(bytes));
      if (await adapter.exists(path)) await adapter.remove(path);
      await adapter.rename(path + TEMPORARY, path);
    });
  }

  async function read(name: string): Promise<Uint8Array | undefined> {
    return (await readBytes(fileOf(name))) ?? readBytes(fileOf(name) + TEMPORARY);
  }

  return {
    list: (prefix = '') =>
      inOrder(async () => {
        const files = await listFiles(adapter, folder);
        const names = files.map((path) => path.slice(folder.length + 1)).filter((name) => name.startsWith(prefix) && !name.endsWith(TEMPORARY));
        const sized = await Promise.all(names.map(async (name) => ({ name, sizeBytes: (await adapter.stat(fileOf(name)))?.size ?? 0 })));
        return sized.toSorted((a, b) => (a.name < b.name ? -1 : 1));
      }),
    read: (name) => inOrder(() => read(name)),
    write(name, bytes) {
      const copy = bytes.slice();
      return inOrder(() => replace(name, copy));
    },
    append(name, bytes) {
      const copy = bytes.slice();
      return inOrder(async () => {
        const path = fileOf(name);
        // Adapters older than Obsidian 1.12 cannot append bytes: the shard, bounded to 5 MB by the index, is written again.
        if (!('appendBinary' in adapter) || !(await adapter.exists(path))) return replace(name, concatenated((await read(name)) ?? new Uint8Array(0), copy));
        await guarded(name, () => appendBytes(adapter, path, copy));
      });
    },
    truncate: (name, sizeBytes) =>
      inOrder(async () => {
        const bytes = await read(name);
        if (bytes && sizeBytes < bytes.byteLength) await replace(name, bytes.subarray(0, sizeBytes));
      }),
    remove: (name) =>
      inOrder(async () => {
        for (const path of [fileOf(name), fileOf(name) + TEMPORARY]) if (await adapter.exists(path)) await adapter.remove(path);
      }),
  };
}

interface AppendingAdapter {
  appendBinary(path: string, bytes: ArrayBuffer): Promise<void>;
}

function appendBytes(adapter: object, path: string, bytes: Uint8Array): Promise<void> {
  // reason: the caller has asked whether the member is there; typings name a newer version than we require
  return (adapter as AppendingAdapter).appendBinary(path, ownBuffer(bytes));
}

async function ensureFolder(adapter: DataAdapter, folder: string): Promise<void> {
  if (!(await adapter.exists(folder))) await adapter.mkdir(folder);
}

async function listFiles(adapter: DataAdapter, folder: string): Promise<string[]> {
  if (!(await adapter.exists(folder))) return [];
  const { files, folders } = await adapter.list(folder);
  const below = await Promise.all(folders.map((inner) => listFiles(adapter, inner)));
  return [...files, ...below.flat()];
}

async function guarded(name: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    const isFull = /ENOSPC|no space|quota/i.test(String(error));
    throw new IzaError(isFull ? 'storage-full' : 'storage-failed', isFull ? 'Cannot write the index: the disk is full' : `Cannot write the index file "${name}": ${String(error)}`, { cause: error });
  }
}

function concatenated(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.byteLength + second.byteLength);
  whole.set(first);
  whole.set(second, first.byteLength);
  return whole;
}

function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer;
}
