import type { Chunk, ParsedNote } from '../notes/index.ts';
import { type AnalysedNote, createAnalysedNote } from './note-record.ts';
import { pushInt } from './growing-numbers.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Cuts a note's fields and chunks into words of the vocabulary, into `out`. */
export function analyseNote(note: ParsedNote, chunks: readonly Chunk[], vocabulary: Vocabulary, out = createAnalysedNote()): AnalysedNote {
  const { words, ends } = out;
  const languages = vocabulary.detectLanguages(languageSample(note, chunks));
  out.languages = languages;
  words.length = 0;
  ends.length = 0;
  const sink: Parameters<Vocabulary['tokenize']>[1] = (text, start, end, script, hash) => pushInt(words, vocabulary.internWord(text, start, end, script, hash, languages));
  function field(texts: readonly string[]): void {
    for (const text of texts) vocabulary.tokenize(text, sink);
    pushInt(ends, words.length);
  }
  field([note.title]);
  field(note.aliases);
  field(note.tags);
  field([note.path.replace(/\.[^./]+$/, '')]);
  for (const chunk of chunks) {
    field(chunk.headingPath);
    field([chunk.searchText]);
  }
  return out;
}

/** Enough running text to tell the language: code and tables come last. */
function languageSample(note: ParsedNote, chunks: readonly Chunk[]): string {
  let sample = '';
  for (const chunk of chunks) {
    if (chunk.kind === 'code' || chunk.kind === 'table') continue;
    sample += `${chunk.searchText}\n`;
    if (sample.length > 1500) return sample;
  }
  return `${sample}${note.title}\n${note.aliases.join('\n')}`;
}
