import { join } from 'node:path';
import { defaultIndexFolder, resolvePath, type Machine } from '@iza/node';
import type { NoteFolder } from './choose-vaults.ts';

/** Where the index of these folders lives: as told, else the state folder of the machine. `inside` means the first vault's `.iza`. */
export function indexFolderOf(vaults: readonly NoteFolder[], index: string | undefined, machine: Machine): string {
  if (index === 'inside') return join(vaults[0].folder, '.iza', 'index');
  return index ?? defaultIndexFolder(vaults.map(({ folder }) => folder), machine);
}

/** `--index`, relative to where the person is. */
export function resolveIndexFlag(flag: string | undefined, { currentFolder, homeFolder }: { currentFolder: string; homeFolder: string }): string | undefined {
  return flag === undefined || flag === 'inside' ? flag : resolvePath(flag, currentFolder, homeFolder);
}
