import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { IzaError } from '@iza/core/foundation';
import { systemCodeOf } from '../sources/file-problem.ts';

/**
 * The path with every link of it resolved, also of a file that is not there yet.
 * @returns `undefined` where a link leads nowhere: what would be written through it cannot be known
 */
export async function realPathOf(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (error) {
    if (systemCodeOf(error) !== 'ENOENT') throw error;
  }
  const isDanglingLink = await lstat(path).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
  if (isDanglingLink) return undefined;
  const parent = dirname(path);
  if (parent === path) return path;
  const realParent = await realPathOf(parent);
  return realParent === undefined ? undefined : join(realParent, basename(path));
}

/**
 * @param realPath With its links resolved.
 * @throws IzaError `not-permitted` when it lies in none of the folders
 */
export async function expectInside(path: string, realPath: string, allowedFolders: readonly string[]): Promise<void> {
  for (const folder of allowedFolders) {
    const realFolder = await realPathOf(folder);
    if (realFolder === undefined) continue;
    const way = relative(realFolder, realPath);
    if (way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))) return;
  }
  throw new IzaError('not-permitted', `Cannot use ${path}: it lies outside the folders that may be used (${allowedFolders.join(', ') || 'none'}).`);
}
