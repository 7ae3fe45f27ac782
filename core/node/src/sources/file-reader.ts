import { close, closeSync, constants, fstatSync, open, openSync, read, readSync } from 'node:fs';
import { promisify } from 'node:util';

/** A file's bytes. @throws RangeError for a file larger than `maxBytes`, and the file system's errors */
export type FileReader = (path: string) => Promise<Uint8Array>;

const openFile = promisify(open);
const readFile = promisify(read);
const closeFile = promisify(close);

/** Up to here a read is done at once. */
const smallFileBytes = 262_144;
/** A read at once that took longer tells of a slow drive, or of a cloud that fetches its files when they are opened. */
const patienceMs = 8;
/** So many files are then left to the thread pool before the next is tried at once. */
const patientReadCount = 64;
/** A pipe must not be waited for. Windows has no such flag and needs none. */
const readFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Reads small files at once as long as the drive answers quickly, everything else through the thread pool: four trips
 * through the pool cost ten times what a small file costs.
 */
export function createFileReader({ maxBytes }: { maxBytes: number }): FileReader {
  let patientReadsLeft = 0;

  return async (path) => {
    if (patientReadsLeft > 0) {
      patientReadsLeft -= 1;
      return readInPool(path, maxBytes);
    }
    const startMs = performance.now();
    const bytes = readAtOnce(path, maxBytes);
    if (performance.now() - startMs > patienceMs) patientReadsLeft = patientReadCount;
    return bytes ?? readInPool(path, maxBytes);
  };
}

/** `undefined` for a file that is not small. */
function readAtOnce(path: string, maxBytes: number): Uint8Array | undefined {
  const descriptor = openSync(path, readFlags);
  try {
    const sizeBytes = sizeOf(descriptor, path, maxBytes);
    if (sizeBytes > smallFileBytes) return undefined;
    const bytes = new Uint8Array(sizeBytes);
    let length = 0;
    while (length < sizeBytes) {
      const count = readSync(descriptor, bytes, length, sizeBytes - length, length);
      // The file became shorter while it was read.
      if (count === 0) return bytes.slice(0, length);
      length += count;
    }
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}

async function readInPool(path: string, maxBytes: number): Promise<Uint8Array> {
  const descriptor = await openFile(path, readFlags);
  try {
    const bytes = new Uint8Array(sizeOf(descriptor, path, maxBytes));
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await readFile(descriptor, bytes, length, bytes.length - length, length);
      if (bytesRead === 0) return bytes.slice(0, length);
      length += bytesRead;
    }
    return bytes;
  } finally {
    await closeFile(descriptor);
  }
}

function sizeOf(descriptor: number, path: string, maxBytes: number): number {
  const stats = fstatSync(descriptor);
  if (stats.isDirectory()) throw Object.assign(new Error(`EISDIR: illegal operation on a directory, read '${path}'`), { code: 'EISDIR' });
  if (!stats.isFile()) throw new Error('It is not a regular file.');
  if (stats.size > maxBytes) throw new RangeError(`the file is larger than ${maxBytes / 1024 / 1024} MB. Split it, or exclude it.`);
  return stats.size;
}
