import { isBlank, isBlockIdCharacter, isDigit, isSpaceOrEdge, runLength, skipBlanks, trimEnd } from './characters.ts';

/** What a single line of Markdown is. Every question is answered from the line's first visible character on. */

const tabWidth = 4;

/** Columns before the content, with tab stops of four. */
export function indentColumns(text: string, start: number, content: number): number {
  let columns = 0;
  for (let at = start; at < content; at++) columns += text.charCodeAt(at) === 9 ? tabWidth - (columns % tabWidth) : 1;
  return columns;
}

/** Level of an ATX heading, 0 for another line. */
export function headingLevel(text: string, content: number, end: number): number {
  if (text.charCodeAt(content) !== 35) return 0;
  const level = runLength(text, content, end);
  return level <= 6 && (content + level === end || isBlank(text.charCodeAt(content + level))) ? level : 0;
}

/** Where a heading's closing `#`s begin, or its end. */
export function closingHashes(text: string, start: number, end: number): number {
  const last = trimEnd(text, start, end);
  let at = last;
  while (at > start && text.charCodeAt(at - 1) === 35) at--;
  return at < last && (at === start || isBlank(text.charCodeAt(at - 1))) ? trimEnd(text, start, at) : last;
}

/** Level of the heading that a `===` or `---` line makes of the paragraph above, 0 for another line. */
export function underlineLevel(text: string, content: number, end: number): number {
  const code = text.charCodeAt(content);
  if (code !== 61 && code !== 45) return 0;
  if (skipBlanks(text, content + runLength(text, content, end), end) !== end) return 0;
  return code === 61 ? 1 : 2;
}

export interface Fence {
  readonly code: number;
  readonly length: number;
}

export function fenceOpening(text: string, content: number, end: number): Fence | undefined {
  const code = text.charCodeAt(content);
  if (code !== 96 && code !== 126) return undefined;
  const length = runLength(text, content, end);
  if (length < 3) return undefined;
  // a backtick in the info string makes it inline code
  if (code === 96 && text.slice(content + length, end).includes('`')) return undefined;
  return { code, length };
}

export function closesFence(text: string, content: number, end: number, fence: Fence): boolean {
  if (text.charCodeAt(content) !== fence.code) return false;
  const length = runLength(text, content, end);
  return length >= fence.length && skipBlanks(text, content + length, end) === end;
}

/** `***`, `- - -`, `___`. */
export function isRule(text: string, content: number, end: number): boolean {
  const code = text.charCodeAt(content);
  if (code !== 42 && code !== 45 && code !== 95) return false;
  let count = 0;
  for (let at = content; at < end; at++) {
    const here = text.charCodeAt(at);
    if (here === code) count++;
    else if (!isBlank(here)) return false;
  }
  return count >= 3;
}

const maxOrdinalDigits = 9;

/** The offset after a list marker and its check box, or `content` when the line is no list item. */
export function listMarkerEnd(text: string, content: number, end: number): number {
  const code = text.charCodeAt(content);
  let at = content;
  if (code === 45 || code === 42 || code === 43) at++;
  else if (isDigit(code)) {
    while (at < end && isDigit(text.charCodeAt(at)) && at - content <= maxOrdinalDigits) at++;
    const delimiter = text.charCodeAt(at);
    if (at - content > maxOrdinalDigits || (delimiter !== 46 && delimiter !== 41)) return content;
    at++;
  } else return content;
  if (at > end || (at < end && !isSpaceOrEdge(text.charCodeAt(at)))) return content;
  at = skipBlanks(text, at, end);
  const checkBox = text.charCodeAt(at) === 91 && text.charCodeAt(at + 2) === 93 && isSpaceOrEdge(text.charCodeAt(at + 3)) && at + 3 <= end;
  return checkBox ? skipBlanks(text, at + 3, end) : at;
}

/** `|---|:-:|`, with as many cells as the header above has. */
export function isDelimiterRow(text: string, content: number, end: number, header: { start: number; end: number }): boolean {
  const first = text.charCodeAt(content);
  if (first !== 124 && first !== 58 && first !== 45) return false;
  let dashes = false;
  let pipes = false;
  for (let at = content; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 45) dashes = true;
    else if (code === 124) pipes = true;
    else if (code !== 58 && !isBlank(code)) return false;
  }
  return dashes && (pipes || first === 58) && cellCount(text, content, end) === cellCount(text, header.start, header.end) && text.slice(header.start, header.end).includes('|');
}

function cellCount(text: string, start: number, end: number): number {
  const first = skipBlanks(text, start, end);
  const last = trimEnd(text, start, end);
  let count = 1;
  for (let at = first; at < last; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at++;
    else if (code === 124 && at > first && at < last - 1) count++;
  }
  return count;
}

/** `[^name]:` */
export function opensFootnote(text: string, content: number, end: number): boolean {
  if (text.charCodeAt(content) !== 91 || text.charCodeAt(content + 1) !== 94) return false;
  for (let at = content + 2; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 93) return at > content + 2 && text.charCodeAt(at + 1) === 58;
    if (isSpaceOrEdge(code)) return false;
  }
  return false;
}

/** The offset of the `^` of a block id that ends the line, -1 without one. */
export function blockIdCaret(text: string, start: number, end: number): number {
  const last = trimEnd(text, start, end);
  let at = last;
  while (at > start && isBlockIdCharacter(text.charCodeAt(at - 1))) at--;
  if (at === last || at === start || text.charCodeAt(at - 1) !== 94) return -1;
  const caret = at - 1;
  return caret === start || isBlank(text.charCodeAt(caret - 1)) ? caret : -1;
}
