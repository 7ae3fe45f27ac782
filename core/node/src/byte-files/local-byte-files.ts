import { constants } from 'node:fs';
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { IzaError } from '@iza/core/foundation';
import type { ByteFiles, ByteSource } from '@iza/core/ports';
import { systemCodeOf } from '../sources/file-problem.ts';
import { byteFileError, folderError } from './byte-file-error.ts';
import { expectInside, realPathOf } from './confine-path.ts';
import { createLocalByteSink } from './local-byte-sink.ts';

export interface LocalByteFilesOptions {
  /** Relative paths are relative to it. */
  readonly currentFolder: string;
  /** Only files inside these may be used, judged after every link is resolved; everywhere when absent. */
  readonly allowedFolders?: readonly string[] | undefined;
}

/** The files of this machine. */
export function createLocalByteFiles({ currentFolder, allowedFolders }: LocalByteFilesOptions): ByteFiles {
  const locate = async (action: 'read' | 'write', path: string): Promise<string> => {
    if (path.includes('\0')) throw new IzaError('bad-input', `Cannot ${action} ${JSON.stringify(path)}: a path has no zero character.`);
    const absolute = resolve(currentFolder, path);
    let real: string | undefined;
    try {
      real = await realPathOf(absolute);
    } catch (error) {
      throw byteFileError(action, path, error);
    }
    // A path through a link that leads nowhere is judged by where it stands.
    if (allowedFolders) await expectInside(path, real ?? absolute, allowedFolders);
    if (real === undefined) throw new IzaError(action === 'read' ? 'file-unreadable' : 'storage-failed', `Cannot ${action} ${path}: it is a link that leads nowhere.`);
    return real;
  };

  return {
    resolve: (path) => resolve(currentFolder, path),

    async open(path) {
      const real = await locate('read', path).catch((error: unknown) => {
        if (error instanceof IzaError && systemCodeOf(error.cause) === 'ENOTDIR') return undefined;
        throw error;
      });
      if (real === undefined) return undefined;
      try {
        const found = await stat(real);
        if (found.isDirectory()) throw folderError('read', path);
        // a pipe or a device could keep a reader waiting for ever
        if (!found.isFile()) throw new IzaError('file-unreadable', `Cannot read ${path}: it is no regular file.`);
        const file = await open(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
        return createLocalByteSource(file, path, (await file.stat()).size);
      } catch (error) {
        if (systemCodeOf(error) === 'ENOENT' || systemCodeOf(error) === 'ENOTDIR') return undefined;
        throw byteFileError('read', path, error);
      }
    },

    async create(path, { replace = false } = {}) {
      const real = await locate('write', path);
      try {
        const found = await stat(real).catch(() => undefined);
        if (found?.isDirectory()) throw folderError('write', path);
        // Removed, not emptied: whoever reads the old file goes on reading it, also when it is being converted into its own name.
        if (found && replace) await rm(real);
        await mkdir(dirname(real), { recursive: true });
        const file = await open(real, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0), 0o666);
        return createLocalByteSink(file, path, { syncFolder: () => syncFolder(dirname(real)) });
      } catch (error) {
        throw byteFileError('write', path, error);
      }
    },

    async list(folder) {
      try {
        return (await readdir(await locate('read', folder))).toSorted();
      } catch (error) {
        const code = systemCodeOf(error) ?? (error instanceof IzaError ? systemCodeOf(error.cause) : undefined);
        if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
        throw byteFileError('read', folder, error);
      }
    },
  };
}

function createLocalByteSource(file: FileHandle, path: string, sizeBytes: number): ByteSource {
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= file.close());
  return {
    name: basename(path),
    sizeBytes,
    async read(startBytes, lengthBytes) {
      if (!(Number.isSafeInteger(startBytes) && Number.isSafeInteger(lengthBytes) && startBytes >= 0 && lengthBytes >= 0)) {
        throw new RangeError(`Cannot read ${lengthBytes} bytes from byte ${startBytes} of ${path}: both must be whole numbers from 0 on`);
      }
      const bytes = new Uint8Array(Math.max(0, Math.min(lengthBytes, sizeBytes - startBytes)));
      let filled = 0;
      try {
        while (filled < bytes.length) {
          const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, startBytes + filled);
          if (bytesRead === 0) break;
          filled += bytesRead;
        }
      } catch (error) {
        throw byteFileError('read', path, error);
      }
      return filled === bytes.length ? bytes : bytes.slice(0, filled);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** A new name is only safe once its folder is on the disk. Not every system lets a folder be opened. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP'].includes(systemCodeOf(error) ?? '')) throw error;
  }
}
