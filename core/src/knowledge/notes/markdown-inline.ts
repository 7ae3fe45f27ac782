import { isAsciiPunctuation, isBlank, isBlockIdCharacter, isDigit, isLineEnd, isSpaceOrEdge, isWordCharacter, runLength, skipBlanks } from './characters.ts';
import { type MarkdownFindings, nextOf, rangeOf } from './markdown-findings.ts';
import { readEntity } from './markdown-entities.ts';
import { readHtmlTag } from './markdown-html.ts';
import { displayOfTarget, isEmbedSize, readDestination, splitSubpath, targetOfDestination } from './markdown-links.ts';
import { headingLevel, listMarkerEnd } from './markdown-lines.ts';
import { tagEnd } from './markdown-tags.ts';
import { visibleText } from './markup.ts';

/** How the lines of a block begin, and whether `|` parts cells. */
export type InlineMode = 'plain' | 'list' | 'quote' | 'table';

interface OpenBracket {
  readonly start: number;
  readonly embed: boolean;
  /** Position in `markup` of the triple that hides the bracket once its link is complete. */
  readonly mark: number;
}

/** A longer text of a link is no name for the note; the bound keeps nested pictures linear. */
const maxDisplayLength = 4096;

const maxCalloutTypeLength = 64;

const special = new Uint8Array(128);
for (const character of '\n\r\\`$%<&*_~=[]!#|^') special[character.charCodeAt(0)] = 1;

/**
 * Reads the inline marks of one block: links and tags go to the findings, what a reader does not see to `markup`.
 * One pass; every look ahead is bounded or remembered, so hostile text stays linear.
 */
export function scanInline(findings: MarkdownFindings, start: number, end: number, mode: InlineMode): void {
  const { text } = findings;
  const brackets: OpenBracket[] = [];
  const state: InlineState = { findings, end, mode, brackets, lastCodeRun: undefined, innerFence: undefined, wikiClose: -1, wikiOpen: -1 };
  let at = scanLineStart(state, start);
  while (at < end) {
    const code = text.charCodeAt(at);
    at = code > 127 || special[code] === 0 ? at + 1 : scanMark(state, at, code);
  }
}

interface InlineState {
  readonly findings: MarkdownFindings;
  readonly end: number;
  readonly mode: InlineMode;
  readonly brackets: OpenBracket[];
  /** Last place of a run of backticks by its length, filled when the first backtick is met. */
  lastCodeRun: Map<number, number> | undefined;
  /** The fence that is open inside a quote. */
  innerFence: { code: number; length: number } | undefined;
  /** The last `]]` looked up and the nearest `[[` before it. */
  wikiClose: number;
  wikiOpen: number;
}

/** Handles the special character at `at` and returns where to go on. */
function scanMark(state: InlineState, at: number, code: number): number {
  const { findings, end } = state;
  const { text } = findings;
  switch (code) {
    case 10:
    case 13: {
      const next = code === 13 && text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
      return next < end ? scanLineStart(state, next) : next;
    }
    case 92: // \
      if (!isAsciiPunctuation(text.charCodeAt(at + 1)) || at + 1 >= end) return at + 1;
      hide(findings, at, at + 1);
      return at + 2;
    case 96: // `
      return scanCode(state, at);
    case 36: // $
      return scanMath(state, at);
    case 37: // %
      return text.charCodeAt(at + 1) === 37 ? scanDelimited(state, at, '%%') : at + 1;
    case 60: // <
      return scanAngle(state, at);
    case 38: // &
      return scanEntity(state, at);
    case 42: // *
    case 95: // _
    case 126: // ~
    case 61: // =
      return scanEmphasis(state, at, code);
    case 33: // !
      return text.charCodeAt(at + 1) === 91 && at + 1 < end ? scanOpenBracket(state, at + 1, at) : at + 1;
    case 91: // [
      return scanOpenBracket(state, at, at);
    case 93: // ]
      return scanCloseBracket(state, at);
    case 35: // #
      return scanTag(state, at);
    case 124: // |
      if (state.mode === 'table') hide(findings, at, at + 1, 32);
      return at + 1;
    default: // ^
      return scanCaret(state, at);
  }
}

function hide(findings: MarkdownFindings, start: number, end: number, replacement = 0): void {
  findings.markup.push(start, end, replacement);
}

/** Hides what a line begins with in a list or quote; a line inside a quoted fence is passed over as a whole. */
function scanLineStart(state: InlineState, lineStart: number): number {
  const { findings, end, mode } = state;
  const { text } = findings;
  if (mode === 'list') {
    const content = skipBlanks(text, lineStart, end);
    const after = listMarkerEnd(text, content, end);
    if (after > content) hide(findings, content, after);
    return after;
  }
  if (mode !== 'quote') return lineStart;
  let at = lineStart;
  while (at < end && (isBlank(text.charCodeAt(at)) || text.charCodeAt(at) === 62)) at++;
  if (at > lineStart) hide(findings, lineStart, at);
  return scanQuotedLine(state, at);
}

