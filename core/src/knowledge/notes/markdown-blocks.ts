import { isDigit, skipBlanks, trimEnd } from './characters.ts';
import { type MarkdownFindings, nextOf, rangeOf } from './markdown-findings.ts';
import { opensHtmlBlock } from './markdown-html.ts';
import { scanInline } from './markdown-inline.ts';
import type { InlineMode } from './markdown-inline-state.ts';
import {
  blockIdCaret,
  closesFence,
  closingHashes,
  type Fence,
  fenceOpening,
  headingLevel,
  indentColumns,
  isDelimiterRow,
  isRule,
  listMarkerEnd,
  opensFootnote,
  underlineLevel,
} from './markdown-lines.ts';
import { visibleText } from './markup.ts';
import type { BlockKind } from './parsed-note.ts';

/** Where the scan stands. `start` is usually the line's own start; after a comment it is where the rest of the line begins. */
interface Cursor {
  line: number;
  start: number;
  /** A list above goes on with indented lines. */
  inList: boolean;
}

interface Line {
  readonly start: number;
  /** First visible character, `end` on a blank line. */
  readonly content: number;
  readonly end: number;
}

/** Elements whose content runs to their closing tag, blank lines included. */
const verbatimElements = new Set(['pre', 'script', 'style', 'textarea']);

/** Reads the blocks of the lines `fromLine` to `toLine` (half open, from 0) into the findings, in order. */
export function scanBlocks(findings: MarkdownFindings, fromLine: number, toLine: number): void {
  const { lines } = findings;
  const cursor: Cursor = { line: fromLine, start: lines.starts[fromLine] ?? 0, inList: false };
  while (cursor.line < toLine) scanBlock(findings, cursor, toLine);
}

function scanBlock(findings: MarkdownFindings, cursor: Cursor, toLine: number): void {
  const { text, lines } = findings;
  const line = lineAt(findings, cursor.line, cursor.start);
  if (line.content === line.end) return goTo(findings, cursor, cursor.line + 1);
  const midLine = cursor.start !== (lines.starts[cursor.line] ?? 0);
  const indent = indentColumns(text, line.start, line.content);
  if (skipComment(findings, cursor, line, toLine)) return;
  if (midLine) return scanParagraph(findings, cursor, toLine);
  if (cursor.inList && indent < 2 && listMarkerEnd(text, line.content, line.end) === line.content) cursor.inList = false;
  const fence = indent < 4 || cursor.inList ? fenceOpening(text, line.content, line.end) : undefined;
  if (fence) return scanFence(findings, cursor, toLine, fence);
  if (indent >= 4 && !cursor.inList) return scanIndentedCode(findings, cursor, toLine);
  if (attachBlockId(findings, cursor, line)) return;
  switch (text.charCodeAt(line.content)) {
    case 35: // #
      if (headingLevel(text, line.content, line.end) > 0) return scanHeading(findings, cursor, line);
      break;
    case 62: // >
      return scanQuote(findings, cursor, toLine);
    case 36: // $
      if (scanMathBlock(findings, cursor, line, toLine)) return;
      break;
    case 60: // <
      if (scanHtmlBlock(findings, cursor, line, toLine)) return;
      break;
    default:
  }
  if (isRule(text, line.content, line.end)) return scanRule(findings, cursor, line);
  if (cursor.inList || listMarkerEnd(text, line.content, line.end) > line.content) return scanList(findings, cursor, toLine);
  if (startsTable(findings, cursor.line, toLine)) return scanTable(findings, cursor, toLine);
  return scanParagraph(findings, cursor, toLine);
}

function lineAt(findings: MarkdownFindings, line: number, start = findings.lines.starts[line] ?? 0): Line {
  const end = findings.lines.ends[line] ?? 0;
  return { start, content: skipBlanks(findings.text, start, end), end };
}

function goTo(findings: MarkdownFindings, cursor: Cursor, line: number): void {
  cursor.line = line;
  cursor.start = findings.lines.starts[line] ?? findings.text.length;
}

function pushBlock(findings: MarkdownFindings, kind: BlockKind, start: number, lastLine: number, blockId?: string): void {
  const { text, lines, cell } = findings;
  const end = trimEnd(text, start, lines.ends[lastLine] ?? 0);
  // a line of unusual white space is as good as blank
  if (end === start) return;
  findings.blocks.push({ kind, ...rangeOf(lines, start, end), blockId, headingIndex: findings.headings.length - 1, cell });
}

