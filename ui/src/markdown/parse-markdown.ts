import type { BlockNode, ListItem } from './markdown-tree.ts';
import { parseInline } from './parse-inline.ts';

/** Quotes and lists inside each other deeper than this are shown as plain text. */
const MAX_DEPTH = 8;
const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([^\s`]*)/;
const HEADING = /^ {0,3}(#{1,6})\s+(.*)$/;
const RULE = /^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$/;
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])(\s+|$)/;
const QUOTE = /^ {0,3}>\s?/;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

/** Parses an answer, whole or still arriving: an open fence or list is closed by the end of the text. Total on any text. */
export function parseMarkdown(text: string): BlockNode[] {
  return parseBlocks(text.split(/\r\n|\r|\n/), 0);
}

function parseBlocks(lines: readonly string[], depth: number): BlockNode[] {
  const blocks: BlockNode[] = [];
  let paragraph: string[] = [];
  const flush = (): void => {
    if (paragraph.length > 0) blocks.push({ type: 'paragraph', children: parseInline(paragraph.map((line) => line.trimStart()).join('\n').trimEnd()) });
    paragraph = [];
  };

  let index = 0;
  while (index < lines.length) {
    const line = lines[index];
    if (line.trim() === '') {
      flush();
      index += 1;
      continue;
    }
    const taken = takeBlock(lines, index, depth, paragraph.length > 0);
    if (taken) {
      flush();
      blocks.push(taken.block);
      index = taken.next;
    } else {
      paragraph.push(line);
      index += 1;
    }
  }
  flush();
  return blocks;
}

interface Taken {
  readonly block: BlockNode;
  readonly next: number;
}

function takeBlock(lines: readonly string[], index: number, depth: number, inParagraph: boolean): Taken | undefined {
  const line = lines[index];
  const fence = FENCE.exec(line);
  if (fence) return takeFence(lines, index, fence[1], fence[2]);
  const heading = HEADING.exec(line);
  if (heading) return { block: { type: 'heading', level: heading[1].length, children: parseInline(heading[2].replace(/\s+#+\s*$/, '')) }, next: index + 1 };
  if (RULE.test(line)) return { block: { type: 'rule' }, next: index + 1 };
  if (line.includes('|') && TABLE_RULE.test(lines[index + 1] ?? '') && (lines[index + 1] ?? '').includes('-')) {
    const table = takeTable(lines, index);
    if (table) return table;
  }
  if (depth >= MAX_DEPTH) return undefined;
  if (QUOTE.test(line)) return takeQuote(lines, index, depth);
  const item = ITEM.exec(line);
  // As in CommonMark, only a list that starts at 1 may interrupt a paragraph: "2026. That year" is prose.
  if (item && (!inParagraph || !/^\d/.test(item[2]) || /^1[.)]/.test(item[2]))) return takeList(lines, index, depth);
  return undefined;
}

function takeFence(lines: readonly string[], index: number, mark: string, language: string): Taken {
  let end = index + 1;
  const isClose = (line: string): boolean => line.trim().length >= mark.length && line.trim() === mark[0].repeat(line.trim().length);
  while (end < lines.length && !isClose(lines[end])) end += 1;
  return { block: { type: 'code-block', language, text: lines.slice(index + 1, end).join('\n') }, next: Math.min(end + 1, lines.length) };
}

function takeQuote(lines: readonly string[], index: number, depth: number): Taken {
  let end = index;
  while (end < lines.length && QUOTE.test(lines[end])) end += 1;
  return { block: { type: 'quote', children: parseBlocks(lines.slice(index, end).map((line) => line.replace(QUOTE, '')), depth + 1) }, next: end };
}

function takeList(lines: readonly string[], index: number, depth: number): Taken {
  const first = ITEM.exec(lines[index])!;
  const indent = first[1].length;
  const ordered = /^\d/.test(first[2]);
  const items: ListItem[] = [];
  let current: string[] | undefined;
  let contentIndent = 0;
  let end = index;
  const close = (): void => {
    if (current) items.push({ children: parseBlocks(current, depth + 1) });
    current = undefined;
  };

  for (; end < lines.length; end += 1) {
    const line = lines[end];
    const item = ITEM.exec(line);
    const lineIndent = line.length - line.trimStart().length;
    if (item && item[1].length <= indent + 1 && !(current && lineIndent >= contentIndent)) {
      if (item[1].length < indent || /^\d/.test(item[2]) !== ordered || RULE.test(line)) break;
      close();
      contentIndent = item[0].length;
      current = [line.slice(item[0].length)];
    } else if (line.trim() === '') {
      const next = lines.slice(end + 1, end + 3).find((candidate) => candidate.trim() !== '');
      if (next === undefined || !(/^\s/.test(next) || ITEM.test(next))) break;
      current?.push('');
    } else if (lineIndent > indent || (current && current.at(-1) !== '' && !takesOver(line))) {
      current?.push(line.slice(Math.min(lineIndent, contentIndent)));
    } else break;
  }
  close();
  return { block: { type: 'list', ordered, start: ordered ? Number.parseInt(first[2], 10) : 1, items }, next: end };
}

/** Whether a line without indent ends a list item's paragraph instead of going on with it. */
function takesOver(line: string): boolean {
  return FENCE.test(line) || HEADING.test(line) || RULE.test(line) || QUOTE.test(line) || ITEM.test(line);
}

function takeTable(lines: readonly string[], index: number): Taken | undefined {
  const header = cellsOf(lines[index]);
  const rule = cellsOf(lines[index + 1]);
  if (header.length !== rule.length) return undefined;
  let end = index + 2;
  while (end < lines.length && lines[end].trim() !== '' && lines[end].includes('|')) end += 1;
  const rows = lines.slice(index + 2, end).map((line) => {
    const cells = cellsOf(line);
    return header.map((_, column) => parseInline(cells[column] ?? ''));
  });
  const alignments = rule.map((cell) => {
    if (cell.endsWith(':')) return cell.startsWith(':') ? 'center' : 'right';
    return cell.startsWith(':') ? 'left' : undefined;
  });
  return { block: { type: 'table', alignments, header: header.map((cell) => parseInline(cell)), rows }, next: end };
}

function cellsOf(line: string): string[] {
  const cells = [''];
  for (let position = 0; position < line.length; position += 1) {
    const character = line[position];
    if (character === '\\' && line[position + 1] === '|') {
      cells[cells.length - 1] += '|';
      position += 1;
    } else if (character === '|') cells.push('');
    else cells[cells.length - 1] += character;
  }
  const trimmed = cells.map((cell) => cell.trim());
  if (trimmed[0] === '' && trimmed.length > 1) trimmed.shift();
  if (trimmed.at(-1) === '' && trimmed.length > 1) trimmed.pop();
  return trimmed;
}
