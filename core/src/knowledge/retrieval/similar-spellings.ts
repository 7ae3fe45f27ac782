import type { WordTable } from '../text/index.ts';

/** Words that may have been meant. */
const wantedCount = 5;
const wantedGramCount = 40;
const shortestWord = 4;
/** From this length on a word may hold two mistakes. */
const twoMistakesLength = 8;

/**
 * Words of the vocabulary that an unknown word may stand for, nearest first: one or two mistakes away, or beginning with it, or holding it
 * (compounds). A lone letter of an unspaced script stands for every pair that holds it.
 * @param frequency how many notes have a word; of equally near words the more frequent is meant
 */
export function findSimilarSpellings(text: string, words: WordTable, frequency: (word: number) => number): number[] {
  const isGram = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*$/u.test(text);
  if (!isGram && (text.length < shortestWord || /^\p{N}+$/u.test(text))) return [];
  const mistakes = text.length >= twoMistakesLength ? 2 : 1;
  const found: { word: number; distance: number; notes: number }[] = [];
  for (let word = 0; word < words.count; word++) {
    const distance = isGram ? (holds(words, word, text, 0) ? 1 : Infinity) : spellingDistance(text, words, word, mistakes);
    if (distance === Infinity) continue;
    const notes = frequency(word);
    if (notes > 0) found.push({ word, distance, notes });
  }
  found.sort((a, b) => a.distance - b.distance || b.notes - a.notes || a.word - b.word);
  return found.slice(0, isGram ? wantedGramCount : wantedCount).map(({ word }) => word);
}

/** Mistakes between the two, or 1.5 for a longer word that begins with the text and 2.5 for one that holds it; `Infinity` for neither. */
function spellingDistance(text: string, words: WordTable, word: number, mistakes: number): number {
  const length = words.length(word);
  if (length > text.length && holds(words, word, text, length - text.length)) return startsWith(words, word, text) ? 1.5 : text.length > shortestWord ? 2.5 : Infinity;
  if (Math.abs(length - text.length) > mistakes) return Infinity;
  const distance = editDistance(text, words, word, mistakes);
  return distance <= mistakes ? distance : Infinity;
}

function startsWith(words: WordTable, word: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) if (words.codeUnit(word, index) !== text.charCodeAt(index)) return false;
  return true;
}

function holds(words: WordTable, word: number, text: string, lastStart: number): boolean {
  const last = Math.max(lastStart, words.length(word) - text.length);
  const first = text.charCodeAt(0);
  for (let start = 0; start <= last; start++) {
    if (words.codeUnit(word, start) !== first) continue;
    let index = 1;
    while (index < text.length && words.codeUnit(word, start + index) === text.charCodeAt(index)) index++;
    if (index === text.length) return true;
  }
  return false;
}

/**
 * Insertions, deletions, replacements and swaps of neighbours; stops early above `limit`.
 * @see Damerau (1964); the restricted form, in which no letter is changed twice
 */
function editDistance(text: string, words: WordTable, word: number, limit: number): number {
  const length = words.length(word);
  let twoBack: number[] = [];
  let before = Array.from({ length: length + 1 }, (_, column) => column);
  for (let row = 1; row <= text.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= length; column++) {
      const same = text.charCodeAt(row - 1) === words.codeUnit(word, column - 1);
      let cost = Math.min(before[column] + 1, current[column - 1] + 1, before[column - 1] + (same ? 0 : 1));
      if (row > 1 && column > 1 && text.charCodeAt(row - 1) === words.codeUnit(word, column - 2) && text.charCodeAt(row - 2) === words.codeUnit(word, column - 1)) {
        cost = Math.min(cost, twoBack[column - 2] + 1);
      }
      current.push(cost);
      if (cost < least) least = cost;
    }
    if (least > limit) return Infinity;
    twoBack = before;
    before = current;
  }
  return before[length];
}
