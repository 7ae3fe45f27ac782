export { chunkNote } from './chunk-note.ts';
export { type DecodedText, decodeText } from './decode-text.ts';
export type { Chunk } from './chunk.ts';
export { estimateTokens } from './estimate-tokens.ts';
export { createLinkResolver, type LinkResolver } from './link-resolver.ts';
export { maxNoteBytes, parseNote } from './parse-note.ts';
export type { BlockKind, NoteBlock, NoteFormat, NoteHeading, NoteLink, ParsedNote, TextRange, UnparsedNote } from './parsed-note.ts';
