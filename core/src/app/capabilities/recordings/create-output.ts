import { IzaError } from '../../../foundation/index.ts';
import type { ByteFiles, ByteSink } from '../../../ports/index.ts';

/**
 * A file to write a result into. One that exists is only replaced when asked; an empty one holds nothing that could be lost.
 * @throws IzaError `file-exists` saying what to do, `storage-failed`, `not-permitted`
 */
export async function createOutput(files: ByteFiles, path: string, { replace }: { replace: boolean }): Promise<ByteSink> {
  try {
    return await files.create(path, { replace: replace || (await isEmpty(files, path)) });
  } catch (error) {
    if (error instanceof IzaError && error.code === 'file-exists') throw new IzaError('file-exists', `Cannot write ${path}: it exists already. Add --replace to write it anew, or choose another name.`, { cause: error });
    throw error;
  }
}

async function isEmpty(files: ByteFiles, path: string): Promise<boolean> {
  const source = await files.open(path);
  await source?.close();
  return source?.sizeBytes === 0;
}

/** Writes a small file whole. */
export async function writeOutput(files: ByteFiles, path: string, content: string | Uint8Array, options: { replace: boolean }): Promise<void> {
  const sink = await createOutput(files, path, options);
  try {
    await sink.append(typeof content === 'string' ? new TextEncoder().encode(content) : content);
    await sink.flush();
  } finally {
    await sink.close();
  }
}
