const vowel = /[aeiouy]/;
const doubled = /(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/;
const invariant: Readonly<Record<string, string>> = {
  skis: 'ski', skies: 'sky', idly: 'idl', gently: 'gentl', ugly: 'ugli', early: 'earli', only: 'onli', singly: 'singl', sky: 'sky', news: 'news',
  howe: 'howe', atlas: 'atlas', cosmos: 'cosmos', bias: 'bias', andes: 'andes', inning: 'inning', outing: 'outing', canning: 'canning', herring: 'herring',
  earring: 'earring', evening: 'evening', evenings: 'evening', proceed: 'proceed', exceed: 'exceed', succeed: 'succeed', proceeds: 'proceed', exceeds: 'exceed',
  succeeds: 'succeed', dying: 'die', lying: 'lie', tying: 'tie',
};
const step2: Readonly<Record<string, string>> = {
  ization: 'ize', ational: 'ate', fulness: 'ful', ousness: 'ous', iveness: 'ive', tional: 'tion', biliti: 'ble', lessli: 'less', entli: 'ent', ation: 'ate', alism: 'al',
  aliti: 'al', ousli: 'ous', iviti: 'ive', fulli: 'ful', enci: 'ence', anci: 'ance', abli: 'able', izer: 'ize', ator: 'ate', alli: 'al', bli: 'ble',
};
const step2Pattern = /(?:ization|ational|fulness|ousness|iveness|tional|biliti|lessli|entli|ation|alism|aliti|ousli|iviti|fulli|enci|anci|abli|izer|ator|alli|bli)$/;
const step3: Readonly<Record<string, string>> = { ational: 'ate', tional: 'tion', alize: 'al', icate: 'ic', iciti: 'ic', ical: 'ic', ful: '', ness: '' };
const step3Pattern = /(?:ational|tional|alize|icate|iciti|ical|ful|ness)$/;
const step4Pattern = /(?:ement|ance|ence|able|ible|ment|ant|ent|ism|ate|iti|ous|ive|ize|al|er|ic)$/;

/**
 * The English stemmer of the Snowball project ("Porter 2"), for a word in small letters without apostrophes.
 * @see https://snowballstem.org/algorithms/english/stemmer.html
 */
export function stemEnglish(original: string): string {
  if (original.length <= 2) return original;
  const known = Object.hasOwn(invariant, original) ? invariant[original] : undefined;
  if (known !== undefined) return known;
  // a y that acts as a consonant is written Y while the rules run
  let word = original.replace(/^y/, 'Y').replaceAll(/([aeiouy])y/g, '$1Y');
  const region1 = startOfRegion1(word);
  const region2 = startAfterVowelConsonant(word, region1);
  word = stripPlural(word);
  word = stripPast(word, region1);
  if (word.length > 2 && /[^aeiouy][yY]$/.test(word)) word = `${word.slice(0, -1)}i`;
  word = replaceDerivation(word, region1);
  word = replaceEnding(word, region1, region2);
  word = dropEnding(word, region2);
  const last = word.at(-1);
  if (last === 'e' && (word.length - 1 >= region2 || (word.length - 1 >= region1 && !endsShort(word.slice(0, -1))))) word = word.slice(0, -1);
  else if (last === 'l' && word.length - 1 >= region2 && word.at(-2) === 'l') word = word.slice(0, -1);
  return word.replaceAll('Y', 'y');
}

function startAfterVowelConsonant(word: string, from: number): number {
  const match = /[aeiouy][^aeiouy]/g;
  match.lastIndex = from;
  return match.test(word) ? match.lastIndex : word.length;
}

function startOfRegion1(word: string): number {
  const prefix = /^(?:gener|commun|arsen)/.exec(word);
  return prefix ? prefix[0].length : startAfterVowelConsonant(word, 0);
}

/** Whether the word ends in a short syllable, where a dropped e belongs (`hop` of hoped). */
function endsShort(word: string): boolean {
  return /[^aeiouy][aeiouy][^aeiouywxY]$/.test(word) || /^[aeiouy][^aeiouy]$/.test(word);
}

function stripPlural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (/ie[ds]$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1);
  if (/(?:us|ss)$/.test(word)) return word;
  return word.endsWith('s') && vowel.test(word.slice(0, -2)) ? word.slice(0, -1) : word;
}

function stripPast(word: string, region1: number): string {
  const eed = /eed(?:ly)?$/.exec(word);
  if (eed) return eed.index >= region1 ? `${word.slice(0, eed.index)}ee` : word;
  const ending = /(?:ed|edly|ing|ingly)$/.exec(word);
  if (!ending || !vowel.test(word.slice(0, ending.index))) return word;
  const stem = word.slice(0, ending.index);
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (doubled.test(stem)) return stem.slice(0, -1);
  return region1 >= stem.length && endsShort(stem) ? `${stem}e` : stem;
}

function replaceDerivation(word: string, region1: number): string {
  const match = step2Pattern.exec(word);
  if (match) return match.index >= region1 ? word.slice(0, match.index) + step2[match[0]] : word;
  if (word.endsWith('logi')) return word.length - 3 >= region1 ? word.slice(0, -1) : word;
  return /[cdeghkmnrt]li$/.test(word) && word.length - 2 >= region1 ? word.slice(0, -2) : word;
}

function replaceEnding(word: string, region1: number, region2: number): string {
  const match = step3Pattern.exec(word);
  if (match) return match.index >= region1 ? word.slice(0, match.index) + step3[match[0]] : word;
  return word.endsWith('ative') && word.length - 5 >= region2 ? word.slice(0, -5) : word;
}

function dropEnding(word: string, region2: number): string {
  const match = step4Pattern.exec(word);
  if (match) return match.index >= region2 ? word.slice(0, match.index) : word;
  return /[st]ion$/.test(word) && word.length - 3 >= region2 ? word.slice(0, -3) : word;
}
