/** The bytes of one file, read in pieces: a recording may be larger than memory. */
export interface ByteSource extends AsyncDisposable {
  /** The file's name without its folder. */
  readonly name: string;
  readonly sizeBytes: number;
  /** The bytes from `startBytes` on; fewer than asked where the file ends. @throws IzaError `file-unreadable` */
  read(startBytes: number, lengthBytes: number): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** A file being written. What was appended and flushed survives a crash. */
export interface ByteSink extends AsyncDisposable {
  /** @throws IzaError `storage-full` | `storage-failed`; what was appended before stays */
  append(bytes: Uint8Array): Promise<void>;
  /** Overwrites bytes that were appended before: a header's count of records. */
  writeAt(startBytes: number, bytes: Uint8Array): Promise<void>;
  /** Resolves when everything so far is on the disk. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Files that a person names: recordings, pipelines, plots. Relative paths are relative to the folder the host chose. */
export interface ByteFiles {
  /** `undefined` when it is not there. @throws IzaError `file-unreadable` | `not-permitted` */
  open(path: string): Promise<ByteSource | undefined>;
  /** Creates the file and the folders above it. @throws IzaError `file-exists` unless `replace`, `storage-failed`, `not-permitted` */
  create(path: string, options?: { replace?: boolean }): Promise<ByteSink>;
  /** Names of the entries directly in a folder, sorted; `undefined` when it is no folder. */
  list(folder: string): Promise<string[] | undefined>;
  /** The path as a person can use it: absolute, links not resolved. */
  resolve(path: string): string;
}
