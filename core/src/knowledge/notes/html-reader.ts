import { Parser } from 'htmlparser2';
import { trimEnd } from './characters.ts';
import { indexLines } from './line-index.ts';
import { targetOfDestination } from './markdown-links.ts';
import type { BlockKind, NoteLink } from './parsed-note.ts';
import { createReadableText } from './readable-text.ts';

/** The readable text of a page with its parts, as offsets into that text. */
export type HtmlPage =
  | {
      readonly type: 'page';
      readonly text: string;
      readonly originalLines: readonly number[];
      readonly title: string;
      readonly spans: readonly HtmlSpan[];
      readonly links: readonly HtmlLink[];
      readonly markup: readonly number[];
    }
  | { readonly type: 'not-readable'; readonly reason: string };

export interface HtmlSpan {
  readonly kind: BlockKind;
  readonly start: number;
  readonly end: number;
  /** 1 to 6 for a heading, else 0. */
  readonly level: number;
}

export type HtmlLink = Pick<NoteLink, 'start' | 'end' | 'target' | 'subpath' | 'display' | 'embed'>;

/** No page that a person wrote nests deeper; the parser's time grows with the depth. */
const maxDepth = 1000;

const unreadElements = new Set(['script', 'style', 'template', 'noscript', 'svg', 'math', 'object', 'iframe', 'head']);
const lineElements = new Set(['div', 'li', 'tr', 'dt', 'dd', 'figcaption', 'caption', 'summary']);
const blockElements = new Set(['p', 'ul', 'ol', 'dl', 'table', 'blockquote', 'pre', 'section', 'article', 'header', 'footer', 'main', 'figure', 'details', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr']);

/** Reads a page into lines as they are seen: a `div` or `<br>` is a line, a paragraph or an empty line ends a block, a row is one line. */
export function readHtml(html: string): HtmlPage {
  const reader = createHtmlReader(html);
  const parser: Parser = new Parser({
    onopentag: (name, attributes) => {
      if (reader.open(name, attributes, parser.startIndex) > maxDepth) parser.pause();
    },
    onclosetag: (name) => reader.close(name, parser.startIndex),
    ontext: (data) => reader.text(data, parser.startIndex),
  });
  parser.write(html);
  if (reader.depth() > maxDepth) return { type: 'not-readable', reason: `The page's elements are nested more than ${maxDepth} deep.` };
  parser.end();
  return reader.finish();
}

interface HtmlReader {
  /** Returns how deep the element is nested. */
  open(name: string, attributes: Readonly<Record<string, string>>, offset: number): number;
  close(name: string, offset: number): void;
  text(data: string, offset: number): void;
  depth(): number;
  finish(): HtmlPage;
}

function createHtmlReader(html: string): HtmlReader {
  const readable = createReadableText();
  const lines = indexLines(html);
  const spans: HtmlSpan[] = [];
  const links: HtmlLink[] = [];
  const markup: number[] = [];
  const lists: { ordered: boolean; count: number }[] = [];
  const openLinks: { href: string; start: number }[] = [];
  let line = 0;
  let depth = 0;
  let unreadDepth = 0;
  let cellDepth = 0;
  let preDepth = 0;
  let quoteDepth = 0;
  let tableDepth = 0;
  let headingLevel = 0;
  let cellsInRow = 0;
  let inTitle = false;
  let title = '';
  let block: { kind: BlockKind; start: number; level: number } | undefined;
  let lineStart = 0;
  let endsWithSpace = true;
  /** The last line was ended by a line break of the file, which a `<br>` may follow. */
  let softBreak = false;
  /** A block inside a cell has ended: in the row a space stands for it. */
  let wordBreak = false;

  function originalLine(offset: number): number {
    while ((lines.starts[line + 1] ?? Number.POSITIVE_INFINITY) <= offset) line++;
    return line + 1;
  }

  function kindHere(): BlockKind {
    if (headingLevel > 0) return 'heading';
    if (tableDepth > 0) return 'table';
    if (preDepth > 0) return 'code';
    if (lists.length > 0) return 'list';
    return quoteDepth > 0 ? 'quote' : 'paragraph';
  }

  function append(text: string, offset: number): void {
    block ??= { kind: kindHere(), start: readable.length, level: headingLevel };
    readable.append(text, originalLine(offset));
    endsWithSpace = text.endsWith(' ');
    softBreak = false;
    wordBreak = false;
  }

  /** Text that is not the author's: a bullet, a mark of a check box, a border of a cell. */
  function appendMark(text: string, offset: number): void {
    append(text, offset);
    markup.push(readable.length - text.length, readable.length, text.includes('|') ? 32 : 0);
    endsWithSpace = true;
  }

  function breakLine(offset: number): void {
    if (!block || readable.length === lineStart) return;
    append('\n', offset);
    lineStart = readable.length;
    endsWithSpace = true;
  }

  /** A line break of the file is white space, but keeping it keeps every line's place. */
  function breakSourceLine(offset: number): void {
    if (preDepth > 0 && block) {
      append('\n', offset);
      lineStart = readable.length;
    } else if (block && readable.length > lineStart) {
      breakLine(offset);
      softBreak = true;
    }
  }

  function appendWords(words: string, offset: number): void {
    const collapsed = preDepth > 0 ? words : words.replaceAll(/[ \t\r\n\f\u00a0]+/g, ' ');
    const shown = endsWithSpace && preDepth === 0 ? collapsed.trimStart() : collapsed;
    // in a cell the line is that of the first word
    if (shown !== '') append(wordBreak && !endsWithSpace && !shown.startsWith(' ') ? ` ${shown}` : shown, offset + (words.length - words.trimStart().length));
  }

  function endBlock(): void {
    if (block) spans.push({ kind: block.kind, start: block.start, end: readable.length, level: block.level });
    if (block) readable.endBlock();
    block = undefined;
    lineStart = readable.length;
    endsWithSpace = true;
  }

  function openItem(offset: number): void {
    breakLine(offset);
    const list = lists.at(-1);
    const number = list ? ++list.count : 0;
    appendMark(`${'  '.repeat(Math.max(0, lists.length - 1))}${list?.ordered ? `${number}.` : '-'} `, offset);
  }

  function openPicture(source: string, alternative: string, offset: number): void {
    const target = targetOfDestination(source);
    if (!target && alternative === '') return;
    const display = alternative || (target?.target.split('/').at(-1) ?? '');
    if (!endsWithSpace) append(' ', offset);
    append(display, offset);
    if (target && display !== '') links.push({ start: readable.length - display.length, end: readable.length, ...target, display, embed: true });
  }

  function openBlock(name: string, offset: number): void {
    if (cellDepth > 0) return;
    const nestedList = (name === 'ul' || name === 'ol') && lists.length > 0;
    if (nestedList || (tableDepth > 0 && name !== 'table')) breakLine(offset);
    else endBlock();
  }

  return {
    open(name, attributes, offset) {
      depth++;
      if (name === 'title') inTitle = true;
      if (unreadElements.has(name)) unreadDepth++;
      if (unreadDepth > 0) return depth;
      if (blockElements.has(name)) openBlock(name, offset);
      else if (lineElements.has(name) && cellDepth === 0) breakLine(offset);
      if (/^h[1-6]$/.test(name) && cellDepth === 0) headingLevel = Number(name[1]);
      if (name === 'ul' || name === 'ol') lists.push({ ordered: name === 'ol', count: 0 });
      if (name === 'pre') preDepth++;
      if (name === 'blockquote') quoteDepth++;
      if (name === 'table') tableDepth++;
      if (name === 'tr') cellsInRow = 0;
      if (name === 'li' && cellDepth === 0) openItem(offset);
      if (name === 'td' || name === 'th') {
        if (cellsInRow++ > 0) appendMark(endsWithSpace ? '| ' : ' | ', offset);
        wordBreak = false;
        cellDepth++;
      }
      if (name === 'input' && attributes.type === 'checkbox') appendMark('checked' in attributes ? '[x] ' : '[ ] ', offset);
      if (name === 'br' && cellDepth === 0) {
        if (softBreak) softBreak = false;
        else if (readable.length === lineStart && tableDepth === 0) endBlock();
        else breakLine(offset);
      }
      if (name === 'img') openPicture(attributes.src ?? '', (attributes.alt ?? '').trim(), offset);
      if (name === 'a') openLinks.push({ href: attributes.href ?? '', start: readable.length });
      return depth;
    },
    close(name, offset) {
      depth--;
      if (name === 'title') inTitle = false;
      if (unreadElements.has(name)) {
        unreadDepth = Math.max(0, unreadDepth - 1);
        return;
      }
      if (unreadDepth > 0) return;
      if (name === 'a') closeLink();
      if (name === 'td' || name === 'th') cellDepth = Math.max(0, cellDepth - 1);
      if (lineElements.has(name) && cellDepth === 0) breakLine(offset);
      else if (cellDepth > 0 && (blockElements.has(name) || lineElements.has(name) || name === 'br')) wordBreak = true;
      if (blockElements.has(name) && cellDepth === 0 && !((name === 'ul' || name === 'ol') && lists.length > 1) && (tableDepth === 0 || name === 'table')) endBlock();
      if (name === 'ul' || name === 'ol') lists.pop();
      if (name === 'pre') preDepth--;
      if (name === 'blockquote') quoteDepth--;
      if (name === 'table') tableDepth--;
      if (/^h[1-6]$/.test(name)) headingLevel = 0;
    },
    text(data, offset) {
      if (inTitle) title += data;
      if (unreadDepth > 0 || inTitle) return;
      let at = offset;
      for (const [index, line] of (cellDepth > 0 ? [data] : data.split('\n')).entries()) {
        if (index > 0) breakSourceLine(at);
        appendWords(line, at);
        at += line.length + 1;
      }
    },
    depth: () => depth,
    finish() {
      endBlock();
      const { text, originalLines } = readable.build();
      const trimmed = spans.map((span) => ({ ...span, end: trimEnd(text, span.start, span.end) })).filter(({ start, end }) => end > start);
      return { type: 'page', text, originalLines, title: title.replaceAll(/\s+/g, ' ').trim(), spans: trimmed, links: links.map((link) => displayed(link, text)), markup };
    },
  };

  function closeLink(): void {
    const link = openLinks.pop();
    const target = link && targetOfDestination(link.href);
    if (link && target && readable.length > link.start) links.push({ start: link.start, end: readable.length, ...target, display: '', embed: false });
  }
}

/** Fills in what a reader sees of a link, once the text is whole. */
function displayed(link: HtmlLink, text: string): HtmlLink {
  const end = trimEnd(text, link.start, link.end);
  return link.display === '' ? { ...link, end, display: text.slice(link.start, end).replaceAll(/\s+/g, ' ').trim() } : link;
}
