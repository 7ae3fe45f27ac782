import type { EditorPosition } from 'obsidian';

/** Where the quote stands in `lines`, whose first is line `firstLine` of the note. */
export function rangeOfQuote(quote: string | undefined, firstLine: number, lines: readonly string[]): { from: EditorPosition; to: EditorPosition } | undefined {
  if (!quote) return undefined;
  const wanted = quote.replace(/\r\n?/g, '\n');
  const text = lines.join('\n');
  const start = text.indexOf(wanted);
  if (start < 0) return undefined;
  const positionOf = (offset: number): EditorPosition => {
    const before = text.slice(0, offset);
    return { line: firstLine + before.split('\n').length - 1, ch: offset - (before.lastIndexOf('\n') + 1) };
  };
  return { from: positionOf(start), to: positionOf(start + wanted.length) };
}
