import type { Chunk, ParsedNote } from '../notes/index.ts';

/** A note as a parser would give it, with one chunk a paragraph; `# …` lines are headings of the chunks below them. */
export function makeNote(fields: { path?: string; title?: string; aliases?: string[]; tags?: string[]; text: string }): { note: ParsedNote; chunks: Chunk[] } {
  const { path = '', title = '', aliases = [], tags = [], text } = fields;
  const note: ParsedNote = { path, format: 'text', text, title, aliases, tags, properties: {}, headings: [], links: [], blocks: [], warnings: [] };
  const range = { start: 0, end: text.length, startLine: 1, endLine: 1 };
  const chunks: Chunk[] = [];
  let headingPath: string[] = [];
  for (const paragraph of text.split('\n\n')) {
    if (paragraph.startsWith('# ')) headingPath = [paragraph.slice(2)];
    else chunks.push({ ...range, ordinal: chunks.length, kind: 'text', headingPath, anchor: undefined, section: range, searchText: paragraph });
  }
  return { note, chunks };
}
