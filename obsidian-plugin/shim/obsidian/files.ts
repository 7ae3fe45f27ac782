import type { Vault } from './vault.ts';

export abstract class TAbstractFile {
  vault!: Vault;
  path = '';
  name = '';
  parent: TFolder | null = null;
}

export class TFile extends TAbstractFile {
  stat = { ctime: 0, mtime: 0, size: 0 };
  basename = '';
  extension = '';
}

export class TFolder extends TAbstractFile {
  children: TAbstractFile[] = [];

  isRoot(): boolean {
    return this.path === '/';
  }
}

/** Sets a path and what follows from it. */
export function renameInPlace(file: TAbstractFile, path: string): void {
  file.path = path;
  file.name = path.slice(path.lastIndexOf('/') + 1);
  if (!(file instanceof TFile)) return;
  const dot = file.name.lastIndexOf('.');
  file.basename = dot > 0 ? file.name.slice(0, dot) : file.name;
  file.extension = dot > 0 ? file.name.slice(dot + 1).toLowerCase() : '';
}
