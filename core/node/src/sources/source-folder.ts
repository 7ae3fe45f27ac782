import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { IzaError } from '@iza/core/foundation';

/** A folder of notes and which of its files are notes. */
export interface SourceFolder {
  readonly id: string;
  readonly root: string;
  /** Endings with the dot, in lower case. */
  readonly extensions: readonly string[];
}

/** `parseNote` refuses more; larger files are not even read. */
export const maxFileBytes = 64 * 1024 * 1024;

const otherToolsFolders = new Set(['node_modules', '__pycache__']);

/** Dot-folders hold settings, trash and checkpoints of tools (`.obsidian`, `.trash`, `.git`, `.ipynb_checkpoints`), not notes. */
export function isHiddenName(name: string): boolean {
  return name.startsWith('.') || otherToolsFolders.has(name);
}

export function hasNoteExtension({ extensions }: SourceFolder, name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot > 0 && extensions.includes(name.slice(dot).toLowerCase());
}

/** Whether a path from the root may name a note of this source: no way out of the root, nothing hidden, a known ending. */
export function isNotePath(folder: SourceFolder, path: string): boolean {
  const names = path.split('/');
  return names.every((name) => name !== '' && !isHiddenName(name) && !name.includes('\\') && !name.includes('\0')) && hasNoteExtension(folder, path);
}

/** @throws IzaError `source-missing` */
export async function expectRoot({ id, root }: SourceFolder): Promise<void> {
  const found = await stat(root).catch(() => undefined);
  if (found?.isDirectory()) return;
  throw new IzaError('source-missing', `Cannot read the notes of "${id}": the folder ${root} is ${found ? 'a file' : 'gone'}. Bring it back, or correct the setting.`);
}

/**
 * Where a note lies on disk, `undefined` when it is not there. Paths of notes are composed (NFC); a file system that kept the decomposed
 * form is searched name by name.
 */
export async function locate({ root }: SourceFolder, path: string): Promise<string | undefined> {
  const direct = join(root, path);
  if (await exists(direct)) return direct;
  // only names beyond ASCII have two forms
  if (!/[^\0-\x7f]/.test(path)) return undefined;
  let located = root;
  for (const name of path.split('/')) {
    const names = await readdir(located).catch((): string[] => []);
    const match = names.includes(name) ? name : names.find((candidate) => candidate.normalize('NFC') === name);
    if (match === undefined) return undefined;
    located = join(located, match);
  }
  return located;
}

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}
