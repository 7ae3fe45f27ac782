/**
 * Named byte blobs: the shards of an index, a settings file. Names are `/`-separated and relative.
 * Every implementation passes `blobStoreContract` (testing/).
 */
export interface BlobStore {
  /** Names that start with `prefix`, sorted, with their sizes. Temporary files of interrupted writes are not listed. */
  list(prefix?: string): Promise<{ name: string; sizeBytes: number }[]>;
  read(name: string): Promise<Uint8Array | undefined>;
  /**
   * Fills `out` with the blob's bytes from `startBytes` on. Resolves to the count of bytes read, less than asked where the
   * blob ends before, or `undefined` when it is not there. Meant for many small reads. Absent where the platform reads only whole files.
   */
  readInto?(name: string, startBytes: number, out: Uint8Array): Promise<number | undefined>;
  /** Replaces the blob as a whole: after a crash it holds either the old bytes or the new. @throws IzaError `storage-full` */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Adds bytes at the end, creating the blob. After a crash any prefix of `bytes` may be there. @throws IzaError `storage-full` */
  append(name: string, bytes: Uint8Array): Promise<void>;
  /** Cuts the blob to its first `sizeBytes` bytes. */
  truncate(name: string, sizeBytes: number): Promise<void>;
  /** No error when the blob is not there. */
  remove(name: string): Promise<void>;
  /**
   * Makes this process the only writer until disposed. A lock left by a dead process is taken over.
   * @throws IzaError `index-busy` naming the holder. Absent where only one process can exist (a phone, memory).
   */
  lock?(name: string): Promise<AsyncDisposable>;
}
