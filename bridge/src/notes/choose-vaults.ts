import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { IzaError } from '@iza/core/foundation';
import { resolvePath, type Config } from '@iza/node';

/** A folder of notes and how it is read. */
export interface NoteFolder {
  readonly id: string;
  readonly kind: 'obsidian-vault' | 'apple-notes' | 'jupyter';
  /** Absolute. */
  readonly folder: string;
}

interface ChooseOptions {
  /** `--vault`, first in rank. */
  readonly flags: readonly string[];
  readonly config: Config;
  readonly currentFolder: string;
  readonly homeFolder: string;
  /** What is read when nothing was chosen and no vault lies above: the checkout's docs for `iza start`. */
  readonly fallback?: string;
}

/**
 * The folders to read: from the flags, else the config, else the nearest folder upwards that Obsidian opened, else the fallback.
 * @throws IzaError `bad-input` when there is none, `source-missing` for a folder that is not there
 */
export function chooseVaults({ flags, config, currentFolder, homeFolder, fallback }: ChooseOptions): NoteFolder[] {
  const configured = flags.length > 0 ? flags : config.vaults;
  const found = configured.length > 0 ? configured : [nearestVault(currentFolder) ?? fallback].filter((folder) => folder !== undefined);
  if (found.length === 0) {
    throw new IzaError('bad-input', 'Cannot tell which notes are meant. Give a folder with --vault DIR, set "vault" in the config (iza config path), or run this inside an Obsidian vault.');
  }
  const folders = [...new Map(found.map((text) => noteFolderOf(text, currentFolder, homeFolder)).map((source) => [source.folder, source])).values()];
  return withUniqueIds(folders);
}

/** @example 'jupyter:~/notebooks' names the kind; without it the folder's content decides. */
function noteFolderOf(text: string, currentFolder: string, homeFolder: string): NoteFolder {
  const [, named, path = text] = /^(?:(obsidian-vault|apple-notes|jupyter):)?(.+)$/s.exec(text) ?? [];
  const folder = resolvePath(path, currentFolder, homeFolder);
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (!stats) throw new IzaError('source-missing', `Cannot read the notes in ${folder}: there is no such folder. Correct --vault, or "vault" in the config.`);
  if (!stats.isDirectory()) throw new IzaError('source-missing', `Cannot read the notes in ${folder}: it is a file. Name the folder that holds it.`);
  return { id: basename(folder) || 'notes', kind: (named as NoteFolder['kind'] | undefined) ?? kindOf(folder), folder };
}

function kindOf(folder: string): NoteFolder['kind'] {
  const names = namesIn(folder);
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  if (has(/^\.obsidian$/) || has(/\.(?:md|canvas)$/i)) return 'obsidian-vault';
  if (has(/\.ipynb$/i)) return 'jupyter';
  return has(/\.html?$/i) ? 'apple-notes' : 'obsidian-vault';
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw new IzaError('source-missing', `Cannot read the notes in ${folder}: ${(cause as NodeJS.ErrnoException).code === 'EACCES' ? 'you have no permission to list it' : (cause as Error).message}.`, { cause });
  }
}

function nearestVault(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.obsidian'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

function withUniqueIds(folders: readonly NoteFolder[]): NoteFolder[] {
  const taken = new Set<string>();
  return folders.map((source) => {
    let id = source.id;
    for (let number = 2; taken.has(id); number += 1) id = `${source.id}-${number}`;
    taken.add(id);
    return { ...source, id };
  });
}
