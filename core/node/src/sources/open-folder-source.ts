import { basename, join, resolve } from 'node:path';
import { IzaError, throwIfAborted } from '@iza/core/foundation';
import type { NoteSource } from '@iza/core/ports';
import { describeFileProblem } from './file-problem.ts';
import { createFileReader, type FileReader } from './file-reader.ts';
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
  const readFile = createFileReader({ maxBytes: maxFileBytes });
  return {
    id: source.id,
    kind,
    list: (options) => walkFolder(source, options),
    read: (path, options) => readNote(source, path, { readFile, signal: options?.signal }),
    watch: (options) => watchFolder(source, options),
  };
}

async function readNote(source: SourceFolder, path: string, { readFile, signal }: { readFile: FileReader; signal: AbortSignal | undefined }): Promise<Uint8Array | undefined> {
  throwIfAborted(signal);
  if (!isNotePath(source, path)) {
    throw new IzaError('note-unreadable', `Cannot read ${JSON.stringify(path)}: it names no note of "${source.id}". Give the path from the source's root, such as "folder/note${source.extensions[0]}".`);
  }
  try {
    const bytes = await readWhereItLies(source, path, readFile);
    throwIfAborted(signal);
    return bytes;
  } catch (error) {
    throwIfAborted(signal);
    const reason = describeFileProblem(error);
    if (reason === undefined) return undefined;
    throw new IzaError('note-unreadable', `Cannot read "${path}" of "${source.id}": ${reason}`, { cause: error });
  }
}

/** Nearly every note lies where its path says; the others are looked for. */
async function readWhereItLies(source: SourceFolder, path: string, readFile: FileReader): Promise<Uint8Array | undefined> {
  try {
    return await readFile(join(source.root, path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const located = await locate(source, path);
    return located === undefined ? undefined : readFile(located);
  }
}