/** Reads a block of running text: its marks, and the block id that ends it. */
function pushTextBlock(findings: MarkdownFindings, kind: BlockKind, mode: InlineMode, start: number, lastLine: number): void {
  const { text, lines } = findings;
  const end = lines.ends[lastLine] ?? 0;
  scanInline(findings, start, end, mode);
  const caret = blockIdCaret(text, Math.max(start, lines.starts[lastLine] ?? 0), end);
  pushBlock(findings, kind, start, lastLine, caret === -1 ? undefined : text.slice(caret + 1, trimEnd(text, caret, end)));
}

/** Passes over `%%…%%` and `<!--…-->` that begin a line. An unclosed one is text: nothing a person wrote gets lost. */
function skipComment(findings: MarkdownFindings, cursor: Cursor, line: Line, toLine: number): boolean {
  const { text, lines } = findings;
  const mark = text.startsWith('%%', line.content) ? '%%' : text.startsWith('<!--', line.content) ? '-->' : undefined;
  if (!mark) return false;
  const close = nextOf(findings, mark, line.content + (mark === '%%' ? 2 : 4));
  if (close > (lines.ends[toLine - 1] ?? 0)) return false;
  const after = close + mark.length;
  while ((lines.ends[cursor.line] ?? after) < after) cursor.line++;
  cursor.start = after;
  return true;
}

/** `^id` on a line of its own names the block above. */
function attachBlockId(findings: MarkdownFindings, cursor: Cursor, line: Line): boolean {
  const { text, blocks, lines } = findings;
  if (text.charCodeAt(line.content) !== 94 || blockIdCaret(text, line.content, line.end) !== line.content) return false;
  const block = blocks.at(-1);
  if (!block || block.kind === 'heading' || block.blockId !== undefined || block.cell !== findings.cell) return false;
  const end = trimEnd(text, line.content, line.end);
  findings.markup.push(line.content, end, 0);
  blocks[blocks.length - 1] = { ...block, ...rangeOf(lines, block.start, end), blockId: text.slice(line.content + 1, end) };
  goTo(findings, cursor, cursor.line + 1);
  return true;
}

function scanHeading(findings: MarkdownFindings, cursor: Cursor, line: Line): void {
  const { text } = findings;
  const level = headingLevel(text, line.content, line.end);
  const start = skipBlanks(text, line.content + level, line.end);
  const end = Math.max(start, closingHashes(text, start, line.end));
  findings.markup.push(line.start, start, 0);
  scanInline(findings, start, end, 'plain');
  findings.markup.push(end, line.end, 0);
  pushHeading(findings, level, line.start, { start, end }, cursor.line);
  cursor.inList = false;
  goTo(findings, cursor, cursor.line + 1);
}

function pushHeading(findings: MarkdownFindings, level: number, start: number, content: { start: number; end: number }, lastLine: number): void {
  const { text, lines, headings } = findings;
  const display = visibleText(text, content.start, content.end, findings.markup).replaceAll(/\s+/g, ' ').trim();
  headings.push({ level, text: display, ...rangeOf(lines, start, trimEnd(text, start, lines.ends[lastLine] ?? 0)) });
  pushBlock(findings, 'heading', start, lastLine);
}

function scanFence(findings: MarkdownFindings, cursor: Cursor, toLine: number, fence: Fence): void {
  const { text, lines, markup } = findings;
  const opening = lineAt(findings, cursor.line);
  markup.push(opening.start, opening.content + fence.length, 0);
  let last = cursor.line + 1;
  while (last < toLine) {
    const { content, end } = lineAt(findings, last);
    if (closesFence(text, content, end, fence)) {
      markup.push(content, end, 0);
      break;
    }
    last++;
  }
  last = Math.min(last, toLine - 1);
  while (last > cursor.line && lineAt(findings, last).content === lines.ends[last]) last--;
  pushBlock(findings, 'code', opening.start, last);
  goTo(findings, cursor, last + 1);
}

