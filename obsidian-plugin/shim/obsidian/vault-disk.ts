/** The bytes under a vault: over HTTP in the browser, in memory in unit tests. Paths are relative, `/`-separated. */
export interface VaultDisk {
  /** Every file and folder, folders before what they hold. */
  walk(): Promise<DiskEntry[]>;
  stat(path: string): Promise<DiskEntry | undefined>;
  list(folder: string): Promise<DiskEntry[]>;
  read(path: string): Promise<ArrayBuffer>;
  write(path: string, bytes: ArrayBuffer): Promise<void>;
  append(path: string, bytes: ArrayBuffer): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
}

export interface DiskEntry {
  readonly type: 'file' | 'folder';
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/** The disk of the test server on whose page this runs. */
export function createHttpDisk(): VaultDisk {
  const call = async (action: string, parameters: Record<string, string>, body?: ArrayBuffer): Promise<Response> => {
    const response = await fetch(`/disk/${action}?${new URLSearchParams(parameters)}`, { method: 'POST', body: body ?? null });
    if (!response.ok) throw new Error(await response.text());
    return response;
  };
  return {
    walk: async () => (await call('walk', {})).json() as Promise<DiskEntry[]>,
    stat: async (path) => ((await (await call('stat', { path })).json()) as DiskEntry | null) ?? undefined,
    list: async (path) => (await call('list', { path })).json() as Promise<DiskEntry[]>,
    read: async (path) => (await call('read', { path })).arrayBuffer(),
    write: async (path, bytes) => void (await call('write', { path }, bytes)),
    append: async (path, bytes) => void (await call('append', { path }, bytes)),
    rename: async (from, to) => void (await call('rename', { path: from, to })),
    remove: async (path) => void (await call('remove', { path })),
    makeFolder: async (path) => void (await call('make-folder', { path })),
  };
}
