import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { throwIfAborted } from '@iza/core/foundation';
import type { NoteStamp, SkippedFile } from '@iza/core/ports';
import { describeFileProblem } from './file-problem.ts';
import { expectRoot, hasNoteExtension, isHiddenName, maxFileBytes, type SourceFolder } from './source-folder.ts';

interface Walk {
  readonly folder: SourceFolder;
  readonly signal: AbortSignal | undefined;
  /** Real paths of the folders entered, so that a link cannot lead in a circle or to the same notes twice. */
  readonly entered: Set<string>;
}

/**
 * Every note below the root, folder by folder in the order of names, and the files that cannot be offered with the reason.
 * @throws IzaError `source-missing` when the root is gone, also when it goes during the walk; `aborted`
 */
export async function* walkFolder(folder: SourceFolder, { signal }: { signal?: AbortSignal } = {}): AsyncIterable<NoteStamp | SkippedFile> {
  throwIfAborted(signal);
  await expectRoot(folder);
  yield* walk({ folder, signal, entered: new Set() }, '');
  // folders that vanish are passed over; when the root itself went with them, "all notes deleted" would be a lie
  await expectRoot(folder);
}

async function* walk(state: Walk, rawPath: string): AsyncIterable<NoteStamp | SkippedFile> {
  const { folder, signal, entered } = state;
  throwIfAborted(signal);
  let entries: Dirent[];
  try {
    const real = await realpath(join(folder.root, rawPath));
    if (entered.has(real)) {
      yield skipped(rawPath, 'The link leads to a folder that is already listed.');
      return;
    }
    entered.add(real);
    entries = await readdir(join(folder.root, rawPath), { withFileTypes: true });
  } catch (error) {
    const reason = describeFileProblem(error) ?? unreadableName(rawPath);
    if (reason !== undefined && rawPath !== '') yield skipped(rawPath, reason);
    else if (reason !== undefined) throw error;
    return;
  }
  const visible = entries.filter(({ name }) => !isHiddenName(name)).sort((left, right) => (left.name < right.name ? -1 : 1));
  const found = await Promise.all(visible.map((entry) => inspect(folder, rawPath === '' ? entry.name : `${rawPath}/${entry.name}`, entry)));
  for (const item of found) {
    if (item === undefined) continue;
    if (item.type === 'folder') yield* walk(state, item.path);
    else yield item;
  }
}

/** What one entry is; `undefined` when it is no note, or gone since the folder was read. */
async function inspect(folder: SourceFolder, rawPath: string, entry: Dirent): Promise<NoteStamp | SkippedFile | { type: 'folder'; path: string } | undefined> {
  if (entry.isDirectory()) return { type: 'folder', path: rawPath };
  if (!entry.isSymbolicLink() && !hasNoteExtension(folder, entry.name)) return undefined;
  try {
    const found = await stat(join(folder.root, rawPath));
    if (found.isDirectory()) return { type: 'folder', path: rawPath };
    if (!hasNoteExtension(folder, entry.name)) return undefined;
    if (!found.isFile()) return skipped(rawPath, 'It is not a regular file.');
    if (found.size > maxFileBytes) return skipped(rawPath, `The file is larger than ${maxFileBytes / 1024 / 1024} MB. Split it, or exclude it.`);
    return { type: 'note', path: rawPath.normalize('NFC'), sizeBytes: found.size, modifiedMs: found.mtimeMs };
  } catch (error) {
    // a link to nothing is worth a word, a file that was just deleted is not
    const reason = describeFileProblem(error) ?? unreadableName(rawPath) ?? (entry.isSymbolicLink() ? 'The link leads nowhere.' : undefined);
    return reason === undefined || !(entry.isSymbolicLink() || hasNoteExtension(folder, entry.name)) ? undefined : skipped(rawPath, reason);
  }
}

/** Node replaces bytes that are no UTF-8, and then finds no file of that name. */
function unreadableName(rawPath: string): string | undefined {
  return rawPath.includes('\uFFFD') ? 'Its name is not valid UTF-8. Rename it.' : undefined;
}

function skipped(rawPath: string, reason: string): SkippedFile {
  return { type: 'skipped', path: rawPath.normalize('NFC'), reason };
}
