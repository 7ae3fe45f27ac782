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

export interface HttpDisk extends VaultDisk {
  /**
   * Fetches every file at once, so that reads cost what they cost on a local disk and not a request each.
   * A measurement of the plugin would otherwise measure HTTP.
   */
  preload(): Promise<void>;
}

/** The disk of the test server on whose page this runs. */
export function createHttpDisk(): HttpDisk {
  const preloaded = new Map<string, ArrayBuffer>();
  const call = async (action: string, parameters: Record<string, string>, body?: ArrayBuffer): Promise<Response> => {
    const response = await fetch(`/disk/${action}?${new URLSearchParams(parameters)}`, { method: 'POST', body: body ?? null });
    if (!response.ok) throw new Error(await response.text());
    return response;
  };
  return {
    walk: async () => (await call('walk', {})).json() as Promise<DiskEntry[]>,
    stat: async (path) => ((await (await call('stat', { path })).json()) as DiskEntry | null) ?? undefined,
    list: async (path) => (await call('list', { path })).json() as Promise<DiskEntry[]>,
    async read(path) {
      const held = preloaded.get(path);
      return held ? held.slice(0) : (await call('read', { path })).arrayBuffer();
    },
    async write(path, bytes) {
      preloaded.delete(path);
      await call('write', { path }, bytes);
    },
    async append(path, bytes) {
      preloaded.delete(path);
      await call('append', { path }, bytes);
    },
    async rename(from, to) {
      preloaded.clear();
      await call('rename', { path: from, to });
    },
    async remove(path) {
      preloaded.clear();
      await call('remove', { path });
    },
    makeFolder: async (path) => void (await call('make-folder', { path })),
    async preload() {
      const texts = (await (await call('texts', {})).json()) as Record<string, string>;
      for (const [path, text] of Object.entries(texts)) preloaded.set(path, new TextEncoder().encode(text).buffer);
    },
  };
}
