import { closeSync, openSync, read, readSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import type { BlobStore } from '@iza/core/ports';
import { acquireLockFile, isLockFileName } from './lock-file.ts';
import { storageError } from './storage-error.ts';

/** Marks a file that `write` has not finished. Such files are never listed, and swept when a lock is taken. */
const unfinishedSuffix = '.iza-unfinished';

/** Up to here a read is done at once. */
const smallReadBytes = 65_536;

/**
 * Blobs as files below `folder`, which is made when the first one is written.
 * `write` goes beside, is flushed to the disk and renamed; `append` is flushed before it resolves.
 */
export function createFileSystemBlobStore(folder: string): BlobStore {
  // Appends to one blob keep the order of their calls, and a truncate waits for the appends before it.
  const lastChangeByName = new Map<string, Promise<unknown>>();

  function inOrder<Result>(name: string, change: () => Promise<Result>): Promise<Result> {
    const next = (lastChangeByName.get(name) ?? Promise.resolve()).then(change, change);
    const settled = next.catch(() => undefined).then(() => {
      if (lastChangeByName.get(name) === settled) lastChangeByName.delete(name);
    });
    lastChangeByName.set(name, settled);
    return next;
  }

  return {
    async list(prefix = '') {
      const names = await listFiles(folder, '');
      const wanted = names.filter((name) => name.startsWith(prefix) && !name.endsWith(unfinishedSuffix) && !isLockFileName(name));
      const blobs = await Promise.all(wanted.map(async (name) => ({ name, sizeBytes: await sizeOf(pathOf(folder, name)) })));
      return blobs
        .filter((blob): blob is { name: string; sizeBytes: number } => blob.sizeBytes !== undefined)
        .sort((left, right) => (left.name < right.name ? -1 : 1));
    },

    async read(name) {
      try {
        const bytes = await readFile(pathOf(folder, name));
        return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw storageError(`read ${name}`, folder, error);
      }
    },

    async readInto(name, startBytes, out) {
      try {
        const path = pathOf(folder, name);
        return out.length <= smallReadBytes ? readSmall(path, startBytes, out) : await readLarge(path, startBytes, out);
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw storageError(`read ${name}`, folder, error);
      }
    },

    write: (name, bytes) => {
      const copy = bytes.slice();
      return inOrder(name, async () => {
        const path = pathOf(folder, name);
        const beside = `${path}.${process.pid}${unfinishedSuffix}`;
        try {
          await mkdir(dirname(path), { recursive: true });
          const file = await open(beside, 'w');
          try {
            await file.writeFile(copy);
            await file.sync();
          } finally {
            await file.close();
          }
          await rename(beside, path);
          await syncFolder(dirname(path));
        } catch (error) {
          await rm(beside, { force: true }).catch(() => undefined);
          throw storageError(`write ${name}`, folder, error);
        }
      });
    },

    append: (name, bytes) => {
      const copy = bytes.slice();
      return inOrder(name, async () => {
        const path = pathOf(folder, name);
        try {
          await mkdir(dirname(path), { recursive: true });
          const file = await open(path, 'a');
          try {
            await file.writeFile(copy);
            await file.datasync();
          } finally {
            await file.close();
          }
        } catch (error) {
          throw storageError(`append to ${name}`, folder, error);
        }
      });
    },

    truncate: (name, sizeBytes) =>
      inOrder(name, async () => {
        try {
          const file = await open(pathOf(folder, name), 'r+');
          try {
            if ((await file.stat()).size > sizeBytes) await file.truncate(sizeBytes);
            await file.datasync();
          } finally {
            await file.close();
          }
        } catch (error) {
          if (!isMissing(error)) throw storageError(`truncate ${name}`, folder, error);
        }
      }),

    remove: (name) =>
      inOrder(name, async () => {
        try {
          await rm(pathOf(folder, name), { force: true });
        } catch (error) {
          if (!isMissing(error)) throw storageError(`remove ${name}`, folder, error);
        }
      }),

    async lock(name) {
      try {
        await mkdir(folder, { recursive: true });
      } catch (error) {
        throw storageError(`lock ${name}`, folder, error);
      }
      const lock = await acquireLockFile(pathOf(folder, name), { folder });
      await sweepUnfinished(folder);
      return lock;
    },
  };
}

/**
 * reason for the synchronous calls: a search reads dozens of ranges of some hundred bytes, each some microseconds from the
 * page cache; a trip through the thread pool costs ten times that.
 */
function readSmall(path: string, startBytes: number, out: Uint8Array): number {
  const file = openSync(path, 'r');
  try {
    let filled = 0;
    while (filled < out.length) {
      const count = readSync(file, out, filled, out.length - filled, startBytes + filled);
      if (count === 0) break;
      filled += count;
    }
    return filled;
  } finally {
    closeSync(file);
  }
}

/** Only the reading itself goes through the thread pool: opening and closing are microseconds. */
async function readLarge(path: string, startBytes: number, out: Uint8Array): Promise<number> {
  const file = openSync(path, 'r');
  try {
    let filled = 0;
    while (filled < out.length) {
      const { bytesRead } = await readAsync(file, out, filled, out.length - filled, startBytes + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return filled;
  } finally {
    closeSync(file);
  }
}

const readAsync = promisify(read);

/** @throws RangeError for a name that would leave the folder */
function pathOf(folder: string, name: string): string {
  const parts = name.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..' || part.includes('\0') || (sep === '\\' && /[\\:]/.test(part)))) {
    throw new RangeError(`Cannot use ${JSON.stringify(name)} as a blob's name: it must be relative, with / between non-empty parts`);
  }
  return join(folder, ...parts);
}

async function listFiles(folder: string, prefix: string): Promise<string[]> {
  let entries;
  try {
    entries = await readdir(join(folder, prefix), { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw storageError('list the index', folder, error);
  }
  const nested = await Promise.all(
    entries.map(async (entry) => {
      const name = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
      if (entry.isDirectory()) return listFiles(folder, name);
      return entry.isFile() ? [name] : [];
    }),
  );
  return nested.flat();
}

/** Size of a file, `undefined` when another process removed it since it was listed. */
async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch {
    return undefined;
  }
}

/** Removes what interrupted writes of other processes left. Called under a lock, when no other process writes. */
async function sweepUnfinished(folder: string): Promise<void> {
  for (const name of await listFiles(folder, '')) {
    if (name.endsWith(unfinishedSuffix) && !name.endsWith(`.${process.pid}${unfinishedSuffix}`)) {
      await rm(join(folder, name), { force: true }).catch(() => undefined);
    }
  }
}

/** Makes a rename durable. Not every platform lets a folder be opened; there the file system orders it itself. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch {
    // reason: Windows refuses to open a folder; the renamed file itself was flushed
  }
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
