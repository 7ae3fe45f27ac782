/** One file of a source as `list` sees it. `path` is relative to the source's root, with `/` between folders, in NFC. */
export interface NoteStamp {
  readonly type: 'note';
  readonly path: string;
  readonly sizeBytes: number;
  /** Milliseconds since the epoch. With `sizeBytes` it decides whether a note must be read again. */
  readonly modifiedMs: number;
}

/** A file that the source saw and cannot offer, with the reason a person reads in the "why skipped" list. */
export interface SkippedFile {
  readonly type: 'skipped';
  readonly path: string;
  readonly reason: string;
}

export type NoteChange =
  | { readonly type: 'note-saved'; readonly path: string }
  | { readonly type: 'note-removed'; readonly path: string }
  | { readonly type: 'note-moved'; readonly from: string; readonly to: string }
  /** Events were lost or too many: compare `list` with the index instead. */
  | { readonly type: 'rescan' };

/** Where notes come from. Every implementation passes `noteSourceContract` (testing/). */
export interface NoteSource {
  /** Stable name of the source, unique in one IZA, used in citations' URIs and as the index's namespace. */
  readonly id: string;
  readonly kind: 'obsidian-vault' | 'apple-notes' | 'jupyter' | 'collection' | 'memory';
  /** @throws IzaError `source-missing` when the root itself is gone: an index must never take that for "all notes deleted". */
  list(options?: { signal?: AbortSignal }): AsyncIterable<NoteStamp | SkippedFile>;
  /** The file's bytes, `undefined` when it is gone. @throws IzaError `note-unreadable` */
  read(path: string, options?: { signal?: AbortSignal }): Promise<Uint8Array | undefined>;
  /**
   * Batches of changes, debounced, until the signal fires; then it ends without an error. The first batch is a `rescan`, sent when
   * watching has begun, so that nothing between an earlier `list` and the watch is lost. Absent when the platform cannot watch.
   * @throws IzaError `unsupported` when the system refuses more watches
   */
  watch?(options: { signal: AbortSignal }): AsyncIterable<readonly NoteChange[]>;
}
