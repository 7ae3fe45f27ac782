import type { InlineNode } from './markdown-tree.ts';

/** Emphasis inside emphasis deeper than this is shown as written. */
const MAX_DEPTH = 8;
/** A label or an address longer than this is shown as written; it bounds how far a bracket looks for its end. */
const MAX_LINK_CHARACTERS = 2000;
const DELIMITERS = [
  { mark: '**', type: 'strong' },
  { mark: '__', type: 'strong' },
  { mark: '~~', type: 'strikethrough' },
  { mark: '*', type: 'emphasis' },
  { mark: '_', type: 'emphasis' },
] as const;

/** Parses the text of one paragraph. Total: any text gives nodes, in time linear in its length for a bounded depth. */
export function parseInline(text: string, depth = 0): InlineNode[] {
  const nodes: InlineNode[] = [];
  // A mark whose closer was not found once is not looked for again: this keeps hostile text linear.
  const hopeless = new Set<string>();
  let plain = '';
  let position = 0;

  const flush = (): void => {
    if (plain) nodes.push({ type: 'text', text: plain });
    plain = '';
  };
  const push = (node: InlineNode, next: number): void => {
    flush();
    nodes.push(node);
    position = next;
  };

  while (position < text.length) {
    const parsed = parseAt(text, position, depth, hopeless);
    if (parsed) {
      push(parsed.node, parsed.next);
    } else if (text[position] === '\\' && /[!-/:-@[-`{-~]/.test(text[position + 1] ?? '')) {
      plain += text[position + 1];
      position += 2;
    } else if (text[position] === '\n') {
      const hard = plain.endsWith('  ');
      plain = plain.trimEnd();
      if (hard) push({ type: 'line-break' }, position + 1);
      else {
        plain += ' ';
        position += 1;
      }
    } else {
      plain += text[position];
      position += 1;
    }
  }
  flush();
  return nodes;
}

interface Parsed {
  readonly node: InlineNode;
  readonly next: number;
}

function parseAt(text: string, position: number, depth: number, hopeless: Set<string>): Parsed | undefined {
  switch (text[position]) {
    case '`':
      return parseCode(text, position, hopeless);
    case '!':
      return text[position + 1] === '[' ? parseBracket(text, position + 1, depth) : undefined;
    case '[':
      return parseBracket(text, position, depth);
    case '<':
    case 'h':
      return parseAddress(text, position);
    case '*':
    case '_':
    case '~':
      return depth < MAX_DEPTH ? parseEmphasis(text, position, depth, hopeless) : undefined;
    default:
      return undefined;
  }
}

function parseCode(text: string, position: number, hopeless: Set<string>): Parsed | undefined {
  let runEnd = position;
  while (text[runEnd] === '`') runEnd += 1;
  const mark = text.slice(position, runEnd);
  if (hopeless.has(mark)) return undefined;
  const close = text.indexOf(mark, runEnd);
  if (close < 0) {
    hopeless.add(mark);
    return undefined;
  }
  const code = text.slice(runEnd, close).replace(/\n/g, ' ');
  const padded = code.length > 2 && code.startsWith(' ') && code.endsWith(' ') && code.trim() !== '';
  return { node: { type: 'code', text: padded ? code.slice(1, -1) : code }, next: close + mark.length };
}

function parseBracket(text: string, position: number, depth: number): Parsed | undefined {
  const citation = /^\[(\d{1,4}(?:\s*,\s*\d{1,4}){0,20})\](?!\()/.exec(text.slice(position, position + 160));
  if (citation) return { node: { type: 'citation', markers: citation[1].split(',').map(Number) }, next: position + citation[0].length };
  if (text.startsWith('[[', position)) {
    const end = indexWithin(text, ']]', position + 2);
    if (end < 0) return undefined;
    const inner = text.slice(position + 2, end);
    if (inner === '' || inner.includes('\n') || inner.includes('[')) return undefined;
    const bar = inner.indexOf('|');
    const target = bar < 0 ? inner : inner.slice(0, bar);
    return { node: { type: 'wikilink', target, text: bar < 0 ? target : inner.slice(bar + 1) }, next: end + 2 };
  }
  const middle = indexWithin(text, '](', position + 1);
  if (middle < 0) return undefined;
  const label = text.slice(position + 1, middle);
  if (label.includes('[') || label.includes(']')) return undefined;
  const end = indexWithin(text, ')', middle + 2);
  if (end < 0) return undefined;
  const address = text.slice(middle + 2, end).trim().replace(/\s+"[^"]*"$/, '');
  if (/\s/.test(address)) return undefined;
  const children = depth < MAX_DEPTH ? parseInline(label, depth + 1) : [{ type: 'text' as const, text: label }];
  return { node: { type: 'link', address, children }, next: end + 1 };
}

function parseAddress(text: string, position: number): Parsed | undefined {
  const bracketed = text[position] === '<';
  const start = bracketed ? position + 1 : position;
  if (!text.startsWith('http://', start) && !text.startsWith('https://', start)) return undefined;
  if (!bracketed && /[\p{L}\p{N}]/u.test(text[position - 1] ?? '')) return undefined;
  const match = /^https?:\/\/[^\s<>"`]+/.exec(text.slice(start, start + 2048));
  if (!match) return undefined;
  const address = bracketed ? match[0] : match[0].replace(/[.,;:!?'*_)\]]+$/, '');
  const end = start + address.length;
  if (bracketed && text[end] !== '>') return undefined;
  return { node: { type: 'link', address, children: [{ type: 'text', text: address }] }, next: bracketed ? end + 1 : end };
}

function parseEmphasis(text: string, position: number, depth: number, hopeless: Set<string>): Parsed | undefined {
  const delimiter = DELIMITERS.find(({ mark }) => text.startsWith(mark, position));
  if (!delimiter || hopeless.has(delimiter.mark)) return undefined;
  const { mark, type } = delimiter;
  const start = position + mark.length;
  if (!/\S/.test(text[start] ?? '')) return undefined;
  const underscore = mark.startsWith('_');
  if (underscore && isWordCharacter(text[position - 1])) return undefined;
  for (let close = text.indexOf(mark, start + 1); close >= 0; close = text.indexOf(mark, close + 1)) {
    if (/\s/.test(text[close - 1])) continue;
    if (mark.length === 1 && (text[close + 1] === mark || text[close - 1] === mark)) continue;
    if (underscore && isWordCharacter(text[close + mark.length])) continue;
    return { node: { type, children: parseInline(text.slice(start, close), depth + 1) }, next: close + mark.length };
  }
  hopeless.add(mark);
  return undefined;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

function indexWithin(text: string, mark: string, from: number): number {
  const index = text.slice(from, from + MAX_LINK_CHARACTERS).indexOf(mark);
  return index < 0 ? -1 : from + index;
}
