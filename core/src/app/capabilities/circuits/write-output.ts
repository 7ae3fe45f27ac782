import { IzaError } from '../../../foundation/index.ts';
import type { Iza } from '../../create-iza.ts';

/** Writes a file; gives its whole path. @throws IzaError `file-exists` unless `replace`, and what the host's files throw */
export async function writeOutput(path: string, bytes: Uint8Array, replace: boolean, { byteFiles }: Iza): Promise<string> {
  if (!byteFiles) throw new IzaError('unsupported', 'Cannot write files here: leave the output away to get it as a result.');
  const sink = await byteFiles.create(path, { replace });
  try {
    await sink.append(bytes);
    await sink.flush();
  } finally {
    await sink.close();
  }
  return byteFiles.resolve(path);
}
