import type { ParsedNote } from './parsed-note.ts';

/**
 * Names headings as a link of Obsidian does: `#Heading`, or `#Parent#Heading` when an earlier heading has the same text.
 * `parents` holds the position of each heading's parent.
 */
export function createHeadingAnchors(note: ParsedNote, parents: ReadonlyMap<number, number>): (headingIndex: number) => string | undefined {
  const firstByText = new Map<string, number>();
  for (const [index, { text }] of note.headings.entries()) {
    if (!firstByText.has(text)) firstByText.set(text, index);
  }
  return (headingIndex) => {
    const heading = note.headings[headingIndex];
    if (!heading) return undefined;
    const parent = firstByText.get(heading.text) === headingIndex ? undefined : note.headings[parents.get(headingIndex) ?? -1];
    return parent ? `#${linkable(parent.text)}#${linkable(heading.text)}` : `#${linkable(heading.text)}`;
  };
}

/** Obsidian drops the characters that mean something in a link. */
function linkable(text: string): string {
  if (!/[#|^:\\%[\]]|\s\s/.test(text)) return text.trim();
  return text.replaceAll(/[#|^:\\]|%%|\[\[|\]\]/g, ' ').replaceAll(/\s+/g, ' ').trim();
}
