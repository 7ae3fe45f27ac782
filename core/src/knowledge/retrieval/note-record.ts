import { IzaError } from '../../foundation/index.ts';
import { type LanguageByScript, script } from '../text/index.ts';
import { createByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { createGrowingInts, type GrowingInts, pushInt } from './growing-numbers.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Fields that a note has once, in the order of their words in a record. */
export const noteFields = ['title', 'alias', 'tag', 'path'] as const;
export const noteFieldCount = noteFields.length;

/**
 * One note as word ids: the note's fields one after the other, then heading path and body of each chunk.
 * `ends` holds where each of them ends: `noteFieldCount` numbers, then two a chunk.
 */
export interface AnalysedNote {
  languages: LanguageByScript;
  words: GrowingInts;
  ends: GrowingInts;
}

const recordVersion = 1;
/** Scripts that more than one known language writes, whose choice a record must keep. */
const ambiguousScripts = [script.latin, script.cyrillic, script.arabic] as const;

/** Room for one note at a time: who fills it empties it first. */
export function createAnalysedNote(): AnalysedNote {
  return { languages: new Uint8Array(0), words: createGrowingInts(1 << 12), ends: createGrowingInts(256) };
}

export function encodeNoteRecord(note: AnalysedNote, vocabulary: Vocabulary, firstNewWord: number, writer: ByteWriter): Uint8Array {
  writer.byte(recordVersion);
  for (const name of ambiguousScripts) writer.byte(note.languages[name]);
  vocabulary.writeWords(writer, firstNewWord);
  writer.varint(note.ends.length);
  let start = 0;
  for (let field = 0; field < note.ends.length; field++) {
    const end = note.ends.values[field];
    writer.varint(end - start);
    start = end;
  }
  for (let index = 0; index < note.words.length; index++) writer.varint(note.words.values[index]);
  return writer.finish();
}

/**
 * Adds the record's words to the vocabulary and fills `note`.
 * @throws IzaError `index-foreign-version` | `index-corrupt`
 */
export function decodeNoteRecord(record: Uint8Array, vocabulary: Vocabulary, defaults: LanguageByScript, note: AnalysedNote): void {
  const reader = createByteReader(record);
  const version = reader.byte();
  if (version !== recordVersion) throw new IzaError('index-foreign-version', `Cannot read an index record of version ${version}, this IZA reads ${recordVersion}: rebuild the index`);
  const languages = defaults.slice();
  for (const name of ambiguousScripts) languages[name] = reader.byte();
  vocabulary.readWords(reader);
  note.languages = languages;
  note.words.length = 0;
  note.ends.length = 0;
  const fieldCount = reader.varint();
  let end = 0;
  for (let field = 0; field < fieldCount; field++) {
    end += reader.varint();
    pushInt(note.ends, end);
  }
  const wordCount = vocabulary.words.count;
  for (let index = 0; index < end; index++) {
    const word = reader.varint();
    if (word >= wordCount) throw new IzaError('index-corrupt', `Cannot replay an index record: it names word ${word} of ${wordCount}. Rebuild the index`);
    pushInt(note.words, word);
  }
  if (fieldCount < noteFieldCount || (fieldCount - noteFieldCount) % 2 !== 0) {
    throw new IzaError('index-corrupt', `Cannot replay an index record of ${fieldCount} fields. Rebuild the index`);
  }
}
