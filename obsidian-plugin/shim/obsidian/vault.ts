import { DataAdapter } from './data-adapter.ts';
import { Events } from './events.ts';
import { renameInPlace, type TAbstractFile, TFile, TFolder } from './files.ts';
import type { VaultDisk } from './vault-disk.ts';

const isHidden = (path: string): boolean => path.split('/').some((name) => name.startsWith('.'));

/** A vault over a disk: its files in memory, their bytes on the disk, an event for each change made through it. */
export class Vault extends Events {
  readonly adapter: DataAdapter;
  readonly configDir = '.obsidian';
  private readonly disk: VaultDisk;
  private readonly name: string;
  private readonly byPath = new Map<string, TAbstractFile>();
  private readonly texts = new Map<string, string>();
  private readonly config = new Map<string, unknown>();

  constructor(disk: VaultDisk, name = 'Shim') {
    super();
    this.disk = disk;
    this.name = name;
    this.adapter = new DataAdapter(disk);
    const root = new TFolder();
    root.path = '/';
    this.byPath.set('/', root);
  }

  /** Reads the folder tree, as Obsidian does before a layout is ready. */
  async loadTree(): Promise<void> {
    for (const entry of await this.disk.walk()) {
      if (isHidden(entry.path)) continue;
      if (entry.type === 'folder') this.place(new TFolder(), entry.path);
      else await this.placeFile(entry.path, entry);
    }
  }

  getName(): string {
    return this.name;
  }

  getRoot(): TFolder {
    return this.byPath.get('/') as TFolder;
  }

  getAbstractFileByPath(path: string): TAbstractFile | null {
    return this.byPath.get(path) ?? null;
  }

  getFileByPath(path: string): TFile | null {
    const file = this.byPath.get(path);
    return file instanceof TFile ? file : null;
  }

  getFolderByPath(path: string): TFolder | null {
    const folder = this.byPath.get(path);
    return folder instanceof TFolder ? folder : null;
  }

  getFiles(): TFile[] {
    return [...this.byPath.values()].filter((file) => file instanceof TFile);
  }

  getMarkdownFiles(): TFile[] {
    return this.getFiles().filter((file) => file.extension === 'md');
  }

  getAllLoadedFiles(): TAbstractFile[] {
    return [...this.byPath.values()];
  }

  read(file: TFile): Promise<string> {
    return this.adapter.read(file.path);
  }

  async cachedRead(file: TFile): Promise<string> {
    const cached = this.texts.get(file.path);
    if (cached !== undefined) return cached;
    const text = await this.read(file);
    this.texts.set(file.path, text);
    return text;
  }

  readBinary(file: TFile): Promise<ArrayBuffer> {
    return this.adapter.readBinary(file.path);
  }

  async create(path: string, text: string): Promise<TFile> {
    if (this.byPath.has(path)) throw new Error('File already exists.');
    await this.adapter.write(path, text);
    const file = await this.placeFile(path);
    this.trigger('create', file);
    return file;
  }

  async createFolder(path: string): Promise<TFolder> {
    await this.disk.makeFolder(path);
    const folder = this.place(new TFolder(), path);
    this.trigger('create', folder);
    return folder;
  }

  async modify(file: TFile, text: string): Promise<void> {
    await this.adapter.write(file.path, text);
    this.texts.delete(file.path);
    await this.restat(file);
    this.trigger('modify', file);
  }

  async delete(file: TAbstractFile): Promise<void> {
    for (const child of file instanceof TFolder ? [...file.children] : []) await this.delete(child);
    await this.disk.remove(file.path);
    this.forget(file);
    this.trigger('delete', file);
  }

  /** As Obsidian does it: one event for the folder, and one for every file below. */
  async rename(file: TAbstractFile, path: string): Promise<void> {
    const oldPath = file.path;
    await this.disk.rename(oldPath, path);
    this.move(file, path);
    this.trigger('rename', file, oldPath);
  }

  /** Undocumented in Obsidian, and what plugins read the excluded-files setting from. */
  getConfig(key: string): unknown {
    return this.config.get(key);
  }

  setConfig(key: string, value: unknown): void {
    this.config.set(key, value);
  }

  private move(file: TAbstractFile, path: string): void {
    const oldPath = file.path;
    const children = file instanceof TFolder ? [...file.children] : [];
    this.forget(file);
    this.place(file, path);
    for (const child of children) {
      const childOldPath = child.path;
      this.move(child, path + childOldPath.slice(oldPath.length));
      this.trigger('rename', child, childOldPath);
    }
  }

  private async placeFile(path: string, entry?: { sizeBytes: number; modifiedMs: number }): Promise<TFile> {
    const file = this.place(new TFile(), path);
    if (entry) file.stat = { ctime: entry.modifiedMs, mtime: entry.modifiedMs, size: entry.sizeBytes };
    else await this.restat(file);
    return file;
  }

  private async restat(file: TFile): Promise<void> {
    const entry = await this.disk.stat(file.path);
    if (entry) file.stat = { ctime: file.stat.ctime || entry.modifiedMs, mtime: entry.modifiedMs, size: entry.sizeBytes };
  }

  private place<T extends TAbstractFile>(file: T, path: string): T {
    renameInPlace(file, path);
    file.vault = this;
    const parentPath = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '/';
    let parent = this.byPath.get(parentPath);
    if (!parent) parent = this.place(new TFolder(), parentPath);
    if (parent instanceof TFolder) {
      file.parent = parent;
      parent.children.push(file);
    }
    this.byPath.set(path, file);
    return file;
  }

  private forget(file: TAbstractFile): void {
    this.byPath.delete(file.path);
    this.texts.delete(file.path);
    if (file.parent) file.parent.children = file.parent.children.filter((child) => child !== file);
  }
}