function scanQuotedLine(state: InlineState, content: number): number {
  const { findings, end } = state;
  const { text } = findings;
  const code = text.charCodeAt(content);
  const length = code === 96 || code === 126 ? runLength(text, content, end) : 0;
  const fence = state.innerFence;
  if (fence || length >= 3) {
    const closes = fence !== undefined && fence.code === code && length >= fence.length;
    if (length >= 3 && (closes || !fence)) hide(findings, content, content + length);
    state.innerFence = closes ? undefined : (fence ?? { code, length });
    return skipLine(text, content, end);
  }
  const marker = Math.max(calloutMarkEnd(text, content, end), quotedHeadingEnd(text, content, end), listMarkerEnd(text, content, end));
  if (marker > content) hide(findings, content, marker);
  return marker;
}

/** The offset after `[!note]-`, or `content` when the line is no callout's title. */
function calloutMarkEnd(text: string, content: number, end: number): number {
  if (!text.startsWith('[!', content)) return content;
  const close = text.slice(content, Math.min(end, content + maxCalloutTypeLength)).indexOf(']');
  if (close < 3) return content;
  const fold = text.charCodeAt(content + close + 1);
  return content + close + (fold === 43 || fold === 45 ? 2 : 1);
}

function quotedHeadingEnd(text: string, content: number, end: number): number {
  const level = headingLevel(text, content, skipLine(text, content, Math.min(end, content + 8)));
  return content + level;
}

function skipLine(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && !isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

function scanCode(state: InlineState, at: number): number {
  const { findings, end } = state;
  const { text } = findings;
  const length = runLength(text, at, end);
  state.lastCodeRun ??= lastCodeRuns(text, at, end);
  if ((state.lastCodeRun.get(length) ?? -1) <= at) return at + length;
  let close = at + length;
  for (;;) {
    close = text.indexOf('`', close);
    const closeLength = runLength(text, close, end);
    if (closeLength === length) break;
    close += closeLength;
  }
  hide(findings, at, at + length);
  hide(findings, close, close + length);
  return close + length;
}

function lastCodeRuns(text: string, from: number, end: number): Map<number, number> {
  const lastByLength = new Map<number, number>();
  for (let at = from; at < end; at++) {
    if (text.charCodeAt(at) !== 96) continue;
    const length = runLength(text, at, end);
    lastByLength.set(length, at);
    at += length - 1;
  }
  return lastByLength;
}

/** `$x$` as pandoc reads it: no space inside the dollars, no digit after the second. `$$x$$` may stand in a line, too. */
function scanMath(state: InlineState, at: number): number {
  const { findings, end } = state;
  const { text } = findings;
  const mark = text.charCodeAt(at + 1) === 36 ? '$$' : '$';
  const close = nextOf(findings, mark, at + mark.length);
  if (close + mark.length > end) return at + mark.length;
  const inside = at + mark.length;
  const tight = !isSpaceOrEdge(text.charCodeAt(inside)) && !isSpaceOrEdge(text.charCodeAt(close - 1)) && !isDigit(text.charCodeAt(close + 1));
  if (close === inside || (mark === '$' && (!tight || text.charCodeAt(close - 1) === 92))) return inside;
  hide(findings, at, inside);
  hide(findings, close, close + mark.length);
  return close + mark.length;
}

/** Hides from a mark to its next occurrence, both included. */
function scanDelimited(state: InlineState, at: number, mark: string): number {
  const close = nextOf(state.findings, mark, at + mark.length);
  if (close + mark.length > state.end) return at + mark.length;
  hide(state.findings, at, close + mark.length);
  return close + mark.length;
}

function scanAngle(state: InlineState, at: number): number {
  const { findings, end } = state;
  const { text } = findings;
  if (text.startsWith('<!--', at)) {
    const close = nextOf(findings, '-->', at + 4);
    if (close + 3 > end) return at + 4;
    hide(findings, at, close + 3);
    return close + 3;
  }
  const tag = readHtmlTag(text, at, end);
  if (!tag) return at + 1;
  hide(findings, at, tag.after, tag.separates ? 32 : 0);
  return tag.after;
}

function scanEntity(state: InlineState, at: number): number {
  const entity = readEntity(state.findings.text, at, state.end);
  if (!entity) return at + 1;
  hide(state.findings, at, entity.after, entity.codePoint);
  return entity.after;
}

/** Hides `**`, `__`, `~~`, `==` and single marks at a word's edge; `snake_case`, `2*3` and `a = b` stay. */
function scanEmphasis(state: InlineState, at: number, code: number): number {
  const { findings, end } = state;
  const { text } = findings;
  const length = runLength(text, at, end);
  const after = at + length;
  const before = text.charCodeAt(at - 1);
  const next = after < end ? text.charCodeAt(after) : Number.NaN;
  const loose = isSpaceOrEdge(before) && isSpaceOrEdge(next);
  const inWord = isWordCharacter(before) && isWordCharacter(next);
  const paired = code === 126 || code === 61;
  if (loose || length > 3 || (paired && length !== 2) || (inWord && (length === 1 || code === 95))) return after;
  hide(findings, at, after);
  return after;
}

function scanOpenBracket(state: InlineState, bracket: number, start: number): number {
  const { findings, end } = state;
  const { text } = findings;
  const embed = start < bracket;
  if (text.charCodeAt(bracket + 1) === 91) {
    const after = scanWikilink(state, bracket, start);
    if (after !== bracket) return after;
  }
  if (text.charCodeAt(bracket + 1) === 94) {
    const close = text.slice(bracket + 2, Math.min(end, bracket + 66)).search(/[\]\s]/);
    if (close > 0 && text.charCodeAt(bracket + 2 + close) === 93) {
      hide(findings, bracket, bracket + close + 3);
      return bracket + close + 3;
    }
  }
  state.brackets.push({ start, embed, mark: findings.markup.length });
  hide(findings, start, start);
  return bracket + 1;
}

