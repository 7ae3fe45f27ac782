import type { TextRange } from './parsed-note.ts';

/** The indexed piece of a note. */
export interface Chunk extends TextRange {
  /** Position among the note's chunks, from 0. */
  readonly ordinal: number;
  readonly kind: 'text' | 'code' | 'table' | 'callout' | 'cell' | 'card';
  /** Headings from the outermost to the one it stands under; empty before the first. */
  readonly headingPath: readonly string[];
  /** Where an editor can jump: `#Heading`, `#^block`, `cell-3`, `card-<node id>`; `undefined` for the note's top. */
  readonly anchor: string | undefined;
  /** The section around it, to be returned as parent passage. Equal to the chunk's own range when it is the whole section. */
  readonly section: TextRange;
  /** What is searched: markup removed, wikilinks by display text, code kept. */
  readonly searchText: string;
}
