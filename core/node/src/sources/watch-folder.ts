import { relative, sep } from 'node:path';
import { IzaError } from '@iza/core/foundation';
import type { NoteChange } from '@iza/core/ports';
import { watch } from 'chokidar';
import { createChangeBatcher } from './change-batcher.ts';
import { systemCodeOf } from './file-problem.ts';
import { expectRoot, hasNoteExtension, isHiddenName, isNotePath, type SourceFolder } from './source-folder.ts';

/**
 * Follows the notes below a root. Renames come as removed and saved: the index knows a note again by its content.
 * @throws IzaError `source-missing` | `unsupported`
 */
export async function* watchFolder(folder: SourceFolder, { signal }: { signal: AbortSignal }): AsyncIterable<readonly NoteChange[]> {
  if (signal.aborted) return;
  await expectRoot(folder);
  const batcher = createChangeBatcher();
  const watcher = watch(folder.root, {
    ignoreInitial: true,
    ignorePermissionErrors: true,
    ignored: (path, stats) => isIgnored(folder, path, stats?.isFile() ?? false),
  });
  const pathOf = (path: string): string => relative(folder.root, path).split(sep).join('/').normalize('NFC');
  watcher.on('ready', () => batcher.addRescan());
  watcher.on('all', (event, path) => {
    const notePath = pathOf(path);
    if (event === 'unlinkDir' && notePath === '') batcher.addRescan();
    if (!isNotePath(folder, notePath)) return;
    if (event === 'add' || event === 'change') batcher.add(notePath, 'note-saved');
    if (event === 'unlink') batcher.add(notePath, 'note-removed');
  });
  watcher.on('error', (error) => {
    if (isWatchLimit(error)) batcher.end(watchLimitError(folder, error));
    else batcher.addRescan();
  });
  const stop = (): void => batcher.end();
  signal.addEventListener('abort', stop);
  try {
    yield* batcher.batches();
  } finally {
    signal.removeEventListener('abort', stop);
    await watcher.close();
  }
}

function isIgnored(folder: SourceFolder, path: string, isFile: boolean): boolean {
  const inside = relative(folder.root, path);
  if (inside === '') return false;
  return inside.split(sep).some(isHiddenName) || (isFile && !hasNoteExtension(folder, path));
}

function isWatchLimit(error: unknown): boolean {
  const code = systemCodeOf(error);
  return code === 'ENOSPC' || code === 'EMFILE';
}

function watchLimitError({ id }: SourceFolder, cause: unknown): IzaError {
  return new IzaError(
    'unsupported',
    `Cannot watch "${id}" for changes: the system allows no more watched files. Raise fs.inotify.max_user_watches, or index again by hand after changes.`,
    { cause },
  );
}
