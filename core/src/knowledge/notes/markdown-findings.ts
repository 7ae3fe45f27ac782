import { type LineIndex, lineIndexAt } from './line-index.ts';
import type { NoteBlock, NoteHeading, NoteLink, TextRange } from './parsed-note.ts';

/** What the scanners of one note write into. Blocks, headings and markup are in order of position. */
export interface MarkdownFindings {
  readonly text: string;
  readonly lines: LineIndex;
  /** For a notebook cell; blocks carry it. */
  readonly cell: string | undefined;
  readonly blocks: NoteBlock[];
  readonly headings: NoteHeading[];
  readonly links: NoteLink[];
  readonly tags: Set<string>;
  /** See `Markup`. */
  readonly markup: number[];
  /** Where each closing mark was last found; see `nextOf`. */
  readonly nextFound: Map<string, number>;
}

export function emptyFindings(text: string, lines: LineIndex, options: { cell?: string } = {}): MarkdownFindings {
  return { text, lines, cell: options.cell, blocks: [], headings: [], links: [], tags: new Set(), markup: [], nextFound: new Map() };
}

/**
 * The next place of a closing mark at or after an offset, `Infinity` without one. Scanners ask with growing offsets, so remembering
 * the last answer keeps a note full of unclosed marks linear.
 */
export function nextOf(findings: MarkdownFindings, mark: string, from: number): number {
  const known = findings.nextFound.get(mark);
  if (known !== undefined && known >= from) return known;
  const found = findings.text.indexOf(mark, from);
  const next = found === -1 ? Number.POSITIVE_INFINITY : found;
  findings.nextFound.set(mark, next);
  return next;
}

export function rangeOf(lines: LineIndex, start: number, end: number): TextRange {
  const startLine = lineIndexAt(lines, start) + 1;
  const oneLine = (lines.ends[startLine - 1] ?? 0) >= end;
  return { start, end, startLine, endLine: oneLine ? startLine : lineIndexAt(lines, end) + 1 };
}
