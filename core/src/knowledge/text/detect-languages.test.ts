import { expect, test } from 'vitest';
import { createLanguageDetector } from './detect-languages.ts';
import { type Language, languageIds, languages } from './language.ts';
import { script, type Script } from './script.ts';
import { createTokenizer } from './tokenize.ts';

const detector = createLanguageDetector(createTokenizer());

test.each<[string, Script, Language]>([
  ['The cat sat on the mat and was not amused', script.latin, 'en'],
  ['Die Katze saß auf der Matte und war nicht erfreut', script.latin, 'de'],
  ['Le chat était assis sur le tapis et ne bougeait pas', script.latin, 'fr'],
  ['El gato estaba sentado en la alfombra y no se movía', script.latin, 'es'],
  ['Il gatto era seduto sul tappeto e non si muoveva della sedia', script.latin, 'it'],
  ['O gato estava sentado no tapete e não se mexia com isso', script.latin, 'pt'],
  ['De kat zat op de mat en was niet blij met het eten', script.latin, 'nl'],
  ['Katten satt på mattan och var inte glad för att det regnade', script.latin, 'sv'],
  ['Kot siedział na macie i nie był zadowolony, że pada', script.latin, 'pl'],
  ['Кот сидел на ковре и не был рад', script.cyrillic, 'ru'],
  ['Кіт сидів на килимі і не був радий, що йде дощ', script.cyrillic, 'uk'],
  ['این گربه روی فرش نشسته بود و خوشحال نبود که باران می بارد', script.arabic, 'fa'],
  ['القط جلس على السجادة ولم يكن سعيدا من هذا', script.arabic, 'ar'],
  ['def paste(xsel=False):\n  return s', script.latin, 'en'],
  ['', script.latin, 'en'],
  ['🎉 42', script.latin, 'en'],
])('detect() tells the language of "%s"', (text, name, expected) => {
  expect(languages[detector.detect(text)[name]]).toBe(expected);
});

test('isStopWord() knows the closed classes of a language and no others', () => {
  const isStop = (word: string, language: Language): boolean => detector.isStopWord(word, 0, word.length, languageIds[language]);
  expect([isStop('the', 'en'), isStop('the', 'de'), isStop('nicht', 'de'), isStop('dont', 'en'), isStop('note', 'en'), isStop('the', 'none')]).toEqual([true, false, true, true, false, false]);
});