function scanIndentedCode(findings: MarkdownFindings, cursor: Cursor, toLine: number): void {
  const first = cursor.line;
  let last = first;
  for (let next = first + 1; next < toLine; next++) {
    const { start, content, end } = lineAt(findings, next);
    if (content === end) continue;
    if (indentColumns(findings.text, start, content) < 4) break;
    last = next;
  }
  pushBlock(findings, 'code', findings.lines.starts[first] ?? 0, last);
  goTo(findings, cursor, last + 1);
}

function scanRule(findings: MarkdownFindings, cursor: Cursor, line: Line): void {
  findings.markup.push(line.start, line.end, 0);
  pushBlock(findings, 'rule', line.start, cursor.line);
  goTo(findings, cursor, cursor.line + 1);
}

function scanMathBlock(findings: MarkdownFindings, cursor: Cursor, line: Line, toLine: number): boolean {
  const { text, lines } = findings;
  if (!text.startsWith('$$', line.content)) return false;
  const close = nextOf(findings, '$$', line.content + 2);
  if (close > (lines.ends[toLine - 1] ?? 0)) return false;
  let last = cursor.line;
  while ((lines.ends[last] ?? 0) < close) last++;
  if (skipBlanks(text, close + 2, lines.ends[last] ?? 0) !== lines.ends[last]) return false;
  findings.markup.push(line.start, line.content + 2, 0, close, close + 2, 0);
  pushBlock(findings, 'math', line.start, last);
  goTo(findings, cursor, last + 1);
  return true;
}

function scanHtmlBlock(findings: MarkdownFindings, cursor: Cursor, line: Line, toLine: number): boolean {
  const { text, lines } = findings;
  const tag = opensHtmlBlock(text, line.content, line.end);
  if (!tag) return false;
  let last = cursor.line;
  if (verbatimElements.has(tag.name)) {
    const close = nextOf(findings, `</${tag.name}>`, tag.after);
    while (last + 1 < toLine && (lines.ends[last] ?? 0) < close && close !== Number.POSITIVE_INFINITY) last++;
  }
  while (last + 1 < toLine && !isBlankLine(findings, last + 1)) last++;
  pushTextBlock(findings, 'html', 'plain', line.start, last);
  goTo(findings, cursor, last + 1);
  return true;
}

function isBlankLine(findings: MarkdownFindings, line: number): boolean {
  const { content, end } = lineAt(findings, line);
  return content === end;
}

function scanQuote(findings: MarkdownFindings, cursor: Cursor, toLine: number): void {
  const { text } = findings;
  const { start, content, end } = lineAt(findings, cursor.line);
  const title = quotedContent(text, content, end);
  let last = cursor.line;
  let lazyAllowed = true;
  while (last + 1 < toLine) {
    const next = lineAt(findings, last + 1);
    if (next.content === next.end) break;
    if (text.charCodeAt(next.content) === 62) {
      const quoted = quotedContent(text, next.content, next.end);
      lazyAllowed = quoted < next.end && !fenceOpening(text, quoted, next.end);
    } else if (!lazyAllowed || interruptsParagraph(findings, next)) break;
    last++;
  }
  const kind = text.startsWith('[!', title) ? 'callout' : 'quote';
  pushTextBlock(findings, kind, 'quote', start, last);
  goTo(findings, cursor, last + 1);
}

function quotedContent(text: string, content: number, end: number): number {
  let at = content;
  while (at < end && text.charCodeAt(at) === 62) at = skipBlanks(text, at + 1, end);
  return at;
}

/** A list runs to a blank line; an item that carries a block id is a block of its own, so that the id points at it. */
function scanList(findings: MarkdownFindings, cursor: Cursor, toLine: number): void {
  const { text, lines } = findings;
  cursor.inList = true;
  let blockLine = cursor.line;
  let itemLine = cursor.line;
  let last = cursor.line - 1;
  while (last + 1 < toLine) {
    const next = lineAt(findings, last + 1);
    if (next.content === next.end) break;
    const isItem = listMarkerEnd(text, next.content, next.end) > next.content;
    if (last >= blockLine && !isItem && endsList(findings, next)) break;
    if (last >= blockLine && isItem && isRule(text, next.content, next.end)) break;
    last++;
    if (isItem) itemLine = last;
    if (blockIdCaret(text, next.content, next.end) === -1) continue;
    if (itemLine > blockLine) pushTextBlock(findings, 'list', 'list', lines.starts[blockLine] ?? 0, itemLine - 1);
    pushTextBlock(findings, 'list', 'list', lines.starts[itemLine] ?? 0, last);
    blockLine = last + 1;
    itemLine = last + 1;
  }
  if (last >= blockLine) pushTextBlock(findings, 'list', 'list', lines.starts[blockLine] ?? 0, last);
  goTo(findings, cursor, Math.max(last + 1, cursor.line + 1));
}

