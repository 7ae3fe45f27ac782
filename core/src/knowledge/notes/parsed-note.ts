import type { JsonValue } from '../../foundation/index.ts';
import type { Markup } from './markup.ts';

/**
 * A stretch of a note. `start` and `end` are UTF-16 offsets into `ParsedNote.text`, half open;
 * `startLine` and `endLine` are 1-based and inclusive in the file as the person sees it.
 */
export interface TextRange {
  readonly start: number;
  readonly end: number;
  readonly startLine: number;
  readonly endLine: number;
}

export type NoteFormat = 'markdown' | 'text' | 'html' | 'notebook' | 'canvas';

export interface NoteHeading extends TextRange {
  /** 1 to 6. */
  readonly level: number;
  /** As displayed: markup removed, wikilinks by their display text. */
  readonly text: string;
}

export interface NoteLink extends TextRange {
  readonly syntax: 'wikilink' | 'markdown';
  /** As written, without subpath and display text, percent-decoded for Markdown links. External addresses are not links here. */
  readonly target: string;
  /** After `#`: a heading path or `^block`. */
  readonly subpath: string | undefined;
  /** What a reader sees. */
  readonly display: string;
  readonly embed: boolean;
}

export type BlockKind = 'paragraph' | 'heading' | 'list' | 'code' | 'table' | 'callout' | 'quote' | 'math' | 'html' | 'footnote' | 'rule' | 'cell' | 'card';

export interface NoteBlock extends TextRange {
  readonly kind: BlockKind;
  /** Without the caret. */
  readonly blockId: string | undefined;
  /** Position in `headings` of the section that holds it, -1 before the first heading. */
  readonly headingIndex: number;
  /** For a notebook: 1-based cell number. For a canvas: the node's id. */
  readonly cell: string | undefined;
}

/** A note as its citations need it: nothing of the original is lost, every position is exact. */
export interface ParsedNote {
  readonly path: string;
  readonly format: NoteFormat;
  /**
   * The text that offsets refer to. For Markdown and plain text it is the file itself, decoded (a BOM is dropped, line ends are kept).
   * For HTML, notebooks and canvases it is the readable text, and line numbers are those of the original file.
   */
  readonly text: string;
  /** Frontmatter `title`, else the first level-1 heading if it opens the note, else the file name without extension. */
  readonly title: string;
  readonly aliases: readonly string[];
  /** Without `#`, in written case, nested ones as written (`a/b`), each once. */
  readonly tags: readonly string[];
  readonly properties: Readonly<Record<string, JsonValue>>;
  readonly headings: readonly NoteHeading[];
  readonly links: readonly NoteLink[];
  readonly blocks: readonly NoteBlock[];
  /** What a reader does not see in `text`, so that search text leaves it out; absent where `text` holds no markup. */
  readonly markup?: Markup;
  /** For each line of `text` its 1-based line in the original file; absent where they are the same. */
  readonly originalLines?: readonly number[];
  /** What was wrong and forgiven, in words a person understands: malformed frontmatter, replaced bytes. */
  readonly warnings: readonly string[];
}

/** What `parseNote` says of a file that holds no text to index. */
export interface UnparsedNote {
  readonly type: 'skipped';
  readonly path: string;
  readonly reason: string;
}
