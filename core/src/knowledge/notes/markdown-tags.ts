import { isDigit, isSpaceOrEdge } from './characters.ts';

const asciiTagEnds = new Set([...`'!"#$%&()*+,.:;<=>?@^\`{|}~[]\\`].map((character) => character.charCodeAt(0)));

/** Obsidian ends a tag at white space, at ASCII punctuation except `-`, `_` and `/`, and at the two blocks of general punctuation. */
function endsTag(code: number): boolean {
  if (code < 0x80) return asciiTagEnds.has(code) || isSpaceOrEdge(code);
  return (code >= 0x2000 && code <= 0x206f) || (code >= 0x2e00 && code <= 0x2e7f) || isSpaceOrEdge(code);
}

/**
 * The offset after the tag whose `#` stands at `hash`, or `hash` when none does: a tag follows white space or the tag that ended at
 * `previousTagEnd`, and is not a number.
 */
export function tagEnd(text: string, hash: number, end: number, previousTagEnd = -1): number {
  if (hash > 0 && hash !== previousTagEnd && !isSpaceOrEdge(text.charCodeAt(hash - 1))) return hash;
  let at = hash + 1;
  let onlyDigits = true;
  while (at < end && !endsTag(text.charCodeAt(at))) {
    onlyDigits &&= isDigit(text.charCodeAt(at));
    at++;
  }
  while (at > hash + 1 && text.charCodeAt(at - 1) === 47) at--;
  return onlyDigits || at === hash + 1 ? hash : at;
}