function endsList(findings: MarkdownFindings, line: Line): boolean {
  const { text } = findings;
  if (fenceOpening(text, line.content, line.end)) return true;
  return indentColumns(text, line.start, line.content) < 2 && interruptsParagraph(findings, line);
}

function startsTable(findings: MarkdownFindings, line: number, toLine: number): boolean {
  if (line + 1 >= toLine) return false;
  const { content, end } = lineAt(findings, line + 1);
  return isDelimiterRow(findings.text, content, end, lineAt(findings, line));
}

function scanTable(findings: MarkdownFindings, cursor: Cursor, toLine: number): void {
  const { lines, markup } = findings;
  const header = cursor.line;
  const start = lines.starts[header] ?? 0;
  let last = header + 1;
  while (last + 1 < toLine) {
    const next = lineAt(findings, last + 1);
    if (next.content === next.end || interruptsParagraph(findings, next)) break;
    last++;
  }
  scanInline(findings, start, lines.ends[header] ?? 0, 'table');
  markup.push(lines.starts[header + 1] ?? 0, lines.ends[header + 1] ?? 0, 0);
  if (last > header + 1) scanInline(findings, lines.starts[header + 2] ?? 0, lines.ends[last] ?? 0, 'table');
  pushBlock(findings, 'table', start, last);
  goTo(findings, cursor, last + 1);
}

function scanParagraph(findings: MarkdownFindings, cursor: Cursor, toLine: number): void {
  const { text, lines, markup } = findings;
  const first = cursor.line;
  const start = cursor.start;
  const footnote = opensFootnote(text, skipBlanks(text, start, lines.ends[first] ?? 0), lines.ends[first] ?? 0);
  let last = first;
  while (last + 1 < toLine) {
    const next = lineAt(findings, last + 1);
    if (next.content === next.end) break;
    const level = footnote || indentColumns(text, next.start, next.content) > 3 ? 0 : underlineLevel(text, next.content, next.end);
    if (level > 0) {
      const end = lines.ends[last] ?? 0;
      scanInline(findings, start, end, 'plain');
      markup.push(next.start, next.end, 0);
      pushHeading(findings, level, start, { start, end }, last + 1);
      return goTo(findings, cursor, last + 2);
    }
    if (interruptsParagraph(findings, next) || startsTable(findings, last + 1, toLine)) break;
    last++;
  }
  pushTextBlock(findings, footnote ? 'footnote' : 'paragraph', 'plain', start, last);
  goTo(findings, cursor, last + 1);
}

/** Whether a line ends the running text above it without a blank line between. */
function interruptsParagraph(findings: MarkdownFindings, line: Line): boolean {
  const { text } = findings;
  const { content, end } = line;
  switch (text.charCodeAt(content)) {
    case 35: // #
      return headingLevel(text, content, end) > 0;
    case 62: // >
      return true;
    case 96: // `
    case 126: // ~
      return fenceOpening(text, content, end) !== undefined;
    case 36: // $
      return text.startsWith('$$', content) && skipBlanks(text, content + 2, end) === end;
    case 37: // %
      return text.startsWith('%%', content);
    case 60: // <
      return text.startsWith('<!--', content) || opensHtmlBlock(text, content, end) !== undefined;
    case 91: // [
      return opensFootnote(text, content, end);
    case 42: // *
    case 43: // +
    case 45: // -
    case 95: // _
      return isRule(text, content, end) || startsItemWithText(text, content, end);
    case 49: // 1: another number is more likely a year at a line's start
      return !isDigit(text.charCodeAt(content + 1)) && listMarkerEnd(text, content, end) > content;
    default:
      return false;
  }
}

function startsItemWithText(text: string, content: number, end: number): boolean {
  const after = listMarkerEnd(text, content, end);
  return after > content && after < end;
}
