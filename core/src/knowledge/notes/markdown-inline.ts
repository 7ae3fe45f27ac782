import { isAsciiPunctuation, isBlockIdCharacter, isDigit, isLineEnd, isSpaceOrEdge, isWordCharacter, runLength, skipBlanks } from './characters.ts';
import { readEntity } from './markdown-entities.ts';
import { type MarkdownFindings, nextOf } from './markdown-findings.ts';
import { readHtmlTag } from './markdown-html.ts';
import { scanLineStart } from './markdown-inline-lines.ts';
import { scanCloseBracket, scanOpenBracket } from './markdown-inline-links.ts';
import { beginInline, hide, type InlineMode, type InlineState } from './markdown-inline-state.ts';
import { tagEnd } from './markdown-tags.ts';

const special = new Uint8Array(128);
for (const character of '\n\r\\`$%<&*_~=[]!#|^') special[character.charCodeAt(0)] = 1;

/**
 * Reads the inline marks of one block: links and tags go to the findings, what a reader does not see to `markup`.
 * One pass; every look ahead is bounded or remembered, so hostile text stays linear.
 */
export function scanInline(findings: MarkdownFindings, start: number, end: number, mode: InlineMode): void {
  const { text } = findings;
  const state = beginInline(findings, end, mode);
  let at = scanLineStart(state, start);
  while (at < end) {
    const code = text.charCodeAt(at);
    at = code > 127 || special[code] === 0 ? at + 1 : scanMark(state, at, code);
  }
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

function scanTag(state: InlineState, at: number): number {
  const { findings, end } = state;
  const after = tagEnd(findings.text, at, end, state.tagEnd);
  if (after === at) return at + 1;
  state.tagEnd = after;
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
