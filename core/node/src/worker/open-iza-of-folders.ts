import { createIza, type HostPorts, type Iza } from '@iza/core/app';
import { assertNever, IzaError } from '@iza/core/foundation';
import type { NoteSource } from '@iza/core/ports';
import { createLocalByteFiles } from '../byte-files/index.ts';
import { openAppleNotesFolder, openJupyterFolder, openObsidianVault } from '../sources/index.ts';
import { createFileSystemBlobStore } from '../storage/index.ts';
import { izaWorkerOptionsSchema, type CompleteIzaWorkerOptions, type IzaWorkerOptions } from './iza-worker-options.ts';
import { createLocalFileReader } from './local-file-reader.ts';
import { systemClock } from './system-clock.ts';

/**
 * What a host may bring besides: large packages (`largePackages`), headsets, a drawer of plots. What is asked of a port that
 * is left out is refused with a message.
 */
export type OptionalPorts = (options: CompleteIzaWorkerOptions) => Partial<Pick<HostPorts, 'createTransformersEmbedder' | 'openVectraStore' | 'headset' | 'rasterizeSvg'>>;

/**
 * An IZA over folders of this machine, in this thread.
 * @throws IzaError `bad-config` that names what is wrong in the options, and what opening the index throws
 */
export async function openIzaOfFolders(options: unknown, { optionalPorts, signal }: { optionalPorts?: OptionalPorts | undefined; signal?: AbortSignal } = {}): Promise<Iza> {
  const parsed = izaWorkerOptionsSchema.safeParse(options);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.filter((part) => part !== 'settings').join('.')}: ${message}`);
    throw new IzaError('bad-config', `Cannot use these settings. ${problems.join('; ')}`);
  }
  const { sources, indexFolder, settings, keys, filesFolder, allowedFolders } = parsed.data;
  return createIza(
    {
      ...optionalPorts?.(parsed.data),
      settings,
      keys: { ...(keys.anthropic !== undefined && { anthropic: keys.anthropic }), ...(keys.openai !== undefined && { openai: keys.openai }) },
      sources: sources.map(openSource),
      ...(indexFolder !== undefined && { indexStore: createFileSystemBlobStore(indexFolder) }),
      files: createLocalFileReader(filesFolder),
      byteFiles: createLocalByteFiles({ currentFolder: allowedFolders?.[0] ?? filesFolder, allowedFolders }),
      clock: systemClock,
      fetch,
    },
    signal ? { signal } : {},
  );
}

function openSource({ id, kind, folder }: IzaWorkerOptions['sources'][number]): NoteSource {
  switch (kind) {
    case 'obsidian-vault':
      return openObsidianVault({ id, folder });
    case 'apple-notes':
      return openAppleNotesFolder({ id, folder });
    case 'jupyter':
      return openJupyterFolder({ id, folder });
    default:
      return assertNever(kind);
  }
}
