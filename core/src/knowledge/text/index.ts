export { createLanguageDetector, type LanguageByScript, type LanguageDetector } from './detect-languages.ts';
export { languages, type LanguageId, noLanguage, scriptOfLanguage } from './language.ts';
export { script, type Script } from './script.ts';
export { createStemmer, type Stemmer } from './stemmer.ts';
export { createTokenizer, type Tokenizer, type WordSink } from './tokenize.ts';
export { createWordTable, type WordTable } from './word-table.ts';
