import { type Chunk, chunkNote, type ParsedNote, parseNote } from '../notes/index.ts';
import type { CorpusDocument } from './read-judged-files.ts';

const markdownPath = /\.(?:md|markdown)$/i;

/** A document of a collection as the note that its author would have: Markdown where its id is the path of one, plain text otherwise. Its id is no path then, and not searched. */
export function noteOfDocument(document: CorpusDocument): { note: ParsedNote; chunks: readonly Chunk[] } {
  const isMarkdown = markdownPath.test(document.id);
  const parsed = parseNote({ path: isMarkdown ? document.id : 'document.txt', bytes: new TextEncoder().encode(document.text) });
  const found: ParsedNote = 'type' in parsed ? emptyNote(document.text) : parsed;
  const note = { ...found, path: isMarkdown ? document.id : '', title: document.title };
  const chunks = chunkNote(note);
  return { note, chunks: chunks.length > 0 ? chunks : [titleChunk] };
}

function emptyNote(text: string): ParsedNote {
  return { path: '', format: 'text', text, title: '', aliases: [], tags: [], properties: {}, headings: [], links: [], blocks: [], warnings: [] };
}

const nowhere = { start: 0, end: 0, startLine: 1, endLine: 1 };
/** What stands for a document that has a title only. */
const titleChunk: Chunk = { ...nowhere, ordinal: 0, kind: 'text', headingPath: [], anchor: undefined, section: nowhere, searchText: '' };
