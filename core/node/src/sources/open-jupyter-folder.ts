import type { NoteSource } from '@iza/core/ports';
import { type FolderSourceOptions, openFolderSource } from './open-folder-source.ts';

/** A folder of Jupyter notebooks. */
export function openJupyterFolder(options: FolderSourceOptions): NoteSource {
  return openFolderSource('jupyter', ['.ipynb'], options);
}
