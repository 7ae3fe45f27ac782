import { IzaError, type JsonValue } from '../../foundation/index.ts';
import type { Chunk, NoteFormat, ParsedNote } from '../notes/index.ts';
import { type ByteReader, type ByteWriter, createByteReader } from '../retrieval/index.ts';
import { type ChunkPlace, readChunkTable, writeChunkTable } from './chunk-table.ts';
import type { LogRecord } from './log/index.ts';

/** The format of the index's records, of their order and of what they mean together. Raise it when any of these changes. */
export const indexFormatVersion = 2;

/** What of a file decides whether it must be read again. */
export interface FileStamp {
  readonly sourceId: string;
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

export interface OutgoingLink {
  readonly target: string;
  readonly display: string;
}

/** Why a file is not in the index: `source` files are not offered by their source, `unreadable` ones are tried again by every sync. */
export type SkipCause = 'source' | 'unreadable' | 'content' | 'excluded';

/** An indexed note. What a search seldom needs stays encoded in `details`. Replaced, never changed, when the note is. */
export interface IndexedNote extends FileStamp {
  readonly id: number;
  readonly title: string;
  readonly format: NoteFormat;
  /** Hash of the file's bytes, then tags and properties, links, and chunks, each part with its length before it. */
  readonly details: Uint8Array;
}

export interface NoteRecord {
  readonly type: 'note';
  readonly note: IndexedNote;
  /** What the retrieval index gave to persist. */
  readonly retrievalRecord: Uint8Array;
}

export type IndexRecord =
  | NoteRecord
  | { readonly type: 'note-gone'; readonly noteId: number }
  /** The file was touched, its bytes are the same. */
  | { readonly type: 'note-stamp'; readonly noteId: number; readonly sizeBytes: number; readonly modifiedMs: number }
  | ({ readonly type: 'file-skipped'; readonly cause: SkipCause; readonly reason: string } & FileStamp)
  | { readonly type: 'file-forgotten'; readonly sourceId: string; readonly path: string }
  /** What other notes call this one, one text a link. */
  | { readonly type: 'link-texts'; readonly noteId: number; readonly texts: readonly string[] }
  /** The end of a pass. `learnedName` is the blob with what the retrieval index learned from everything before. */
  | { readonly type: 'sync-end'; readonly timeMs: number; readonly learnedName: string; readonly learnedPartCount: number };

const kinds = { note: 1, 'note-gone': 2, 'note-stamp': 3, 'file-skipped': 4, 'file-forgotten': 5, 'link-texts': 6, 'sync-end': 7 } as const;
const formats: readonly NoteFormat[] = ['markdown', 'text', 'html', 'notebook', 'canvas'];
const causes: readonly SkipCause[] = ['source', 'unreadable', 'content', 'excluded'];

const hashBytes = 16;
const parts = { matching: 0, links: 1, chunks: 2 } as const;

/** The note as the index keeps it. `hash` is that of the file's bytes; `writer` is empty before and after. */
export function indexedNoteOf(id: number, stamp: FileStamp, hash: Uint8Array, note: ParsedNote, chunks: readonly Chunk[], writer: ByteWriter): IndexedNote {
  const { sourceId, path, sizeBytes, modifiedMs } = stamp;
  writer.bytes(hash);
  writer.part(() => writeMatching(writer, note));
  writer.part(() => writeLinks(writer, note));
  writer.part(() => writeChunkTable(writer, chunks));
  const details = writer.finish();
  return { id, sourceId, path, sizeBytes, modifiedMs, title: note.title, format: note.format, details };
}

function writeMatching(writer: ByteWriter, { tags, properties }: ParsedNote): void {
  writer.varint(tags.length);
  for (const tag of tags) writer.text(tag);
  writer.text(Object.keys(properties).length === 0 ? '' : JSON.stringify(properties));
}

function writeLinks(writer: ByteWriter, { links }: ParsedNote): void {
  writer.varint(links.length);
  for (const { target, display } of links) {
    writer.text(target);
    writer.text(display === target ? '' : display);
  }
}

export function readNoteHash({ details }: IndexedNote): Uint8Array {
  return details.subarray(0, hashBytes);
}

export function readMatching(note: IndexedNote): { tags: string[]; properties: Record<string, JsonValue> } {
  const reader = readPart(note, parts.matching);
  const tags = Array.from({ length: reader.varint() }, () => reader.text());
  return { tags, properties: readProperties(reader.text()) };
}

function readProperties(json: string): Record<string, JsonValue> {
  if (json === '') return {};
  try {
    const value = JSON.parse(json) as JsonValue;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below, as for every other value that is no object.
  }
  throw new IzaError('index-corrupt', 'Cannot read the properties of a note in the index. Rebuild the index (iza notes index --rebuild).');
}

export function readLinks(note: IndexedNote): OutgoingLink[] {
  const reader = readPart(note, parts.links);
  return Array.from({ length: reader.varint() }, () => {
    const target = reader.text();
    const display = reader.text();
    return { target, display: display === '' ? target : display };
  });
}

export function readChunks(note: IndexedNote): ChunkPlace[] {
  return readChunkTable(readPart(note, parts.chunks));
}

function readPart({ details }: IndexedNote, position: number): ByteReader {
  const reader = createByteReader(details);
  reader.bytes(hashBytes);
  for (let before = 0; before < position; before += 1) reader.bytes(reader.varint());
  reader.varint();
  return reader;
}

/** `writer` is empty before and after. */
export function encodeRecord(record: IndexRecord, writer: ByteWriter): LogRecord {
  writeRecord(writer, record);
  return { kind: kinds[record.type], payload: writer.finish() };
}

function writeRecord(writer: ByteWriter, record: IndexRecord): void {
  switch (record.type) {
    case 'note':
      writer.varint(record.note.id);
      writeStamp(writer, record.note);
      writer.text(record.note.title);
      writer.byte(formats.indexOf(record.note.format));
      for (const part of [record.note.details, record.retrievalRecord]) {
        writer.varint(part.length);
        writer.bytes(part);
      }
      return;
    case 'note-gone':
      writer.varint(record.noteId);
      return;
    case 'note-stamp':
      writer.varint(record.noteId);
      writeFloat(writer, record.sizeBytes);
      writeFloat(writer, record.modifiedMs);
      return;
    case 'file-skipped':
      writeStamp(writer, record);
      writer.byte(causes.indexOf(record.cause));
      writer.text(record.reason);
      return;
    case 'file-forgotten':
      writer.text(record.sourceId);
      writer.text(record.path);
      return;
    case 'link-texts':
      writer.varint(record.noteId);
      writer.varint(record.texts.length);
      for (const text of record.texts) writer.text(text);
      return;
    case 'sync-end':
      writeFloat(writer, record.timeMs);
      writer.text(record.learnedName);
      writer.varint(record.learnedPartCount);
  }
}

/** Reads all that is kept of a note. @throws IzaError `index-corrupt` when one of its details cannot be read */
export function checkDetails(note: IndexedNote): void {
  readMatching(note);
  readLinks(note);
  readChunks(note);
}

/** The retrieval record is a view into the payload, everything else a copy. @throws IzaError `index-corrupt` */
export function decodeRecord({ kind, payload }: LogRecord): IndexRecord {
  const reader = createByteReader(payload);
  const record = readRecord(kind, reader);
  if (!reader.done) throw new IzaError('index-corrupt', `Cannot read an index record of kind ${kind}: ${payload.length} bytes are more than it has. Rebuild the index (iza notes index --rebuild).`);
  return record;
}

function readRecord(kind: number, reader: ByteReader): IndexRecord {
  switch (kind) {
    case kinds.note:
      return { type: 'note', note: decodeNote(reader), retrievalRecord: reader.bytes(reader.varint()) };
    case kinds['note-gone']:
      return { type: 'note-gone', noteId: reader.varint() };
    case kinds['note-stamp']:
      return { type: 'note-stamp', noteId: reader.varint(), sizeBytes: readFloat(reader), modifiedMs: readFloat(reader) };
    case kinds['file-skipped']:
      return { type: 'file-skipped', ...readStamp(reader), cause: causes[reader.byte()] ?? 'content', reason: reader.text() };
    case kinds['file-forgotten']:
      return { type: 'file-forgotten', sourceId: reader.text(), path: reader.text() };
    case kinds['link-texts']:
      return { type: 'link-texts', noteId: reader.varint(), texts: Array.from({ length: reader.varint() }, () => reader.text()) };
    case kinds['sync-end']:
      return { type: 'sync-end', timeMs: readFloat(reader), learnedName: reader.text(), learnedPartCount: reader.varint() };
    default:
      throw new IzaError('index-corrupt', `Cannot read an index record of kind ${kind}. Rebuild the index (iza notes index --rebuild).`);
  }
}

function decodeNote(reader: ByteReader): IndexedNote {
  const id = reader.varint();
  const { sourceId, path, sizeBytes, modifiedMs } = readStamp(reader);
  const title = reader.text();
  const format = formats[reader.byte()] ?? 'markdown';
  return { id, sourceId, path, sizeBytes, modifiedMs, title, format, details: reader.bytes(reader.varint()).slice() };
}

function readStamp(reader: ByteReader): FileStamp {
  return { sourceId: reader.text(), path: reader.text(), sizeBytes: readFloat(reader), modifiedMs: readFloat(reader) };
}

function readFloat(reader: ByteReader): number {
  const bytes = reader.bytes(8);
  const value = new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0, true);
  // Sizes and times; a time beyond this is no date of any calendar program.
  if (!(Math.abs(value) <= 8.64e15)) throw new IzaError('index-corrupt', `Cannot read an index record with the size or time ${value}. Rebuild the index (iza notes index --rebuild).`);
  return value;
}

function writeStamp(writer: ByteWriter, { sourceId, path, sizeBytes, modifiedMs }: FileStamp): void {
  writer.text(sourceId);
  writer.text(path);
  writeFloat(writer, sizeBytes);
  writeFloat(writer, modifiedMs);
}

function writeFloat(writer: ByteWriter, value: number): void {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, true);
  writer.bytes(bytes);
}
