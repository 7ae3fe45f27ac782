import { findQuote } from '@iza/ui/find-quote';
import type { EditorPosition } from 'obsidian';

/** Where the quote stands in `lines`, whose first is line `firstLine` of the note. */
export function rangeOfQuote(quote: string | undefined, firstLine: number, lines: readonly string[]): { from: EditorPosition; to: EditorPosition } | undefined {
  const text = lines.join('\n');
  const place = quote === undefined ? undefined : findQuote(text, quote, 0);
  if (!place) return undefined;
  const positionOf = (offset: number): EditorPosition => {
    const before = text.slice(0, offset);
    return { line: firstLine + before.split('\n').length - 1, ch: offset - (before.lastIndexOf('\n') + 1) };
  };
  return { from: positionOf(place.start), to: positionOf(place.end) };
}
