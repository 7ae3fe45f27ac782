import { isAsciiLetter, isDigit, isLineEnd } from './characters.ts';

const inlineElements = new Set('a abbr b big bdi bdo cite code data del dfn em font i ins kbd label mark q s samp small span strong strike sub sup time tt u var wbr'.split(' '));

const blockElements = new Set(
  'address article aside audio base blockquote body br button canvas caption center col colgroup dd details dialog dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe img input legend li link main map menu meta nav noscript object ol optgroup option p param picture pre progress script section select source style summary svg table tbody td template textarea tfoot th thead title tr track ul video'.split(' '),
);

export interface HtmlTag {
  readonly name: string;
  /** Its place reads as a space: `a<br>b` is two words, `a<b>b</b>` is one. */
  readonly separates: boolean;
  readonly after: number;
}

/** A tag of a known element at `<`. Placeholders such as `<your name>` are text that a person wants to find. */
export function readHtmlTag(text: string, open: number, end: number): HtmlTag | undefined {
  let at = open + 1;
  if (text.charCodeAt(at) === 47) at++;
  const nameStart = at;
  while (at < end && (isAsciiLetter(text.charCodeAt(at)) || isDigit(text.charCodeAt(at))) && at - nameStart < 12) at++;
  if (at === nameStart) return undefined;
  const name = text.slice(nameStart, at).toLowerCase();
  const inline = inlineElements.has(name);
  if (!inline && !blockElements.has(name)) return undefined;
  const next = text.charCodeAt(at);
  if (next !== 62 && next !== 47 && next !== 32 && next !== 9 && !isLineEnd(next)) return undefined;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 62) return { name, separates: !inline, after: at + 1 };
    if (code === 60) return undefined;
  }
  return undefined;
}

/** Elements that open an HTML block when they begin a line. */
export function opensHtmlBlock(text: string, open: number, end: number): HtmlTag | undefined {
  const tag = readHtmlTag(text, open, end);
  return tag?.separates ? tag : undefined;
}
