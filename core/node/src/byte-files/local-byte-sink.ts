import type { FileHandle } from 'node:fs/promises';
import type { ByteSink } from '@iza/core/ports';
import { byteFileError } from './byte-file-error.ts';

/** A file open for writing. Calls are carried out in their order; a failed append leaves nothing of itself behind. */
export function createLocalByteSink(file: FileHandle, path: string, { syncFolder }: { syncFolder: () => Promise<void> }): ByteSink {
  let lengthBytes = 0;
  let isClosed = false;
  let isFolderSynced = false;
  let last: Promise<unknown> = Promise.resolve();

  function inOrder<Result>(work: () => Promise<Result>): Promise<Result> {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next.catch((error: unknown) => {
      throw error instanceof RangeError ? error : byteFileError('write', path, error);
    });
  }

  async function writeAll(startBytes: number, bytes: Uint8Array): Promise<void> {
    for (let written = 0; written < bytes.length; ) {
      written += (await file.write(bytes, written, bytes.length - written, startBytes + written)).bytesWritten;
    }
  }

  const close = (): Promise<void> =>
    inOrder(async () => {
      if (isClosed) return;
      isClosed = true;
      await file.close();
    });

  return {
    append: (bytes) =>
      inOrder(async () => {
        try {
          await writeAll(lengthBytes, bytes);
        } catch (error) {
          await file.truncate(lengthBytes).catch(() => undefined);
          throw error;
        }
        lengthBytes += bytes.length;
      }),
    writeAt: (startBytes, bytes) =>
      inOrder(async () => {
        if (startBytes < 0 || startBytes + bytes.length > lengthBytes) throw new RangeError(`Cannot write bytes ${startBytes} to ${startBytes + bytes.length} of ${path}: ${lengthBytes} bytes were appended`);
        await writeAll(startBytes, bytes);
      }),
    flush: () =>
      inOrder(async () => {
        await file.datasync();
        if (isFolderSynced) return;
        await syncFolder();
        isFolderSynced = true;
      }),
    close,
    [Symbol.asyncDispose]: close,
  };
}
