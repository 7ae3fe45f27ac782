import type { NoteBlock, ParsedNote } from './parsed-note.ts';

/** A heading with what stands directly under it, or what stands before the first heading. */
export interface NoteSection {
  /** Position in `headings`, -1 before the first. */
  readonly headingIndex: number;
  /** 0 before the first heading. */
  readonly level: number;
  /** Position of the heading it is nested in, -1 without one. */
  readonly parentIndex: number;
  readonly blocks: readonly NoteBlock[];
}

/** The note's sections in order. */
export function sectionsOf(note: ParsedNote): NoteSection[] {
  const sections: NoteSection[] = [];
  const open: number[] = [];
  let at = 0;
  while (at < note.blocks.length) {
    const { headingIndex } = note.blocks[at];
    const first = at;
    while (at < note.blocks.length && note.blocks[at]?.headingIndex === headingIndex) at++;
    const level = note.headings[headingIndex]?.level ?? 0;
    while (open.length > 0 && (note.headings[open.at(-1) ?? -1]?.level ?? 0) >= level) open.pop();
    sections.push({ headingIndex, level, parentIndex: open.at(-1) ?? -1, blocks: note.blocks.slice(first, at) });
    if (headingIndex >= 0) open.push(headingIndex);
  }
  return sections;
}

/** Parent of every heading, so that a path can be walked from the inside out. */
export function headingPathOf(note: ParsedNote, parents: ReadonlyMap<number, number>, headingIndex: number): string[] {
  const path: string[] = [];
  for (let index = headingIndex; index >= 0; index = parents.get(index) ?? -1) path.push(note.headings[index]?.text ?? '');
  return path.reverse();
}
