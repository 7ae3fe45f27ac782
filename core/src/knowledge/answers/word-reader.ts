import { createLanguageDetector, createStemmer, createTokenizer, languages as languageNames } from '../text/index.ts';
import { irregularVerbs } from './irregular-verbs.ts';

interface Word {
  /** The form under which words are compared: small letters, stemmed, without dropped marks. */
  readonly stem: string;
  /** Whether it carries no topic (`the`, `what`). */
  readonly isStopWord: boolean;
}

/** Reads the words of questions and passages alike, so that they can be compared. */
export interface WordReader {
  words(text: string): Word[];
}

/** A reader for the languages that `sample` is written in: the question and some of what was found for it. */
export function createWordReader(sample: string): WordReader {
  const tokenize = createTokenizer();
  const stem = createStemmer();
  const detector = createLanguageDetector(tokenize);
  const languages = detector.detect(sample);
  return {
    words(text) {
      const words: Word[] = [];
      tokenize(text, (source, start, end, script) => {
        const word = source.slice(start, end).toLowerCase();
        const language = languages[script];
        const base = languageNames[language] === 'en' ? (irregularVerbs.get(word) ?? word) : word;
        words.push({ stem: stem(base, language), isStopWord: detector.isStopWord(word, 0, word.length, language) });
      });
      return words;
    },
  };
}
