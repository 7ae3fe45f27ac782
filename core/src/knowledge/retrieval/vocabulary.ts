import {
  createLanguageDetector,
  createStemmer,
  createTokenizer,
  createWordTable,
  type LanguageByScript,
  type LanguageId,
  type Script,
  type WordTable,
} from '../text/index.ts';
import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { createGrowingInts, type GrowingInts, pushInt } from './growing-numbers.ts';

/** Set in a stem's space when it stands for a stop word, which is kept unstemmed and apart from every content word. */
const stopBit = 0x80;
const languageBits = 5;

/**
 * The words of a collection. A *word* is a spelling in a language; its id is dense in order of first appearance in the records.
 * A *stem* is what words are matched by, again within one language; its ids are of this process only.
 */
export interface Vocabulary {
  readonly words: WordTable;
  readonly stems: WordTable;
  /** Stem of each word. */
  readonly stemOfWord: GrowingInts;
  readonly tokenize: ReturnType<typeof createTokenizer>;
  detectLanguages(text: string): LanguageByScript;
  /** The id of a word in a note of these languages, analysed and added when new. */
  internWord(text: string, start: number, end: number, script: Script, hash: number, languages: LanguageByScript): number;
  /** The stem of a word that belongs to no record (a link text), added when new. */
  internStem(text: string, start: number, end: number, language: LanguageId): number;
  /** The known stem of a query's word under a language, -1 when no note has it. */
  findStem(text: string, start: number, end: number, language: LanguageId): number;
  isStopStem(stem: number): boolean;
  isStopWord(text: string, language: LanguageId): boolean;
  writeWords(writer: ByteWriter, fromWord: number): void;
  readWords(reader: ByteReader): void;
}

export function createVocabulary(): Vocabulary {
  const tokenize = createTokenizer();
  const detector = createLanguageDetector(tokenize);
  const stem = createStemmer();
  const words = createWordTable();
  const stems = createWordTable();
  const stemOfWord = createGrowingInts();
  /** Words met outside records, so that each is stemmed once. */
  const looseWords = createWordTable();
  const looseStems = createGrowingInts();

  function analyse(text: string, start: number, end: number, language: LanguageId): { form: string; space: number } {
    const word = text.slice(start, end).toLowerCase();
    if (detector.isStopWord(word, 0, word.length, language)) return { form: word, space: language | stopBit };
    return { form: stem(word, language), space: language };
  }

  return {
    words,
    stems,
    stemOfWord,
    tokenize,
    detectLanguages: (text) => detector.detect(text),
    internWord(text, start, end, script, hash, languages) {
      const language = languages[script];
      const before = words.count;
      const word = words.intern(text, start, end, language, hash);
      if (word === before) {
        const { form, space } = analyse(text, start, end, language);
        pushInt(stemOfWord, stems.intern(form, 0, form.length, space));
      }
      return word;
    },
    internStem(text, start, end, language) {
      const known = words.find(text, start, end, language);
      if (known >= 0) return stemOfWord.values[known];
      const before = looseWords.count;
      const word = looseWords.intern(text, start, end, language);
      if (word === before) {
        const { form, space } = analyse(text, start, end, language);
        pushInt(looseStems, stems.intern(form, 0, form.length, space));
      }
      return looseStems.values[word];
    },
    findStem(text, start, end, language) {
      const known = words.find(text, start, end, language);
      if (known >= 0) return stemOfWord.values[known];
      const { form, space } = analyse(text, start, end, language);
      return stems.find(form, 0, form.length, space);
    },
    isStopWord: (text, language) => detector.isStopWord(text, 0, text.length, language),
    isStopStem: (id) => (stems.space(id) & stopBit) !== 0,
    writeWords(writer, fromWord) {
      writer.varint(words.count - fromWord);
      for (let word = fromWord; word < words.count; word++) {
        const text = words.text(word);
        const stemId = stemOfWord.values[word];
        const form = stems.text(stemId);
        let shared = 0;
        while (shared < form.length && shared < text.length && form.charCodeAt(shared) === text.charCodeAt(shared)) shared++;
        const isStop = (stems.space(stemId) & stopBit) !== 0;
        writer.byte(words.space(word) | (isStop ? 1 << languageBits : 0) | (shared < form.length ? 1 << (languageBits + 1) : 0));
        writer.text(text);
        writer.varint(shared);
        if (shared < form.length) writer.text(form.slice(shared));
      }
    },
    readWords(reader) {
      for (let count = reader.varint(); count > 0; count--) {
        const header = reader.byte();
        const language = header & ((1 << languageBits) - 1);
        const text = reader.text();
        const shared = reader.varint();
        const form = (header & (1 << (languageBits + 1))) === 0 ? text : text.slice(0, shared) + reader.text();
        const formEnd = (header & (1 << (languageBits + 1))) === 0 ? shared : form.length;
        words.intern(text, 0, text.length, language);
        pushInt(stemOfWord, stems.intern(form, 0, formEnd, (header & (1 << languageBits)) === 0 ? language : language | stopBit));
      }
    },
  };
}

