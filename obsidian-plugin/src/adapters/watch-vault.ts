import type { TAbstractFile, TFile, Vault } from 'obsidian';
import type { NoteChange } from '@iza/core/ports';

/** A batch goes out when the vault was quiet this long … */
const QUIET_MS = 200;
/** … or, in a stream of changes, at the latest after this long: a save must be searchable within a second. */
const LONGEST_WAIT_MS = 500;
/** A storm (a sync, a folder moved) is cheaper to compare as a whole. */
const LARGEST_BATCH_COUNT = 2000;

export interface WatchVaultOptions {
  readonly vault: Vault;
  readonly isOffered: (file: TAbstractFile) => file is TFile;
  /** For a path that no longer has a file. */
  readonly isOfferedPath: (path: string) => boolean;
  readonly signal: AbortSignal;
}

/** The vault's own change events as debounced batches until the signal fires. The first is a rescan: nothing before it is lost. */
export async function* watchVault({ vault, isOffered, isOfferedPath, signal }: WatchVaultOptions): AsyncGenerator<readonly NoteChange[], void, void> {
  let pending: NoteChange[] = [];
  let firstPendingMs = 0;
  let timerId: number | undefined;
  let ready = false;
  let wake: (() => void) | undefined;

  const deliver = (): void => {
    timerId = undefined;
    ready = true;
    wake?.();
  };
  const push = (change: NoteChange): void => {
    if (pending.length === 0) firstPendingMs = performance.now();
    pending.push(change);
    window.clearTimeout(timerId);
    timerId = window.setTimeout(deliver, Math.max(0, Math.min(QUIET_MS, firstPendingMs + LONGEST_WAIT_MS - performance.now())));
  };
  const isFolder = (file: TAbstractFile): boolean => 'children' in file;
  const nfc = (path: string): string => path.normalize('NFC');

  const onSaved = (file: TAbstractFile): void => {
    if (isOffered(file)) push({ type: 'note-saved', path: nfc(file.path) });
  };
  const onDeleted = (file: TAbstractFile): void => {
    if (isFolder(file)) push({ type: 'rescan' });
    else if (isOfferedPath(file.path)) push({ type: 'note-removed', path: nfc(file.path) });
  };
  const onRenamed = (file: TAbstractFile, oldPath: string): void => {
    const before = isOfferedPath(oldPath);
    const now = isOffered(file);
    if (isFolder(file)) push({ type: 'rescan' });
    else if (before && now) push({ type: 'note-moved', from: nfc(oldPath), to: nfc(file.path) });
    else if (before) push({ type: 'note-removed', path: nfc(oldPath) });
    else if (now) push({ type: 'note-saved', path: nfc(file.path) });
  };

  const refs = [vault.on('create', onSaved), vault.on('modify', onSaved), vault.on('delete', onDeleted), vault.on('rename', onRenamed)];
  const onAbort = (): void => wake?.();
  signal.addEventListener('abort', onAbort);
  try {
    yield [{ type: 'rescan' }];
    while (!signal.aborted) {
      if (!ready) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      ready = false;
      const batch = pending;
      pending = [];
      const isStorm = batch.length > LARGEST_BATCH_COUNT || batch.some(({ type }) => type === 'rescan');
      yield isStorm ? [{ type: 'rescan' }] : withoutRepeats(batch);
    }
  } finally {
    window.clearTimeout(timerId);
    signal.removeEventListener('abort', onAbort);
    for (const ref of refs) vault.offref(ref);
  }
}

/** An editor saves a note every two seconds while one types: equal neighbours say it once. */
function withoutRepeats(batch: readonly NoteChange[]): NoteChange[] {
  return batch.filter((change, index) => {
    const next = batch.slice(index + 1).find((later) => touches(later, change));
    return !(change.type === 'note-saved' && next?.type === 'note-saved');
  });
}

function touches(later: NoteChange, change: NoteChange): boolean {
  const pathsOf = (of: NoteChange): string[] => (of.type === 'note-moved' ? [of.from, of.to] : of.type === 'rescan' ? [] : [of.path]);
  return pathsOf(later).some((path) => pathsOf(change).includes(path));
}
