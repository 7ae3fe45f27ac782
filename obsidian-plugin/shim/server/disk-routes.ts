import { appendFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { DiskEntry } from '../obsidian/vault-disk.ts';

/** Answers the calls of `createHttpDisk` on a real folder. `undefined` for an action that there is not. */
export async function answerDiskCall(folder: string, action: string, parameters: URLSearchParams, body: Buffer): Promise<Buffer | string | undefined> {
  const path = confined(folder, parameters.get('path') ?? '');
  switch (action) {
    case 'walk':
      return JSON.stringify(await walk(folder, folder));
    case 'texts':
      return JSON.stringify(await textsBelow(folder));
    case 'list':
      return JSON.stringify(await listFolder(folder, path));
    case 'stat':
      return JSON.stringify(await entryOf(folder, path));
    case 'read':
      return readFile(path);
    case 'write':
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, body);
      return '';
    case 'append':
      await appendFile(path, body);
      return '';
    case 'rename': {
      const to = confined(folder, parameters.get('to') ?? '');
      await mkdir(dirname(to), { recursive: true });
      await rename(path, to);
      return '';
    }
    case 'remove':
      await rm(path, { recursive: true });
      return '';
    case 'make-folder':
      await mkdir(path, { recursive: true });
      return '';
    default:
      return undefined;
  }
}

/** @throws RangeError for a path that leaves the folder */
function confined(folder: string, path: string): string {
  const absolute = resolve(folder, path);
  if (absolute !== folder && !absolute.startsWith(folder + sep)) throw new RangeError(`Cannot reach "${path}": it is outside the vault`);
  return absolute;
}

async function entryOf(root: string, absolute: string): Promise<DiskEntry | null> {
  const found = await stat(absolute).catch(() => undefined);
  if (!found) return null;
  return { type: found.isDirectory() ? 'folder' : 'file', path: relative(root, absolute).split(sep).join('/'), sizeBytes: found.size, modifiedMs: Math.round(found.mtimeMs) };
}

async function listFolder(root: string, absolute: string): Promise<DiskEntry[]> {
  const names = await readdir(absolute).catch(() => []);
  const entries = await Promise.all(names.toSorted((a, b) => (a < b ? -1 : 1)).map((name) => entryOf(root, join(absolute, name))));
  return entries.filter((entry) => entry !== null);
}

async function textsBelow(root: string): Promise<Record<string, string>> {
  const files = (await walk(root, root)).filter(({ type, path }) => type === 'file' && path.endsWith('.md'));
  return Object.fromEntries(await Promise.all(files.map(async ({ path }) => [path, await readFile(join(root, path), 'utf8')] as const)));
}

async function walk(root: string, absolute: string): Promise<DiskEntry[]> {
  const found: DiskEntry[] = [];
  for (const entry of await listFolder(root, absolute)) {
    found.push(entry);
    if (entry.type === 'folder') found.push(...(await walk(root, join(root, entry.path))));
  }
  return found;
}
