/**
 * What a reader does not see in a text, as flat triples in order: start, end (half open), and the code point shown in its place
 * (0 for nothing). `**bold**` gives two triples, `&amp;` one with the ampersand.
 */
export type Markup = readonly number[];

/** The text of a range as a reader sees it. */
export function visibleText(text: string, start: number, end: number, markup: Markup): string {
  let visible = '';
  let shownTo = start;
  for (let at = firstMarkAfter(markup, start); at < markup.length; at += 3) {
    const from = Math.max(markup[at] ?? 0, shownTo);
    if (from >= end) break;
    if (from > shownTo) visible += text.slice(shownTo, from);
    const replacement = markup[at + 2] ?? 0;
    if (replacement !== 0) visible += String.fromCodePoint(replacement);
    shownTo = Math.min(Math.max(markup[at + 1] ?? 0, shownTo), end);
  }
  return shownTo === start ? text.slice(start, end) : visible + text.slice(shownTo, end);
}

/** Position of the first triple that ends after an offset. */
function firstMarkAfter(markup: Markup, offset: number): number {
  let low = 0;
  let high = markup.length / 3;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((markup[middle * 3 + 1] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low * 3;
}
