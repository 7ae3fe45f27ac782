export { chunkNote } from './chunk-note.ts';
export { decodeText } from './decode-text.ts';
export type { Chunk } from './chunk.ts';
export { estimateTokens } from './estimate-tokens.ts';
export { createLinkResolver } from './link-resolver.ts';
export { maxNoteBytes, parseNote } from './parse-note.ts';
export type { NoteFormat, ParsedNote, TextRange } from './parsed-note.ts';
