import { Events } from './events.ts';
import type { TFile } from './files.ts';
import type { Vault } from './vault.ts';

/** Link resolution by path or by name, and the excluded-files setting. Notes are not parsed: IZA parses them itself. */
export class MetadataCache extends Events {
  private readonly vault: Vault;

  constructor(vault: Vault) {
    super();
    this.vault = vault;
  }

  getFirstLinkpathDest(linkPath: string, sourcePath: string): TFile | null {
    const folder = sourcePath.includes('/') ? sourcePath.slice(0, sourcePath.lastIndexOf('/') + 1) : '';
    const candidates = [linkPath, `${linkPath}.md`, `${folder}${linkPath}`, `${folder}${linkPath}.md`];
    for (const candidate of candidates) {
      const file = this.vault.getFileByPath(candidate);
      if (file) return file;
    }
    const name = linkPath.slice(linkPath.lastIndexOf('/') + 1);
    return this.vault.getFiles().find((file) => file.basename === name || file.name === name) ?? null;
  }

  /** Undocumented in Obsidian: whether "Excluded files" in the app's settings covers the path. */
  isUserIgnored(path: string): boolean {
    const filters = this.vault.getConfig('userIgnoreFilters');
    return Array.isArray(filters) && filters.some((filter) => typeof filter === 'string' && path.startsWith(filter));
  }
}
