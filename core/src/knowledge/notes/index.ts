export type { Chunk } from './chunk.ts';
export type { BlockKind, NoteBlock, NoteFormat, NoteHeading, NoteLink, ParsedNote, TextRange, UnparsedNote } from './parsed-note.ts';
