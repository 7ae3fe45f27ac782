import type { NoteSource } from '@iza/core/ports';
import { type FolderSourceOptions, openFolderSource } from './open-folder-source.ts';

/** A folder that Apple Notes, or a tool that exports it, wrote: HTML, Markdown or text, with attachments beside. */
export function openAppleNotesFolder(options: FolderSourceOptions): NoteSource {
  return openFolderSource('apple-notes', ['.html', '.htm', '.md', '.txt'], options);
}
