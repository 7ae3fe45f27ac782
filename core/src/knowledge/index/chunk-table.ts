import { IzaError } from '../../foundation/index.ts';
import type { Chunk, TextRange } from '../notes/index.ts';
import { type ByteReader, type ByteWriter } from '../retrieval/index.ts';
import { contentHash } from './content-hash.ts';

/** What the index keeps of a chunk: where it stands, and what its words were. The words themselves are in the note. */
export interface ChunkPlace extends TextRange {
  readonly headingPath: readonly string[];
  readonly anchor: string | undefined;
  readonly section: TextRange;
  /** Of heading path and search text: finds the chunk again after an edit elsewhere in its note, and names its embedding. */
  readonly hash: Uint8Array;
}

const encoder = new TextEncoder();

/** The text that an embedder gets: headings tell what the words are about. */
export function embeddingText(chunk: Pick<Chunk, 'headingPath' | 'searchText'>): string {
  return chunk.headingPath.length === 0 ? chunk.searchText : `${chunk.headingPath.join(' > ')}\n\n${chunk.searchText}`;
}

export function chunkHash(chunk: Pick<Chunk, 'headingPath' | 'searchText'>): Uint8Array {
  return contentHash(encoder.encode(embeddingText(chunk)));
}

const anchorKind = { none: 0, lastHeading: 1, written: 2 } as const;

/** About 30 bytes a chunk: positions as differences, headings once a note. */
export function writeChunkTable(writer: ByteWriter, chunks: readonly Chunk[]): void {
  const positions = new Map<string, number>();
  for (const { headingPath } of chunks) {
    for (const heading of headingPath) if (!positions.has(heading)) positions.set(heading, positions.size);
  }
  writer.varint(positions.size);
  for (const heading of positions.keys()) writer.text(heading);
  writer.varint(chunks.length);
  let previous: TextRange = { start: 0, end: 0, startLine: 0, endLine: 0 };
  for (const chunk of chunks) {
    writer.varint(chunk.headingPath.length);
    for (const heading of chunk.headingPath) writer.varint(positions.get(heading)!);
    writeRange(writer, chunk, previous);
    const ownSection = isSameRange(chunk.section, chunk);
    writer.byte(ownSection ? 1 : 0);
    if (!ownSection) writeRange(writer, chunk.section, previous);
    const last = chunk.headingPath.at(-1);
    const kind = chunk.anchor === undefined ? anchorKind.none : last !== undefined && chunk.anchor === `#${last}` ? anchorKind.lastHeading : anchorKind.written;
    writer.byte(kind);
    if (kind === anchorKind.written) writer.text(chunk.anchor!);
    writer.bytes(chunkHash(chunk));
    previous = chunk;
  }
}

export function readChunkTable(reader: ByteReader): ChunkPlace[] {
  const headings = Array.from({ length: reader.varint() }, () => reader.text());
  const chunks: ChunkPlace[] = [];
  let previous: TextRange = { start: 0, end: 0, startLine: 0, endLine: 0 };
  for (let rest = reader.varint(); rest > 0; rest -= 1) {
    const headingPath = Array.from({ length: reader.varint() }, () => headingAt(headings, reader.varint()));
    const range = readRange(reader, previous);
    const section = reader.byte() === 1 ? range : readRange(reader, previous);
    const kind = reader.byte();
    const anchor = kind === anchorKind.none ? undefined : kind === anchorKind.lastHeading ? `#${headingPath.at(-1)}` : reader.text();
    chunks.push({ ...range, headingPath, anchor, section, hash: reader.bytes(16) });
    previous = range;
  }
  return chunks;
}

function writeRange(writer: ByteWriter, range: TextRange, previous: TextRange): void {
  writer.varint(zigzag(range.start - previous.end));
  writer.varint(zigzag(range.end - range.start));
  writer.varint(zigzag(range.startLine - previous.endLine));
  writer.varint(zigzag(range.endLine - range.startLine));
}

function readRange(reader: ByteReader, previous: TextRange): TextRange {
  const start = previous.end + unzigzag(reader.varint());
  const end = start + unzigzag(reader.varint());
  const startLine = previous.endLine + unzigzag(reader.varint());
  const endLine = startLine + unzigzag(reader.varint());
  if (start < 0 || end < start || startLine < 0 || endLine < startLine) {
    throw new IzaError('index-corrupt', `Cannot read a passage from ${start} to ${end} in lines ${startLine} to ${endLine}. Rebuild the index (iza notes index --rebuild).`);
  }
  return { start, end, startLine, endLine };
}

function headingAt(headings: readonly string[], position: number): string {
  if (position >= headings.length) throw new IzaError('index-corrupt', `Cannot read heading ${position} of ${headings.length}. Rebuild the index (iza notes index --rebuild).`);
  return headings[position];
}

function isSameRange(left: TextRange, right: TextRange): boolean {
  return left.start === right.start && left.end === right.end && left.startLine === right.startLine && left.endLine === right.endLine;
}

/** Small numbers of either sign as small unsigned ones; for differences below 2³¹. */
const zigzag = (value: number): number => ((value << 1) ^ (value >> 31)) >>> 0;
const unzigzag = (value: number): number => (value >>> 1) ^ -(value & 1);
