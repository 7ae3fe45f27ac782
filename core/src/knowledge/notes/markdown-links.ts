import { isAsciiLetter, isDigit, isLineEnd, isSpaceOrEdge, skipBlanks } from './characters.ts';

/** Longer ones are no links that a person wrote; the bound keeps hostile text linear. */
const maxDestinationLength = 4096;
const maxTitleLength = 1024;
/** As CommonMark allows implementations to bound it. */
const maxParenthesisDepth = 32;

export interface LinkTarget {
  readonly target: string;
  readonly subpath: string | undefined;
}

/** Splits `note#heading` at the first `#`. */
export function splitSubpath(address: string): LinkTarget {
  const hash = address.indexOf('#');
  if (hash === -1) return { target: address.trim(), subpath: undefined };
  return { target: address.slice(0, hash).trim(), subpath: address.slice(hash + 1).trim() || undefined };
}

/** What Obsidian shows for a wikilink without display text: `note#part` reads `note > part`. */
export function displayOfTarget({ target, subpath }: LinkTarget): string {
  const parts = subpath === undefined ? [] : subpath.split('#').filter(Boolean);
  return (target === '' ? parts : [target, ...parts]).join(' > ');
}

/** `200` and `200x100` after an embed's `|` are a size, not a display text. */
export function isEmbedSize(display: string): boolean {
  return display.length <= 16 && /^\d+(?:x\d+)?$/.test(display.trim());
}

/** True for `https:`, `mailto:` and every other scheme, and for `//host`. */
export function isExternalAddress(address: string): boolean {
  if (address.startsWith('//')) return true;
  if (!isAsciiLetter(address.charCodeAt(0))) return false;
  for (let at = 1; at < address.length; at++) {
    const code = address.charCodeAt(at);
    if (code === 58) return true;
    if (!isAsciiLetter(code) && !isDigit(code) && code !== 43 && code !== 45 && code !== 46) return false;
  }
  return false;
}

/** The internal target of a Markdown destination, percent-decoded after the `#` is found, so that `%23` stays in the name. */
export function targetOfDestination(destination: string): LinkTarget | undefined {
  if (destination === '' || isExternalAddress(destination)) return undefined;
  const { target, subpath } = splitSubpath(destination);
  return { target: percentDecoded(target), subpath: subpath === undefined ? undefined : percentDecoded(subpath) };
}

function percentDecoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The `(destination "title")` that opens at `open`: its destination and the offset after `)`, `undefined` when it is not one. */
export function readDestination(text: string, open: number, end: number): { destination: string; after: number } | undefined {
  const start = skipBlanks(text, open + 1, end);
  const bracketed = text.charCodeAt(start) === 60;
  const destinationEnd = bracketed ? bracketedEnd(text, start + 1, end) : plainEnd(text, start, end);
  if (destinationEnd === undefined) return undefined;
  const destination = text.slice(bracketed ? start + 1 : start, destinationEnd);
  let at = skipBlanks(text, bracketed ? destinationEnd + 1 : destinationEnd, end);
  if (text.charCodeAt(at) !== 41) at = skipBlanks(text, titleEnd(text, at, end), end);
  return at < end && text.charCodeAt(at) === 41 ? { destination, after: at + 1 } : undefined;
}

function bracketedEnd(text: string, start: number, end: number): number | undefined {
  const limit = Math.min(end, start + maxDestinationLength);
  for (let at = start; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === 62) return at;
    if (code === 60 || isLineEnd(code)) return undefined;
  }
  return undefined;
}

function plainEnd(text: string, start: number, end: number): number | undefined {
  const limit = Math.min(end, start + maxDestinationLength);
  let depth = 0;
  for (let at = start; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at++;
    else if (code === 40 && ++depth > maxParenthesisDepth) return undefined;
    else if (code === 41 && --depth < 0) return at;
    else if (isSpaceOrEdge(code)) return depth === 0 ? at : undefined;
  }
  return undefined;
}

/** The offset after a quoted title, or `at` when none stands there. */
function titleEnd(text: string, at: number, end: number): number {
  const opening = text.charCodeAt(at);
  const closing = opening === 40 ? 41 : opening;
  if (closing !== 34 && closing !== 39 && closing !== 41) return at;
  const limit = Math.min(end, at + maxTitleLength);
  for (let title = at + 1; title < limit; title++) {
    const code = text.charCodeAt(title);
    if (code === 92) title++;
    else if (code === closing) return title + 1;
  }
  return at;
}
