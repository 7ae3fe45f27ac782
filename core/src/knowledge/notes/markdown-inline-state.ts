import type { MarkdownFindings } from './markdown-findings.ts';

/** How the lines of a block begin, and whether `|` parts cells. */
export type InlineMode = 'plain' | 'list' | 'quote' | 'table';

interface OpenBracket {
  readonly start: number;
  readonly embed: boolean;
  /** Position in `markup` of the triple that hides the bracket once its link is complete. */
  readonly mark: number;
}

/** Where the scan of one block's inline marks stands. */
export interface InlineState {
  readonly findings: MarkdownFindings;
  readonly end: number;
  readonly mode: InlineMode;
  readonly brackets: OpenBracket[];
  /** Last place of a run of backticks by its length, filled when the first backtick is met. */
  lastCodeRun: Map<number, number> | undefined;
  /** The fence that is open inside a quote. */
  innerFence: { code: number; length: number } | undefined;
  /** The last `]]` looked up and the nearest `[[` before it. */
  wikiClose: number;
  wikiOpen: number;
  /** Where the last tag ended: `#a#b` is two tags. */
  tagEnd: number;
}

export function beginInline(findings: MarkdownFindings, end: number, mode: InlineMode): InlineState {
  return { findings, end, mode, brackets: [], lastCodeRun: undefined, innerFence: undefined, wikiClose: -1, wikiOpen: -1, tagEnd: -1 };
}

/** Takes a range out of what a reader sees; `replacement` is the code point shown in its place. */
export function hide(findings: MarkdownFindings, start: number, end: number, replacement = 0): void {
  findings.markup.push(start, end, replacement);
}
