import { IzaError, type JsonValue } from '../../foundation/index.ts';
import type { Chunk, NoteFormat, ParsedNote } from '../notes/index.ts';
import { type ByteWriter, createByteReader, createByteWriter } from '../retrieval/index.ts';
import { type ChunkPlace, readChunkTable, writeChunkTable } from './chunk-table.ts';
import type { LogRecord } from './log/index.ts';

/** The format of the index's records, of their order and of what they mean together. Raise it when any of these changes. */
export const indexFormatVersion = 1;

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

/** A note as the log holds it. Its parts are decoded when they are asked for: most are never needed by a search. */
export interface NoteRecord extends FileStamp {
  readonly type: 'note';
  readonly noteId: number;
  /** Of the file's bytes, 16 bytes. */
  readonly hash: Uint8Array;
  readonly title: string;
  readonly format: NoteFormat;
  readonly chunkCount: number;
  /** Tags and properties. */
  readonly matchingPart: Uint8Array;
  readonly linksPart: Uint8Array;
  readonly chunksPart: Uint8Array;
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

/** The record of a note that was just parsed, chunked and added to the retrieval index. */
export function noteRecordOf(
  noteId: number,
  stamp: FileStamp,
  hash: Uint8Array,
  note: ParsedNote,
  chunks: readonly Chunk[],
  retrievalRecord: Uint8Array,
): NoteRecord {
  return {
    type: 'note',
    noteId,
    ...stamp,
    hash,
    title: note.title,
    format: note.format,
    chunkCount: chunks.length,
    matchingPart: written((writer) => {
      writer.varint(note.tags.length);
      for (const tag of note.tags) writer.text(tag);
      writer.text(Object.keys(note.properties).length === 0 ? '' : JSON.stringify(note.properties));
    }),
    linksPart: written((writer) => {
      writer.varint(note.links.length);
      for (const { target, display } of note.links) {
        writer.text(target);
        writer.text(display === target ? '' : display);
      }
    }),
    chunksPart: written((writer) => writeChunkTable(writer, chunks)),
    retrievalRecord,
  };
}

export function readMatchingPart(record: Pick<NoteRecord, 'matchingPart'>): { tags: string[]; properties: Record<string, JsonValue> } {
  const reader = createByteReader(record.matchingPart);
  const tags = Array.from({ length: reader.varint() }, () => reader.text());
  const json = reader.text();
  return { tags, properties: json === '' ? {} : (JSON.parse(json) as Record<string, JsonValue>) };
}

export function readLinksPart(record: Pick<NoteRecord, 'linksPart'>): OutgoingLink[] {
  const reader = createByteReader(record.linksPart);
  return Array.from({ length: reader.varint() }, () => {
    const target = reader.text();
    const display = reader.text();
    return { target, display: display === '' ? target : display };
  });
}

export function readChunksPart(record: Pick<NoteRecord, 'chunksPart'>): ChunkPlace[] {
  return readChunkTable(createByteReader(record.chunksPart));
}

export function encodeRecord(record: IndexRecord): LogRecord {
  return { kind: kinds[record.type], payload: written((writer) => writeRecord(writer, record)) };
}

function writeRecord(writer: ByteWriter, record: IndexRecord): void {
  switch (record.type) {
    case 'note':
      writer.varint(record.noteId);
      writeStamp(writer, record);
      writer.bytes(record.hash);
      writer.text(record.title);
      writer.byte(formats.indexOf(record.format));
      writer.varint(record.chunkCount);
      for (const part of [record.matchingPart, record.linksPart, record.chunksPart, record.retrievalRecord]) {
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

/** Parts of a note are views into the payload. @throws IzaError `index-corrupt` */
export function decodeRecord({ kind, payload }: LogRecord): IndexRecord {
  const reader = createByteReader(payload);
  const float = (): number => {
    const bytes = reader.bytes(8);
    return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0, true);
  };
  const stamp = (): FileStamp => ({ sourceId: reader.text(), path: reader.text(), sizeBytes: float(), modifiedMs: float() });
  const part = (): Uint8Array => reader.bytes(reader.varint());
  switch (kind) {
    case kinds.note:
      return {
        type: 'note',
        noteId: reader.varint(),
        ...stamp(),
        hash: reader.bytes(16),
        title: reader.text(),
        format: formats[reader.byte()] ?? 'markdown',
        chunkCount: reader.varint(),
        matchingPart: part(),
        linksPart: part(),
        chunksPart: part(),
        retrievalRecord: part(),
      };
    case kinds['note-gone']:
      return { type: 'note-gone', noteId: reader.varint() };
    case kinds['note-stamp']:
      return { type: 'note-stamp', noteId: reader.varint(), sizeBytes: float(), modifiedMs: float() };
    case kinds['file-skipped']:
      return { type: 'file-skipped', ...stamp(), cause: causes[reader.byte()] ?? 'content', reason: reader.text() };
    case kinds['file-forgotten']:
      return { type: 'file-forgotten', sourceId: reader.text(), path: reader.text() };
    case kinds['link-texts']:
      return { type: 'link-texts', noteId: reader.varint(), texts: Array.from({ length: reader.varint() }, () => reader.text()) };
    case kinds['sync-end']:
      return { type: 'sync-end', timeMs: float(), learnedName: reader.text(), learnedPartCount: reader.varint() };
    default:
      throw new IzaError('index-corrupt', `Cannot read an index record of kind ${kind}. Rebuild the index (iza notes index --rebuild).`);
  }
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

function written(write: (writer: ByteWriter) => void): Uint8Array {
  const writer = createByteWriter();
  write(writer);
  return writer.finish();
}
