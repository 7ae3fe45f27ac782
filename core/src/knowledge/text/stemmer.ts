// oxlint-disable-next-line typescript/triple-slash-reference -- the package has no types, and projects that import this file must find ours
/// <reference path="./snowball-stemmers.d.ts" />
import snowball from 'snowball-stemmers';
import { stemEnglish } from './english-stemmer.ts';
import { type Language, languages, type LanguageId } from './language.ts';

/** The form under which a word is matched: its stem in that language, without diacritics where readers leave them out. */
export type Stemmer = (word: string, language: LanguageId) => string;

/** Snowball's name of each language it stems. English has a faster twin of its own. */
const snowballNames: Readonly<Partial<Record<Language, string>>> = {
  de: 'german', fr: 'french', es: 'spanish', it: 'italian', pt: 'portuguese', nl: 'dutch', sv: 'swedish', da: 'danish', no: 'norwegian', fi: 'finnish',
  hu: 'hungarian', ro: 'romanian', tr: 'turkish', cs: 'czech', ca: 'catalan', ru: 'russian', ar: 'arabic', hy: 'armenian', ta: 'tamil',
};

/** Letters that no decomposition reaches. */
const undecomposed: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ŋ: 'n', ħ: 'h' };
const undecomposedPattern = /[ßæœøłđðþıŋħ]/g;
const beyondAscii = /\P{ASCII}/u;
/** Marks that readers drop when they type: Latin, Greek, Cyrillic and Hebrew accents, Arabic vowel signs. Indic and Thai signs are letters' halves and stay. */
const droppedMarks = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;

export function foldDiacritics(word: string): string {
  if (!beyondAscii.test(word)) return word;
  return word
    .replaceAll('й', '\u0001')
    .normalize('NFD')
    .replaceAll(droppedMarks, '')
    .normalize('NFC')
    .replaceAll('\u0001', 'й')
    .replaceAll(undecomposedPattern, (letter) => undecomposed[letter])
    .replaceAll(/[أإآٱ]/g, 'ا')
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه')
    .replaceAll('ی', 'ي')
    .replaceAll('ک', 'ك');
}

/** Common inflections of Hindi nouns and verbs. @see Ramanathan & Rao (2003), A lightweight stemmer for Hindi */
const hindiEndings = /(?:ियों|ाओं|ियाँ|ियां|ों|ें|ाएं|ाएँ|ीं|ता|ती|ते|ना|ने|नी|ा|ी|े|ि|ो|ु|ू)$/;
const ukrainianEndings = /(?:ами|ями|ого|ому|ими|ість|ості|ення|ах|ях|ів|їв|ам|ям|ом|ем|ою|ею|ий|ій|их|им|а|я|и|і|ї|у|ю|е|о|ь)$/;
const polishEndings = /(?:owego|owej|owych|ości|ość|iego|iej|ach|ami|om|ów|ego|emu|ymi|imi|ych|ich|owi|em|ej|ie|ą|ę|y|i|a|e|o|u)$/;
const greekEndings = /(?:ουσ|οσ|ησ|ασ|εσ|ων|ου|οι|ον|ην|αν|ισ|ματα|ματοσ|α|η|ο|ι|ε|υ)$/;
const hebrewEndings = /(?:ים|ות|ית)$/;
const persianEndings = /(?:های|ها|ترین|تر|ان|ات|ی)$/;

const lightEndings: Readonly<Partial<Record<Language, RegExp>>> = {
  hi: hindiEndings, uk: ukrainianEndings, pl: polishEndings, el: greekEndings, he: hebrewEndings, fa: persianEndings,
};

export function createStemmer(): Stemmer {
  const stemmers = new Map<LanguageId, (word: string) => string>();

  function stemmerOf(language: LanguageId): (word: string) => string {
    let stem = stemmers.get(language);
    if (!stem) {
      stem = makeStemmer(languages[language]);
      stemmers.set(language, stem);
    }
    return stem;
  }
  return (word, language) => foldDiacritics(stemmerOf(language)(word));
}

function makeStemmer(language: Language): (word: string) => string {
  if (language === 'en') return (word) => (beyondAscii.test(word) ? stemEnglish(foldDiacritics(word)) : stemEnglish(word));
  const name = snowballNames[language];
  if (name !== undefined) {
    const stemmer = snowball.newStemmer(name);
    return (word) => stemmer.stem(word);
  }
  const endings = lightEndings[language];
  if (endings === undefined) return (word) => word;
  // three letters must remain, or short words of different meaning fall together
  return (word) => {
    const stem = word.replace(endings, '');
    return stem.length >= 3 ? stem : word;
  };
}
