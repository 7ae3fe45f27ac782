import type { VaultDisk } from './vault-disk.ts';

/** `DataAdapter` over a disk. Paths under the config folder are reached here only: the vault does not list them. */
export class DataAdapter {
  private readonly disk: VaultDisk;

  constructor(disk: VaultDisk) {
    this.disk = disk;
  }

  getName(): string {
    return 'shim';
  }

  async exists(path: string): Promise<boolean> {
    return (await this.disk.stat(path === '/' ? '' : path)) !== undefined;
  }

  async stat(path: string): Promise<{ type: 'file' | 'folder'; ctime: number; mtime: number; size: number } | null> {
    const entry = await this.disk.stat(path);
    return entry ? { type: entry.type, ctime: entry.modifiedMs, mtime: entry.modifiedMs, size: entry.sizeBytes } : null;
  }

  async list(path: string): Promise<{ files: string[]; folders: string[] }> {
    const entries = await this.disk.list(path === '/' ? '' : path);
    const pathsOf = (type: 'file' | 'folder'): string[] => entries.filter((entry) => entry.type === type).map((entry) => entry.path);
    return { files: pathsOf('file'), folders: pathsOf('folder') };
  }

  async read(path: string): Promise<string> {
    return new TextDecoder().decode(await this.disk.read(path));
  }

  readBinary(path: string): Promise<ArrayBuffer> {
    return this.disk.read(path);
  }

  write(path: string, text: string): Promise<void> {
    return this.disk.write(path, new TextEncoder().encode(text).buffer);
  }

  writeBinary(path: string, bytes: ArrayBuffer): Promise<void> {
    return this.disk.write(path, bytes);
  }

  append(path: string, text: string): Promise<void> {
    return this.disk.append(path, new TextEncoder().encode(text).buffer);
  }

  appendBinary(path: string, bytes: ArrayBuffer): Promise<void> {
    return this.disk.append(path, bytes);
  }

  mkdir(path: string): Promise<void> {
    return this.disk.makeFolder(path);
  }

  remove(path: string): Promise<void> {
    return this.disk.remove(path);
  }

  rename(from: string, to: string): Promise<void> {
    return this.disk.rename(from, to);
  }
}
