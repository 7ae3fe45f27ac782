import { languageIds, type LanguageId, languages, languagesOfScript, noLanguage } from './language.ts';
import { stopWords } from './stop-words.ts';
import type { Tokenizer } from './tokenize.ts';
import { createWordTable, type WordTable } from './word-table.ts';

/** The language assumed for each script (by script number); `noLanguage` for scripts that no listed language writes. */
export type LanguageByScript = Uint8Array;

export interface LanguageDetector {
  /** Tells the languages of a text by the distinct stop words among its first 1,500 characters. */
  detect(text: string): LanguageByScript;
  isStopWord(word: string, start: number, end: number, language: LanguageId): boolean;
}

const scriptCount = 16;
const sampleLength = 1500;
/** Another language must show this many more distinct stop words than the script's default: code and names hold stray ones. */
const defaultAdvantage = 1.5;

export function createLanguageDetector(tokenize: Tokenizer): LanguageDetector {
  const table: WordTable = createWordTable();
  const masks: number[] = [];
  const bitOf = languages.map((_, id) => 2 ** id);
  for (const [language, words] of Object.entries(stopWords)) {
    for (const written of words.split(/\s+/)) {
      if (written === '') continue;
      const word = written.normalize('NFKC');
      const id = table.intern(word, 0, word.length, 0);
      masks[id] = (masks[id] ?? 0) | bitOf[languageIds[language as keyof typeof languageIds]];
    }
  }
  /** By stop word: the detection that met it last. */
  const seenIn = new Int32Array(table.count);
  let detection = 0;
  const candidates = Object.entries(languagesOfScript).map(([name, members]) => ({ script: Number(name), ids: members.map((language) => languageIds[language]) }));
  const defaults = new Uint8Array(scriptCount);
  for (const { script, ids } of candidates) defaults[script] = ids[0];
  const counts = new Int32Array(languages.length);

  return {
    detect(text) {
      counts.fill(0);
      detection++;
      tokenize(text.length > sampleLength ? text.slice(0, sampleLength) : text, (word, start, end, _script, hash) => {
        // single letters are articles here and list markers or variables there
        if (end - start === 1) return;
        const id = table.find(word, start, end, 0, hash);
        if (id < 0 || seenIn[id] === detection) return;
        seenIn[id] = detection;
        for (let mask = masks[id], language = 0; mask !== 0; mask >>>= 1, language++) if ((mask & 1) === 1) counts[language]++;
      });
      const chosen = defaults.slice();
      for (const { script, ids } of candidates) {
        let best = counts[ids[0]] + defaultAdvantage;
        for (const id of ids) {
          if (counts[id] <= best) continue;
          best = counts[id];
          chosen[script] = id;
        }
      }
      return chosen;
    },
    isStopWord(word, start, end, language) {
      if (language === noLanguage) return false;
      const id = table.find(word, start, end, 0);
      return id >= 0 && (masks[id] & bitOf[language]) !== 0;
    },
  };
}
