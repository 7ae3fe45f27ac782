import { IzaError } from '../foundation/index.ts';
import type { ByteFiles, ByteSink, ByteSource } from '../ports/index.ts';

export interface MemoryByteFiles extends ByteFiles {
  /** What each path holds now. */
  readonly contents: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  put(path: string, bytes: Uint8Array | string): void;
}

/** Files in memory: a twin of the local ones for tests. */
export function createMemoryByteFiles(files: Readonly<Record<string, Uint8Array | string>> = {}): MemoryByteFiles {
  const contents = new Map<string, Uint8Array<ArrayBuffer>>();
  const put = (path: string, bytes: Uint8Array | string): void => {
    contents.set(path, typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes.slice());
  };
  for (const [path, bytes] of Object.entries(files)) put(path, bytes);
  return {
    contents,
    put,
    async open(path) {
      const bytes = contents.get(path);
      return bytes && createMemoryByteSource(bytes, path.slice(path.lastIndexOf('/') + 1));
    },
    async create(path, { replace = false } = {}) {
      if (contents.has(path) && !replace) throw new IzaError('file-exists', `Cannot write ${path}: it is there already.`);
      return createMemorySink((bytes) => contents.set(path, bytes));
    },
    async list(folder) {
      const prefix = folder === '' || folder === '.' ? '' : `${folder}/`;
      const names = [...contents.keys()].filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length).split('/')[0]);
      return names.length === 0 ? undefined : [...new Set(names)].toSorted();
    },
    resolve: (path) => path,
  };
}

/** Bytes as a file open for reading. */
export function createMemoryByteSource(bytes: Uint8Array | string, name = 'recording'): ByteSource {
  const whole = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  const close = async (): Promise<void> => undefined;
  return { name, sizeBytes: whole.length, read: async (startBytes, lengthBytes) => whole.slice(startBytes, startBytes + lengthBytes), close, [Symbol.asyncDispose]: close };
}

function createMemorySink(store: (bytes: Uint8Array<ArrayBuffer>) => void): ByteSink {
  let bytes = new Uint8Array(1024);
  let length = 0;
  const publish = (): void => store(bytes.slice(0, length));
  publish();
  const close = async (): Promise<void> => publish();
  return {
    async append(more) {
      if (length + more.length > bytes.length) {
        const grown = new Uint8Array(Math.max(2 * bytes.length, length + more.length));
        grown.set(bytes.subarray(0, length));
        bytes = grown;
      }
      bytes.set(more, length);
      length += more.length;
    },
    async writeAt(startBytes, more) {
      if (startBytes + more.length > length) throw new RangeError(`Cannot write bytes ${startBytes} to ${startBytes + more.length}: only ${length} were appended`);
      bytes.set(more, startBytes);
    },
    flush: close,
    close,
    [Symbol.asyncDispose]: close,
  };
}
