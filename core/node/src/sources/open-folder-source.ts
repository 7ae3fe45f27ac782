import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { IzaError, throwIfAborted } from '@iza/core/foundation';
import type { NoteSource } from '@iza/core/ports';
import { describeFileProblem } from './file-problem.ts';
import { isNotePath, locate, maxFileBytes, type SourceFolder } from './source-folder.ts';
import { walkFolder } from './walk-folder.ts';
import { watchFolder } from './watch-folder.ts';

export interface FolderSourceOptions {
  /** Unique in one IZA; the folder's name unless told. */
  readonly id?: string;
  readonly folder: string;
}

/** The notes with these endings below a folder, whatever wrote them. */
export function openFolderSource(kind: NoteSource['kind'], extensions: readonly string[], { id, folder }: FolderSourceOptions): NoteSource {
  const root = resolve(folder);
  const source: SourceFolder = { id: id ?? basename(root).normalize('NFC'), root, extensions };
  return {
    id: source.id,
    kind,
    list: (options) => walkFolder(source, options),
    read: (path, options) => readNote(source, path, options?.signal),
    watch: (options) => watchFolder(source, options),
  };
}

async function readNote(source: SourceFolder, path: string, signal: AbortSignal | undefined): Promise<Uint8Array | undefined> {
  throwIfAborted(signal);
  if (!isNotePath(source, path)) {
    throw new IzaError('note-unreadable', `Cannot read ${JSON.stringify(path)}: it names no note of "${source.id}". Give the path from the source's root, such as "folder/note${source.extensions[0]}".`);
  }
  try {
    const located = await locate(source, path);
    if (located === undefined) return undefined;
    const { size } = await stat(located);
    if (size > maxFileBytes) throw new RangeError(`the file is larger than ${maxFileBytes / 1024 / 1024} MB. Split it, or exclude it.`);
    return new Uint8Array(await readFile(located, signal ? { signal } : {}));
  } catch (error) {
    throwIfAborted(signal);
    const reason = describeFileProblem(error);
    if (reason === undefined) return undefined;
    throw new IzaError('note-unreadable', `Cannot read "${path}" of "${source.id}": ${reason}`, { cause: error });
  }
}
