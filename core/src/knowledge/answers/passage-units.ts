import { splitSentences, trimSpan, type Span } from './split-sentences.ts';

/** What an answer can quote: a sentence, a list item with its continuation, a table row, a fenced block. Offsets are into the passage's text. */
export interface PassageUnit extends Span {
  readonly kind: 'sentence' | 'item' | 'row' | 'code' | 'heading';
  /** Units of one paragraph, list or table share it. */
  readonly block: number;
}

const FENCE = /^[ \t]*(?:>[ \t]*)*(`{3,}|~{3,})/;
/** A heading, or a line in bold that serves as one. */
const HEADING = /^[ \t]*(?:>[ \t]*)*(?:#{1,6}[ \t]+\S|(?:\*\*|__)[^*_]+(?:\*\*|__):?[ \t]*$)/;
const ITEM = /^[ \t]*(?:>[ \t]*)*(?:[-*+]|\d{1,9}[.)])[ \t]+\S/;
const ROW = /^[ \t]*(?:>[ \t]*)*\|.*\|[ \t]*$/;
const ROW_RULE = /^[\s>|:-]+$/;
const CALLOUT_HEAD = /^[ \t]*(?:>[ \t]*)+\[![\w-]+\][+-]?[ \t]*/;
const BLANK = /^[ \t]*(?:>[ \t]*)*$/;
const RULE = /^[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$/;

/** Cuts the text of a passage into its units, in order. Every unit's offsets cut out the exact text. */
export function passageUnits(text: string): PassageUnit[] {
  const units: PassageUnit[] = [];
  const lines = linesOf(text);
  let block = 0;
  let paragraph: Span | undefined;
  let last: 'paragraph' | 'list' | 'table' | undefined;

  const add = (kind: PassageUnit['kind'], start: number, end: number) => {
    const span = trimSpan(text, start, end);
    if (span.end > span.start) units.push({ kind, block, ...span });
  };
  const endParagraph = () => {
    if (!paragraph) return;
    const { start, end } = paragraph;
    for (const sentence of splitSentences(text.slice(start, end))) {
      const from = start + (/^(?:\s*>)*\s*/.exec(text.slice(start + sentence.start, start + sentence.end))?.[0].length ?? 0) + sentence.start;
      add('sentence', from, start + sentence.end);
    }
    paragraph = undefined;
  };
  const startBlock = (kind: typeof last) => {
    endParagraph();
    if (last !== kind || kind === undefined) block++;
    last = kind;
  };

  let index = text.startsWith('---') ? frontmatterLineCount(text, lines) : 0;
  for (; index < lines.length; index++) {
    const { start, end } = lines[index];
    const line = text.slice(start, end);
    const fence = FENCE.exec(line);
    if (fence) {
      startBlock(undefined);
      let close = index + 1;
      while (close < lines.length && !isClosingFence(text.slice(lines[close].start, lines[close].end), fence[1])) close++;
      index = Math.min(close, lines.length - 1);
      add('code', start, lines[index].end);
    } else if (BLANK.test(line) || RULE.test(line)) {
      // A blank line between two items does not end their list.
      endParagraph();
      if (last !== 'list') last = undefined;
    } else if (HEADING.test(line)) {
      startBlock(undefined);
      add('heading', start, end);
    } else if (ROW.test(line)) {
      startBlock('table');
      if (!ROW_RULE.test(line)) add('row', start, end);
    } else if (ITEM.test(line)) {
      startBlock('list');
      const item = start;
      while (index + 1 < lines.length && continuesItem(text.slice(lines[index + 1].start, lines[index + 1].end))) index++;
      add('item', item, lines[index].end);
    } else {
      const head = CALLOUT_HEAD.exec(line)?.[0].length ?? 0;
      if (head > 0) startBlock(undefined);
      if (!paragraph) {
        startBlock('paragraph');
        block++;
        paragraph = { start: start + head, end };
      } else paragraph = { start: paragraph.start, end };
    }
  }
  endParagraph();
  return units;
}

/** A line without a mark of its own, so it belongs to the item above. */
function continuesItem(line: string): boolean {
  return /^[ \t>]*[ \t]{2,}\S/.test(line) && !ITEM.test(line) && !FENCE.test(line) && !HEADING.test(line) && !ROW.test(line);
}

function isClosingFence(line: string, mark: string): boolean {
  const rest = line.replace(/^[ \t>]*/, '').trimEnd();
  return rest.startsWith(mark) && rest === mark[0].repeat(rest.length);
}

function frontmatterLineCount(text: string, lines: readonly Span[]): number {
  if (text.slice(lines[0].start, lines[0].end).trimEnd() !== '---') return 0;
  const close = lines.findIndex(({ start, end }, index) => index > 0 && /^(?:---|\.\.\.)\s*$/.test(text.slice(start, end)));
  return close + 1;
}

function linesOf(text: string): Span[] {
  const lines: Span[] = [];
  let start = 0;
  for (const match of text.matchAll(/\r\n|\n|\r/g)) {
    lines.push({ start, end: match.index });
    start = match.index + match[0].length;
  }
  lines.push({ start, end: text.length });
  return lines;
}
