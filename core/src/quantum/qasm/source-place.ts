/** A complaint about a program, for a person and an editor. */
export interface QasmProblem {
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units as editors count. */
  readonly column: number;
  /** Length of the text it is about, in code units; at least 1. */
  readonly length: number;
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string | undefined;
  /** The whole line of the program. */
  readonly text: string;
}

/** A stretch of the program, offsets in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Longer lines are cut in a problem: a program can be one line of megabytes. */
const MAX_LINE_LENGTH = 200;

/** Finds lines by offset. */
export function createPlaces(source: string): { problemAt(span: Span, message: string, hint?: string): QasmProblem } {
  const lineStarts = [0];
  for (let offset = source.indexOf('\n'); offset >= 0; offset = source.indexOf('\n', offset + 1)) lineStarts.push(offset + 1);
  return {
    problemAt({ start, end }, message, hint) {
      let low = 0;
      let high = lineStarts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (lineStarts[middle] <= start) low = middle;
        else high = middle - 1;
      }
      const lineStart = lineStarts[low];
      const lineEnd = lineStarts[low + 1] ?? source.length + 1;
      const text = source.slice(lineStart, Math.min(lineEnd - 1, lineStart + MAX_LINE_LENGTH)).trimEnd();
      return { line: low + 1, column: start - lineStart + 1, length: Math.max(1, Math.min(end, lineEnd - 1) - start), message, text, ...(hint !== undefined && { hint }) };
    },
  };
}
