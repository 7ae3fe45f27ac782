import { skipBlanks, trimEnd } from './characters.ts';
import { indexLines } from './line-index.ts';
import { rangeOf } from './markdown-findings.ts';
import { baseNameOf } from './path-names.ts';
import type { NoteBlock, ParsedNote } from './parsed-note.ts';

/** Paragraphs between blank lines; nothing in plain text is markup. */
export function parsePlainText(path: string, text: string, warnings: readonly string[]): ParsedNote {
  const lines = indexLines(text);
  const blocks: NoteBlock[] = [];
  let first = -1;
  for (let line = 0; line <= lines.starts.length; line++) {
    const start = lines.starts[line] ?? 0;
    const end = lines.ends[line] ?? 0;
    const blank = line === lines.starts.length || trimEnd(text, skipBlanks(text, start, end), end) === skipBlanks(text, start, end);
    if (!blank && first === -1) first = line;
    if (!blank || first === -1) continue;
    const blockStart = lines.starts[first] ?? 0;
    const blockEnd = trimEnd(text, blockStart, lines.ends[line - 1] ?? 0);
    blocks.push({ kind: 'paragraph', ...rangeOf(lines, blockStart, blockEnd), blockId: undefined, headingIndex: -1, cell: undefined });
    first = -1;
  }
  return { path, format: 'text', text, title: baseNameOf(path), aliases: [], tags: [], properties: {}, headings: [], links: [], blocks, warnings };
}
