import { findQuote } from '@iza/ui/find-quote';

/** One line of a note as the reader shows it. */
export interface ReaderLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  readonly cited: boolean;
  /** The part of the line that is quoted, `[start, end)`; empty ones are left out. */
  readonly quoted: readonly [number, number] | undefined;
}

interface Place {
  readonly startLine: number | undefined;
  readonly endLine: number | undefined;
  readonly quote: string | undefined;
}

/**
 * Cuts a note into lines and finds the cited ones. The quote decides where it is found exactly: the line numbers of a notebook or an
 * HTML note are those of its file, not of its text. Where the quote is not there any more, the line numbers do.
 */
export function locateQuote(text: string, { startLine, endLine, quote }: Place): ReaderLine[] {
  const lines = text.split(/\r\n|\r|\n/);
  const starts: number[] = [];
  const breaks = /\r\n|\r|\n|$/g;
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    breaks.lastIndex = offset + line.length;
    offset += line.length + (breaks.exec(text)?.[0].length ?? 0);
  }
  const place = quote === undefined ? undefined : findQuote(text, quote, starts[(startLine ?? 1) - 1] ?? 0);
  const range = place && ([place.start, place.end] as const);
  return lines.map((line, index) => {
    const start = starts[index];
    const from = range ? Math.max(0, range[0] - start) : 0;
    const to = range ? Math.min(line.length, range[1] - start) : 0;
    const quoted = range && from < to ? ([from, to] as const) : undefined;
    const byNumber = range === undefined && startLine !== undefined && index + 1 >= startLine && index + 1 <= (endLine ?? startLine);
    const between = range !== undefined && start >= range[0] && start < range[1];
    return { number: index + 1, text: line, cited: byNumber || between || quoted !== undefined, quoted };
  });
}
