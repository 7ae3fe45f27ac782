import snowball from 'snowball-stemmers';
import { describe, expect, test } from 'vitest';
import { stemEnglish } from './english-stemmer.ts';
import { languageIds, type Language } from './language.ts';
import { createStemmer, foldDiacritics } from './stemmer.ts';

const words = `consign consigned consigning consignment knack knackeries knight caresses flies dies mules denied died agreed owned humbled sized meeting stating siezing itemization sensational
  traditional reference colonizer plotted running hopping hoped falling generalization generously communism arsenal skies news proceeding exceed yellow say boyish enjoyed cry by relativity
  triplicate formalize electricity electrical hopeful goodness revival allowance inference airliner adjustable defensible irritant replacement adjustment dependent adoption irritate
  probate controlling rolled feed agreeing luxuriated databases biology apology logically quickly sadly feudalism decisiveness hopefulness callousness conformably radically vileness analogous
  valency hesitancy digitizer operator predication tie pies cats gas this kiwis gaps`.split(/\s+/);

describe('stemEnglish()', () => {
  test('stemEnglish() agrees with Snowball on examples of every rule', () => {
    const reference = snowball.newStemmer('english'); // snowball-stemmers 0.6.0
    for (const word of words) expect(`${word} ${stemEnglish(word)}`).toBe(`${word} ${reference.stem(word)}`);
  });

  test.each([['dying', 'die'], ['proceeds', 'proceed'], ['constructor', 'constructor'], ['a', 'a'], ['', '']])('stemEnglish("%s") is "%s"', (word, expected) => {
    expect(stemEnglish(word)).toBe(expected);
  });
});

describe('createStemmer()', () => {
  const stem = createStemmer();
  const stemIn = (word: string, language: Language): string => stem(word, languageIds[language]);

  test.each<[Language, string, string]>([
    ['de', 'häuser', 'haus'],
    ['fr', 'écoles', 'école'],
    ['es', 'canciones', 'canción'],
    ['es', 'espanol', 'español'],
    ['pt', 'informações', 'informação'],
    ['it', 'libri', 'libro'],
    ['nl', 'boeken', 'boek'],
    ['sv', 'flickorna', 'flicka'],
    ['ru', 'книгами', 'книга'],
    ['uk', 'книгами', 'книга'],
    ['pl', 'książkami', 'książka'],
    ['hi', 'किताबों', 'किताब'],
    ['el', 'βιβλία', 'βιβλίο'],
    ['tr', 'kitaplar', 'kitap'],
    ['none', '黑豹', '黑豹'],
  ])('%s: "%s" and "%s" meet in one stem', (language, left, right) => {
    expect(stemIn(left, language)).toBe(stemIn(right, language));
  });
});

test.each([
  ['crème brûlée', 'creme brulee'],
  ['straße', 'strasse'],
  ['søster', 'soster'],
  ['йогурт ёлка', 'йогурт елка'],
  ['مُحَمَّد', 'محمد'],
  ['أحمد', 'احمد'],
  ['हिन्दी', 'हिन्दी'],
  ['plain', 'plain'],
])('foldDiacritics("%s") is "%s"', (word, expected) => {
  expect(foldDiacritics(word)).toBe(expected);
});
