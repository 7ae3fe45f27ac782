import type { MarkdownFindings } from './markdown-findings.ts';
import type { NoteBlock, NoteHeading, NoteLink, TextRange } from './parsed-note.ts';

/** Text drawn from a file of another form, which remembers for each of its lines the line of the file that it came from. */
export interface ReadableText {
  /** Characters so far. */
  readonly length: number;
  /** Lines begun so far; the text that is appended next stands on line `lineCount`, from 1. */
  readonly lineCount: number;
  /** Adds text that stands on one line of the file, whatever line ends it holds itself. */
  append(text: string, originalLine: number): void;
  /** Ends the line unless it is empty, and leaves a blank line before what follows. */
  endBlock(): void;
  build(): { text: string; originalLines: readonly number[] };
}

export function createReadableText(): ReadableText {
  const parts: string[] = [];
  const originalLines: number[] = [];
  let length = 0;
  let atLineStart = true;
  let lastLine = 1;

  function breakLine(): void {
    if (atLineStart) originalLines.push(lastLine);
    parts.push('\n');
    length++;
    atLineStart = true;
  }

  return {
    get length() {
      return length;
    },
    get lineCount() {
      return originalLines.length + (atLineStart ? 1 : 0);
    },
    append(text, originalLine) {
      lastLine = originalLine;
      for (const [index, line] of text.replaceAll(/\r\n?/g, '\n').split('\n').entries()) {
        if (index > 0) breakLine();
        if (line === '') continue;
        if (atLineStart) originalLines.push(originalLine);
        atLineStart = false;
        parts.push(line);
        length += line.length;
      }
    },
    endBlock() {
      if (length === 0) return;
      if (!atLineStart) breakLine();
      breakLine();
    },
    build() {
      if (atLineStart) originalLines.push(lastLine);
      return { text: parts.join(''), originalLines };
    },
  };
}

/** Turns the line numbers of readable text into those of the file. */
export function toOriginalLines(findings: MarkdownFindings, originalLines: readonly number[]): { blocks: NoteBlock[]; headings: NoteHeading[]; links: NoteLink[] } {
  const moved = <Range extends TextRange>(range: Range): Range => ({
    ...range,
    startLine: originalLines[range.startLine - 1] ?? range.startLine,
    endLine: originalLines[range.endLine - 1] ?? range.endLine,
  });
  return { blocks: findings.blocks.map(moved), headings: findings.headings.map(moved), links: findings.links.map(moved) };
}
