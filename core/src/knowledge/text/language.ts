import { script, type Script } from './script.ts';

/** Languages that are stemmed or have stop words. Positions are stored in index records: append only. */
export const languages = [
  'none', 'en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'da', 'no', 'fi', 'hu', 'ro', 'tr', 'pl', 'cs', 'ca', 'ru', 'uk', 'ar', 'fa', 'hi', 'el', 'he', 'hy', 'ta',
] as const;

export type Language = (typeof languages)[number];
/** Position in `languages`. */
export type LanguageId = number;

export const noLanguage: LanguageId = 0;

/** The first language of a script is assumed where a text shows no stop word of any. */
export const languagesOfScript: Readonly<Partial<Record<Script, readonly Language[]>>> = {
  [script.latin]: ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'da', 'no', 'fi', 'hu', 'ro', 'tr', 'pl', 'cs', 'ca'],
  [script.cyrillic]: ['ru', 'uk'],
  [script.arabic]: ['ar', 'fa'],
  [script.devanagari]: ['hi'],
  [script.greek]: ['el'],
  [script.hebrew]: ['he'],
  [script.armenian]: ['hy'],
  [script.tamil]: ['ta'],
};

export const languageIds: Readonly<Record<Language, LanguageId>> = Object.fromEntries(languages.map((language, id) => [language, id])) as Record<Language, LanguageId>; // reason: fromEntries loses the key type

/** Script of a language's letters. */
export const scriptOfLanguage: readonly Script[] = languages.map((language) => {
  for (const [name, members] of Object.entries(languagesOfScript)) if (members.includes(language)) return Number(name) as Script; // reason: keys of the table are scripts
  return script.none;
});
