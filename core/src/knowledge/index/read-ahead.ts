import { IzaError } from '../../foundation/index.ts';
import type { FileToRead } from './list-changes.ts';

export type FileReading =
  | { readonly type: 'read'; readonly bytes: Uint8Array }
  | { readonly type: 'gone' }
  | { readonly type: 'unreadable'; readonly reason: string }
  | { readonly type: 'failed'; readonly error: unknown };

/** Reads that wait for the disk while the note before them is analysed. */
const windowFiles = 16;
const windowBytes = 8_000_000;

/** The files' bytes in their order, a few being read ahead. Never throws: a failure is a reading too. */
export async function* readAhead(files: readonly FileToRead[], { signal }: { signal?: AbortSignal | undefined }): AsyncGenerator<{ file: FileToRead; reading: FileReading }, void, void> {
  const window: { file: FileToRead; reading: Promise<FileReading> }[] = [];
  let inFlightBytes = 0;
  let next = 0;
  while (next < files.length || window.length > 0) {
    while (next < files.length && window.length < windowFiles && (window.length === 0 || inFlightBytes < windowBytes)) {
      const file = files[next];
      next += 1;
      inFlightBytes += file.stamp?.sizeBytes ?? 0;
      window.push({ file, reading: readFile(file, signal) });
    }
    const first = window.shift()!;
    const reading = await first.reading;
    inFlightBytes -= first.file.stamp?.sizeBytes ?? 0;
    yield { file: first.file, reading };
  }
}

async function readFile({ source, path }: FileToRead, signal: AbortSignal | undefined): Promise<FileReading> {
  try {
    const bytes = await source.read(path, signal ? { signal } : {});
    return bytes ? { type: 'read', bytes } : { type: 'gone' };
  } catch (error) {
    if (error instanceof IzaError && error.code === 'note-unreadable') return { type: 'unreadable', reason: error.message };
    return { type: 'failed', error };
  }
}
