import type { NoteSource } from '@iza/core/ports';
import { type FolderSourceOptions, openFolderSource } from './open-folder-source.ts';

/** The notes, canvases and notebooks of an Obsidian vault on disk. Obsidian need not run. */
export function openObsidianVault(options: FolderSourceOptions): NoteSource {
  return openFolderSource('obsidian-vault', ['.md', '.txt', '.canvas', '.ipynb', '.html'], options);
}