/** Reads `[[target#part|display]]`, on one line. Returns the bracket's own offset when none stands there. */
function scanWikilink(state: InlineState, bracket: number, start: number): number {
  const { findings, end } = state;
  const { text } = findings;
  const close = nextOf(findings, ']]', bracket + 2);
  if (close + 2 > end) return bracket;
  if (state.wikiClose !== close) {
    state.wikiClose = close;
    state.wikiOpen = text.lastIndexOf('[[', close - 1);
  }
  // an outer `[[` is text: the innermost pair makes the link
  if (state.wikiOpen > bracket) return bracket;
  const range = rangeOf(findings.lines, start, close + 2);
  if (range.startLine !== range.endLine || close === bracket + 2) return bracket;
  const pipe = text.slice(bracket + 2, close).indexOf('|');
  const embed = start < bracket;
  // in a table the pipe is written `\|`
  const addressEnd = pipe === -1 ? close : bracket + 2 + pipe - (text.charCodeAt(bracket + 1 + pipe) === 92 ? 1 : 0);
  const address = splitSubpath(text.slice(bracket + 2, addressEnd));
  const written = pipe === -1 ? '' : text.slice(bracket + 3 + pipe, close).trim();
  const asWritten = written === '' || (embed && isEmbedSize(written));
  findings.links.push({ ...range, syntax: 'wikilink', ...address, display: asWritten ? displayOfTarget(address) : written, embed });
  if (asWritten) {
    hide(findings, start, bracket + 2);
    hide(findings, addressEnd, close + 2);
  } else {
    hide(findings, start, bracket + 3 + pipe);
    hide(findings, close, close + 2);
  }
  return close + 2;
}

function scanCloseBracket(state: InlineState, at: number): number {
  const { findings, end, brackets } = state;
  const { text } = findings;
  const open = brackets.pop();
  if (!open || text.charCodeAt(at + 1) !== 40 || at + 1 >= end) return at + 1;
  const link = readDestination(text, at + 1, end);
  if (!link) return at + 1;
  const textStart = open.start + (open.embed ? 2 : 1);
  findings.markup[open.mark + 1] = textStart;
  const target = targetOfDestination(link.destination);
  if (target) {
    const display = at - textStart > maxDisplayLength ? '' : visibleText(text, textStart, at, findings.markup).trim();
    findings.links.push({ ...rangeOf(findings.lines, open.start, link.after), syntax: 'markdown', ...target, display: display || displayOfTarget(target), embed: open.embed });
  }
  // links do not nest, pictures may stand in a link
  if (!open.embed) brackets.length = 0;
  hide(findings, at, link.after);
  return link.after;
}

function scanTag(state: InlineState, at: number): number {
  const { findings, end } = state;
  const after = tagEnd(findings.text, at, end);
  if (after === at) return at + 1;
  findings.tags.add(findings.text.slice(at + 1, after));
  hide(findings, at, at + 1);
  return after;
}

/** Hides a block id at a line's end, and the caret of an inline footnote. */
function scanCaret(state: InlineState, at: number): number {
  const { findings, end } = state;
  const { text } = findings;
  if (text.charCodeAt(at + 1) === 91) {
    hide(findings, at, at + 1);
    return at + 1;
  }
  let after = at + 1;
  while (after < end && isBlockIdCharacter(text.charCodeAt(after))) after++;
  const lineEnd = skipBlanks(text, after, end);
  const atLineEnd = lineEnd === end || isLineEnd(text.charCodeAt(lineEnd));
  if (after === at + 1 || !atLineEnd || !isSpaceOrEdge(text.charCodeAt(at - 1))) return at + 1;
  hide(findings, at, after);
  return after;
}

/** Links in the values of properties, which Obsidian follows, too. Their marks are not searched text. */
export function scanPropertyLinks(findings: MarkdownFindings, start: number, end: number): void {
  const state: InlineState = { findings: { ...findings, markup: [] }, end, mode: 'plain', brackets: [], lastCodeRun: undefined, innerFence: undefined, wikiClose: -1, wikiOpen: -1 };
  for (let at = nextOf(findings, '[[', start); at + 2 <= end; at = nextOf(findings, '[[', at)) {
    const after = scanWikilink(state, at, at);
    at = after === at ? at + 1 : after;
  }
}
