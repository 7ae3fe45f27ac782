import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CommandSpec } from './command-spec.ts';

const pathTo = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
/** What the commands are derived from. */
const sources = ['../../../core/src/app', './command-spec.ts'].map(pathTo);
const cacheFile = pathTo('../../../node_modules/.cache/iza-commands.json');

interface Cache {
  readonly stamp: string;
  readonly commands: readonly CommandSpec[];
}

/**
 * The commands, derived from the registry once and kept until a file they come from changes: loading the registry loads the
 * whole search engine, and help and completion must not wait for that.
 */
export async function loadCommands(): Promise<readonly CommandSpec[]> {
  const stamp = sources.map(stampOf).join('\n');
  const cached = readCache();
  if (cached?.stamp === stamp) return cached.commands;
  const [{ capabilities }, { deriveCommands }] = await Promise.all([import('@iza/core/app'), import('./command-spec.ts')]);
  const commands = deriveCommands(capabilities);
  writeCache({ stamp, commands });
  return commands;
}

/** Names, sizes and times of a file, or of everything in a folder. */
function stampOf(path: string): string {
  const { size, mtimeMs } = statSync(path);
  if (path.endsWith('.ts')) return `${path} ${size} ${mtimeMs}`;
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort()
    .map((name) => stampOf(join(path, name)))
    .join('\n');
}

function readCache(): Cache | undefined {
  try {
    return JSON.parse(readFileSync(cacheFile, 'utf8')) as Cache;
  } catch {
    // Not there yet, or cut off: it is made anew.
    return undefined;
  }
}

function writeCache(cache: Cache): void {
  try {
    mkdirSync(dirname(cacheFile), { recursive: true });
    const beside = `${cacheFile}.${process.pid}`;
    writeFileSync(beside, JSON.stringify(cache));
    renameSync(beside, cacheFile);
  } catch {
    // A checkout that may not be written is only slower.
  }
}
