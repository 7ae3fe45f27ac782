import { decodeText } from './decode-text.ts';
import { extensionOf } from './path-names.ts';
import { parseCanvas } from './parse-canvas.ts';
import { parseHtml } from './parse-html.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { parseNotebook } from './parse-notebook.ts';
import { parsePlainText } from './parse-plain-text.ts';
import type { ParsedNote, UnparsedNote } from './parsed-note.ts';

/** Larger files are exports or logs, not notes; reading one would need several times its size in memory. */
export const maxNoteBytes = 64 * 1024 * 1024;

/** Reads a note of any format by its path's extension. Never throws: what holds no text to index comes back with the reason. */
export function parseNote({ path, bytes }: { path: string; bytes: Uint8Array }): ParsedNote | UnparsedNote {
  if (bytes.length > maxNoteBytes) {
    return skipped(path, `The file is larger than ${maxNoteBytes / 1024 / 1024} MB. Split it, or exclude it.`);
  }
  const decoded = decodeText(bytes);
  if (decoded.type === 'not-text') return skipped(path, decoded.reason);
  const { text, warnings } = decoded;
  if (text.trim() === '') return skipped(path, 'The file is empty.');
  switch (extensionOf(path)) {
    case 'txt':
    case 'text':
      return parsePlainText(path, text, warnings);
    case 'ipynb':
      return parseNotebook(path, text, warnings);
    case 'canvas':
      return parseCanvas(path, text, warnings);
    case 'html':
    case 'htm':
      return parseHtml(path, text, warnings);
    default:
      return parseMarkdown(path, text, warnings);
  }
}

function skipped(path: string, reason: string): UnparsedNote {
  return { type: 'skipped', path, reason };
}
