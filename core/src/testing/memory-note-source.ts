import { IzaError, throwIfAborted } from '../foundation/index.ts';
import type { NoteChange, NoteSource, NoteStamp, SkippedFile } from '../ports/index.ts';

/** A `NoteSource` in memory that a test edits as a person would. Watchers see every edit. */
export interface MemoryNoteSource extends NoteSource {
  watch(options: { signal: AbortSignal }): AsyncIterable<readonly NoteChange[]>;
  /** Creates or replaces a note; `modifiedMs` grows by one with every edit of the source. */
  save(path: string, content: string | Uint8Array): void;
  remove(path: string): void;
  move(from: string, to: string): void;
  /** From now on `list` reports the file as skipped and `read` fails. */
  makeUnreadable(path: string, reason: string): void;
  /** Takes the root away, as unplugging a drive does. */
  vanish(): void;
  comeBack(): void;
}

interface MemoryFile {
  readonly bytes: Uint8Array;
  readonly modifiedMs: number;
}

export function createMemoryNoteSource(options: { id?: string; notes?: Readonly<Record<string, string | Uint8Array>> } = {}): MemoryNoteSource {
  const id = options.id ?? 'memory';
  const files = new Map<string, MemoryFile>();
  const unreadable = new Map<string, string>();
  const watchers = new Set<(change: NoteChange) => void>();
  let editCount = 0;
  let present = true;

  function tell(change: NoteChange): void {
    for (const watcher of watchers) watcher(change);
  }

  function save(path: string, content: string | Uint8Array): void {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content.slice();
    files.set(path.normalize('NFC'), { bytes, modifiedMs: ++editCount });
    tell({ type: 'note-saved', path: path.normalize('NFC') });
  }

  for (const [path, content] of Object.entries(options.notes ?? {})) save(path, content);

  return {
    id,
    kind: 'memory',
    async *list({ signal } = {}): AsyncIterable<NoteStamp | SkippedFile> {
      for (const [path, { bytes, modifiedMs }] of [...files].sort(([left], [right]) => (left < right ? -1 : 1))) {
        throwIfAborted(signal);
        if (!present) break;
        const reason = unreadable.get(path);
        yield reason === undefined ? { type: 'note', path, sizeBytes: bytes.length, modifiedMs } : { type: 'skipped', path, reason };
      }
      throwIfAborted(signal);
      if (!present) throw new IzaError('source-missing', `Cannot list the notes of "${id}": the source is gone. Bring it back, or remove it from the settings.`);
    },
    async read(path, { signal } = {}) {
      throwIfAborted(signal);
      const reason = unreadable.get(path);
      if (reason !== undefined) throw new IzaError('note-unreadable', `Cannot read "${path}": ${reason}`);
      return present ? files.get(path)?.bytes.slice() : undefined;
    },
    watch: ({ signal }) => watchMemory(watchers, signal),
    save,
    remove(path) {
      if (files.delete(path)) tell({ type: 'note-removed', path });
    },
    move(from, to) {
      const file = files.get(from);
      if (!file) throw new RangeError(`Cannot move "${from}": the source has no such note`);
      files.delete(from);
      files.set(to, file);
      tell({ type: 'note-moved', from, to });
    },
    makeUnreadable(path, reason) {
      unreadable.set(path, reason);
    },
    vanish() {
      present = false;
      tell({ type: 'rescan' });
    },
    comeBack() {
      present = true;
      tell({ type: 'rescan' });
    },
  };
}

async function* watchMemory(watchers: Set<(change: NoteChange) => void>, signal: AbortSignal): AsyncIterable<readonly NoteChange[]> {
  let waiting: NoteChange[] = [{ type: 'rescan' }];
  let wake = (): void => undefined;
  const watcher = (change: NoteChange): void => {
    waiting.push(change);
    wake();
  };
  const stop = (): void => wake();
  watchers.add(watcher);
  signal.addEventListener('abort', stop);
  try {
    while (!signal.aborted) {
      if (waiting.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      const batch = waiting;
      waiting = [];
      yield batch;
    }
  } finally {
    watchers.delete(watcher);
    signal.removeEventListener('abort', stop);
  }
}
