import { IzaError } from '../../../foundation/index.ts';
import type { BlobStore } from '../../../ports/index.ts';
import { readShardHeader } from './shard-header.ts';

/** The one small blob that is replaced as a whole: it says which generation of shards counts. */
export interface LogManifest {
  readonly version: number;
  readonly generation: number;
  /** Random, new with every generation; `undefined` when the manifest was lost and is guessed from the shards. */
  readonly id: string | undefined;
}

const format = 'iza-record-log';

export const manifestName = (prefix: string): string => `${prefix}/manifest.json`;
export const generationPrefix = (prefix: string, generation: number): string => `${prefix}/${generation}-`;
export const shardName = (prefix: string, generation: number, number: number): string => `${generationPrefix(prefix, generation)}${String(number).padStart(5, '0')}.log`;

export async function writeManifest(store: BlobStore, prefix: string, manifest: LogManifest): Promise<void> {
  await store.write(manifestName(prefix), new TextEncoder().encode(`${JSON.stringify({ format, ...manifest })}\n`));
}

/**
 * The manifest, `undefined` for a log that was never written. A lost or damaged one is found again from the shards: the lowest
 * generation is whole, since a newer one counts only once the manifest says so.
 */
export async function readManifest(store: BlobStore, prefix: string): Promise<LogManifest | undefined> {
  return parseManifest(await store.read(manifestName(prefix))) ?? (await recoverManifest(store, prefix));
}

/** Refuses the format of a newer IZA; an older one is its owner's to replace. @throws IzaError `index-foreign-version` that says what to do */
export function refuseNewer(received: number, expected: number): void {
  if (received <= expected) return;
  throw new IzaError(
    'index-foreign-version',
    `Cannot read the index: it has format ${received}, this IZA reads format ${expected}. Update IZA, or rebuild the index (iza notes index --rebuild); your notes are not touched.`,
  );
}

function parseManifest(bytes: Uint8Array | undefined): LogManifest | undefined {
  if (!bytes) return undefined;
  try {
    const value = JSON.parse(new TextDecoder().decode(bytes)) as Partial<LogManifest> & { format?: unknown };
    const { version, generation, id } = value;
    if (value.format !== format || !isCount(version) || !isCount(generation) || typeof id !== 'string') return undefined;
    return { version, generation, id };
  } catch {
    return undefined;
  }
}

async function recoverManifest(store: BlobStore, prefix: string): Promise<LogManifest | undefined> {
  const generations = (await store.list(`${prefix}/`)).flatMap(({ name }) => {
    const match = /^(\d+)-00000\.log$/.exec(name.slice(prefix.length + 1));
    return match ? [Number(match[1])] : [];
  });
  if (generations.length === 0) return undefined;
  const generation = Math.min(...generations);
  const header = readShardHeader((await store.read(shardName(prefix, generation, 0))) ?? new Uint8Array(0));
  return header && { version: header.version, generation, id: undefined };
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value > 0;
