import type { Passage } from '../index/index.ts';
import type { Citation } from './answer.ts';
import { lineNumberAt } from './line-number.ts';

/** Formats whose readable text is not the file: their passages know their lines in the file. */
export function hasDerivedText(path: string): boolean {
  return /\.(?:html?|ipynb|canvas)$/i.test(path);
}

/**
 * A citation of `noteText[start, end)`, words that stand in the note now. Where they stand outside the passage, its heading
 * is not claimed for them.
 */
export function citeRange(marker: number, passage: Passage, noteText: string, range: { start: number; end: number }): Citation {
  const within = passage.start <= range.start && range.end <= passage.end;
  const ownLines = hasDerivedText(passage.path);
  return {
    marker,
    sourceId: passage.sourceId,
    path: passage.path,
    title: passage.title,
    headingPath: within ? passage.headingPath : [],
    anchor: within ? passage.anchor : undefined,
    startLine: ownLines ? passage.startLine : lineNumberAt(noteText, range.start),
    endLine: ownLines ? passage.endLine : lineNumberAt(noteText, Math.max(range.start, range.end - 1)),
    quote: noteText.slice(range.start, range.end),
    verified: true,
    problem: undefined,
  };
}

/** A citation whose words could not be found, with the reason for a person. */
export function citeUnverified(marker: number, passage: Passage, quote: string, problem: string): Citation {
  const { sourceId, path, title, headingPath, anchor, startLine, endLine } = passage;
  return { marker, sourceId, path, title, headingPath, anchor, startLine, endLine, quote, verified: false, problem };
}
