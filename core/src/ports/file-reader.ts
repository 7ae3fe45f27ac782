/** Files outside every source that a person names explicitly, such as an evaluation set. Read only. */
export interface FileReader {
  /** The file's bytes, `undefined` when it is not there. @throws IzaError `note-unreadable` */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Names of the entries directly in a folder, `undefined` when it is not a folder. */
  list(path: string): Promise<string[] | undefined>;
}
