/** Finds the notes that links mean, as Obsidian finds them; kept up to date path by path. */
export interface LinkResolver {
  /**
   * The path that a link's target means for a reader of `fromPath`, `undefined` when no note has that name. An empty target is the note
   * itself. Aliases are display text, not names.
   */
  resolve(target: string, fromPath: string): string | undefined;
  add(path: string): void;
  /** A path that is not there is ignored. */
  remove(path: string): void;
  move(from: string, to: string): void;
}

/** `paths` from the root of one source, in NFC. */
export function createLinkResolver(paths: Iterable<string> = []): LinkResolver {
  /** Paths by their last name in lower case: a target's last name is all that its candidates must share. */
  const pathsByName = new Map<string, Set<string>>();

  function add(path: string): void {
    const name = lastName(path).toLowerCase();
    const known = pathsByName.get(name);
    if (known) known.add(path);
    else pathsByName.set(name, new Set([path]));
  }

  function remove(path: string): void {
    const name = lastName(path).toLowerCase();
    const known = pathsByName.get(name);
    if (known?.delete(path) && known.size === 0) pathsByName.delete(name);
  }

  for (const path of paths) add(path);

  return {
    add,
    remove,
    move(from, to) {
      remove(from);
      add(to);
    },
    resolve(target, fromPath) {
      const wanted = target.normalize('NFC').trim();
      if (wanted === '') return fromPath;
      const rooted = wanted.startsWith('/') ? wanted.slice(1) : relativeTarget(wanted, fromPath);
      const path = rooted ?? wanted;
      const name = lastName(path).toLowerCase();
      // `.md` is implied, but a note may be called `v1.2`, and `v1.2` may be a file
      for (const ending of ['', '.md']) {
        const candidates = pathsByName.get(name + ending);
        const found = candidates && choose(candidates, path + ending, { fromPath, anywhere: rooted === undefined });
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

/** The best of the paths that end with a target: the exact path, a note beside the reader's, the shallowest, the first by name. */
function choose(candidates: Iterable<string>, target: string, { fromPath, anywhere }: { fromPath: string; anywhere: boolean }): string | undefined {
  const wanted = target.toLowerCase();
  const folder = folderOf(fromPath);
  // most names are those of one note
  const [only, another] = candidates;
  if (another === undefined) return only.toLowerCase() === wanted || (anywhere && only.toLowerCase().endsWith(`/${wanted}`)) ? only : undefined;
  let best: { path: string; rank: readonly [number, number, number] } | undefined;
  for (const path of candidates) {
    const lowered = path.toLowerCase();
    const exact = lowered === wanted;
    if (!exact && !(anywhere && lowered.endsWith(`/${wanted}`))) continue;
    const sameCase = path === target || path.endsWith(`/${target}`);
    const closeness = exact && wanted.includes('/') ? 0 : folderOf(path) === folder ? 1 : exact ? 2 : 3;
    const rank = [closeness, path.split('/').length, sameCase ? 0 : 1] as const;
    if (!best || isBefore(rank, path, best)) best = { path, rank };
  }
  return best?.path;
}

function isBefore(rank: readonly [number, number, number], path: string, best: { path: string; rank: readonly [number, number, number] }): boolean {
  for (const [index, value] of rank.entries()) {
    const other = best.rank[index] ?? 0;
    if (value !== other) return value < other;
  }
  return path < best.path;
}

/** The path from the root that `./a` and `../a` mean, `undefined` for another target. Steps out of the root stay in it. */
function relativeTarget(target: string, fromPath: string): string | undefined {
  if (!target.startsWith('./') && !target.startsWith('../')) return undefined;
  const names = folderOf(fromPath) === '' ? [] : folderOf(fromPath).split('/');
  for (const name of target.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '.' && name !== '') names.push(name);
  }
  return names.join('/');
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
