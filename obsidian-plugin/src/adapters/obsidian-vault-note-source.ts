import type { MetadataCache, TAbstractFile, TFile, Vault } from 'obsidian';
import { IzaError, throwIfAborted } from '@iza/core/foundation';
import type { NoteChange, NoteSource, NoteStamp, SkippedFile } from '@iza/core/ports';
import { watchVault } from './watch-vault.ts';

/** What the index can read; other files of a vault are attachments and are not offered. */
const NOTE_EXTENSIONS: ReadonlySet<string> = new Set(['md', 'txt', 'canvas', 'ipynb', 'html']);

/** Undocumented in Obsidian's typings, stable for years: whether "Excluded files" in its settings covers a path. */
interface IgnoringMetadataCache {
  isUserIgnored?(path: string): boolean;
}

/** The open vault as a source of notes. Lives on the main thread, where the vault does. */
export function createObsidianVaultNoteSource({ vault, metadataCache }: { vault: Vault; metadataCache: MetadataCache }): NoteSource {
  const isIgnored = (path: string): boolean => (metadataCache as IgnoringMetadataCache).isUserIgnored?.(path) === true;
  const isNote = (file: TAbstractFile): file is TFile =>
    isFile(file) && NOTE_EXTENSIONS.has(file.extension.toLowerCase()) && !file.path.startsWith(`${vault.configDir}/`);
  const isOffered = (file: TAbstractFile): file is TFile => isNote(file) && !isIgnored(file.path);
  /** Where notes really are whose path is not in composed form: a vault synced from a Mac may hold such names. */
  const storedPaths = new Map<string, string>();

  return {
    id: 'vault',
    kind: 'obsidian-vault',
    async *list({ signal } = {}): AsyncIterable<NoteStamp | SkippedFile> {
      throwIfAborted(signal);
      if (!(await vault.adapter.exists(vault.getRoot().path))) {
        throw new IzaError('source-missing', `Cannot list the notes of "${vault.getName()}": its folder is gone. The index is kept as it was.`);
      }
      for (const file of vault.getFiles()) {
        throwIfAborted(signal);
        if (!isNote(file)) continue;
        const path = file.path.normalize('NFC');
        if (path !== file.path) storedPaths.set(path, file.path);
        if (isIgnored(file.path)) yield { type: 'skipped', path, reason: 'Excluded in Obsidian, under Settings → Files and links → Excluded files' };
        else yield { type: 'note', path, sizeBytes: file.stat.size, modifiedMs: file.stat.mtime };
      }
    },
    async read(path, { signal } = {}) {
      throwIfAborted(signal);
      const file = vault.getFileByPath(path) ?? vault.getFileByPath(storedPaths.get(path) ?? path.normalize('NFD'));
      if (!file) return undefined;
      try {
        // Not `cachedRead`: a citation's offsets need the file's own bytes, a broken one included.
        return new Uint8Array(await vault.readBinary(file));
      } catch (error) {
        if (!vault.getFileByPath(file.path)) return undefined;
        throw new IzaError('note-unreadable', `Cannot read "${path}": ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
    },
    watch: ({ signal }): AsyncIterable<readonly NoteChange[]> => watchVault({ vault, isOffered, isOfferedPath: (path) => !isIgnored(path) && hasNoteExtension(path), signal }),
  };
}

/** By its shape: `instanceof` would need the app's module, which unit tests of this file do without. */
function isFile(file: TAbstractFile): file is TFile {
  return 'stat' in file;
}

function hasNoteExtension(path: string): boolean {
  return NOTE_EXTENSIONS.has(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
}
