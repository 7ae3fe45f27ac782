import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { IzaError } from '@iza/core/foundation';
import type { FileReader } from '@iza/core/ports';

/** Files that a person names: absolute, or relative to `folder`. */
export function createLocalFileReader(folder: string): FileReader {
  async function attempt<Result>(path: string, read: (file: string) => Promise<Result>): Promise<Result | undefined> {
    try {
      return await read(resolve(folder, path));
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw new IzaError('note-unreadable', `Cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
  return {
    read: (path) => attempt(path, async (file) => new Uint8Array(await readFile(file))),
    list: (path) => attempt(path, (file) => readdir(file)),
  };
}
