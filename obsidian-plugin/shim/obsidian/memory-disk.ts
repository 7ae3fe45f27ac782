import type { DiskEntry, VaultDisk } from './vault-disk.ts';

export interface MemoryDisk extends VaultDisk {
  /** Takes the root away, as pulling out a drive does. */
  vanish(): void;
}

/** A disk of the process's own memory, for unit tests of adapters. */
export function createMemoryDisk(files: Record<string, string> = {}): MemoryDisk {
  const folders = new Set<string>(['']);
  const contents = new Map<string, { bytes: Uint8Array; modifiedMs: number }>();
  let nowMs = 1_700_000_000_000;

  const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const addFolders = (path: string): void => {
    for (let folder = path; folder; folder = parentOf(folder)) folders.add(folder);
  };
  const put = (path: string, bytes: Uint8Array): void => {
    addFolders(parentOf(path));
    nowMs += 1000;
    contents.set(path, { bytes, modifiedMs: nowMs });
  };
  const get = (path: string): { bytes: Uint8Array; modifiedMs: number } => {
    const held = contents.get(path);
    if (!held) throw new Error(`ENOENT: no such file or directory, open '${path}'`);
    return held;
  };
  const fileEntry = (path: string): DiskEntry => ({ type: 'file', path, sizeBytes: get(path).bytes.byteLength, modifiedMs: get(path).modifiedMs });
  const folderEntry = (path: string): DiskEntry => ({ type: 'folder', path, sizeBytes: 0, modifiedMs: 0 });
  const walk = (): DiskEntry[] => [...[...folders].filter(Boolean).sort().map(folderEntry), ...[...contents.keys()].sort().map(fileEntry)];

  for (const [path, text] of Object.entries(files)) put(path, new TextEncoder().encode(text));
  return {
    walk: async () => walk(),
    stat: async (path) => (contents.has(path) ? fileEntry(path) : folders.has(path) ? folderEntry(path) : undefined),
    list: async (folder) => walk().filter((entry) => parentOf(entry.path) === folder),
    read: async (path) => get(path).bytes.slice().buffer,
    write: async (path, bytes) => put(path, new Uint8Array(bytes.slice(0))),
    async append(path, bytes) {
      const before = contents.get(path)?.bytes ?? new Uint8Array(0);
      const joined = new Uint8Array(before.byteLength + bytes.byteLength);
      joined.set(before);
      joined.set(new Uint8Array(bytes), before.byteLength);
      put(path, joined);
    },
    async rename(from, to) {
      if (contents.has(to)) throw new Error('Destination file already exists!');
      const moved = contents.has(from) ? [from] : [...contents.keys()].filter((path) => path.startsWith(`${from}/`));
      if (moved.length === 0) get(from);
      for (const path of moved) {
        contents.set(to + path.slice(from.length), get(path));
        contents.delete(path);
      }
      folders.delete(from);
      addFolders(contents.has(to) ? parentOf(to) : to);
    },
    async remove(path) {
      get(path);
      contents.delete(path);
    },
    makeFolder: async (path) => addFolders(path),
    vanish() {
      folders.clear();
      contents.clear();
    },
  };
}
