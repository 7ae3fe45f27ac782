import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { IzaWorkerOptions } from '@iza/node/worker';

export type NotesFolder = IzaWorkerOptions['sources'][number];

export interface FolderChoice {
  /** Setting `iza.vault`. */
  readonly vault: string;
  /** Setting `iza.appleNotes`. */
  readonly appleNotes: string;
  readonly workspaceFolders: readonly { readonly name: string; readonly path: string }[];
}

/**
 * Where the notes are: the chosen vault or, without one, the Markdown files and notebooks of every workspace folder.
 * Empty when there is neither.
 */
export function chooseNotesFolders({ vault, appleNotes, workspaceFolders }: FolderChoice): NotesFolder[] {
  const sources: NotesFolder[] = [];
  const chosen = resolveFolder(vault, workspaceFolders);
  if (chosen !== undefined) {
    sources.push({ id: 'vault', kind: 'obsidian-vault', folder: chosen });
  } else {
    for (const { name, path } of workspaceFolders) {
      // A vault source reads notebooks too.
      sources.push({ id: uniqueId(name, sources), kind: 'obsidian-vault', folder: path });
    }
  }
  const exported = resolveFolder(appleNotes, workspaceFolders);
  if (exported !== undefined) sources.push({ id: uniqueId('apple-notes', sources), kind: 'apple-notes', folder: exported });
  return sources;
}

/** One index folder for one set of sources, so that another vault gets another index and going back finds the first. */
export function indexFolderName(sources: readonly NotesFolder[]): string {
  const identity = JSON.stringify(sources.map(({ id, kind, folder }) => [id, kind, folder]));
  return `index-${createHash('sha256').update(identity).digest('hex').slice(0, 16)}`;
}

function resolveFolder(setting: string, workspaceFolders: FolderChoice['workspaceFolders']): string | undefined {
  const written = setting.trim();
  if (written === '') return undefined;
  if (written === '~' || /^~[/\\]/.test(written)) return join(homedir(), written.slice(1));
  if (isAbsolute(written)) return written;
  // A relative path means the workspace; without one it stays as written, and opening it says that it is not there.
  return join(workspaceFolders[0]?.path ?? '', written);
}

function uniqueId(name: string, sources: readonly NotesFolder[]): string {
  for (let attempt = 1; ; attempt++) {
    const id = attempt === 1 ? name : `${name} ${attempt}`;
    if (!sources.some((source) => source.id === id)) return id;
  }
}
