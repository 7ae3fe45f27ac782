import { z } from 'zod';
import { jsonLines } from './json-positions.ts';
import { indexLines, type LineIndex } from './line-index.ts';
import { scanBlocks } from './markdown-blocks.ts';
import { emptyFindings, type MarkdownFindings, rangeOf } from './markdown-findings.ts';
import { displayOfTarget, splitSubpath } from './markdown-links.ts';
import { baseNameOf } from './path-names.ts';
import type { ParsedNote, UnparsedNote } from './parsed-note.ts';
import { createReadableText, toOriginalLines } from './readable-text.ts';

const nodeSchema = z.looseObject({
  id: z.union([z.string(), z.number()]).transform(String).catch(''),
  type: z.string(),
  x: z.number().catch(0),
  y: z.number().catch(0),
  width: z.number().catch(0),
  height: z.number().catch(0),
  text: z.string().optional().catch(undefined),
  file: z.string().optional().catch(undefined),
  subpath: z.string().optional().catch(undefined),
  url: z.string().optional().catch(undefined),
  label: z.string().optional().catch(undefined),
});

const canvasSchema = z.looseObject({ nodes: z.array(nodeSchema).optional() });

interface CanvasNode extends z.infer<typeof nodeSchema> {
  /** Line of the file on which the node's text begins. */
  readonly line: number;
}

/** What a node stands for on its line of the readable text. */
interface Entry {
  readonly node: CanvasNode;
  readonly start: number;
  readonly end: number;
  readonly fromLine: number;
  readonly toLine: number;
}

/** Reads an Obsidian canvas: cards in reading order, groups as headings over the cards inside them, file cards as links. */
export function parseCanvas(path: string, json: string, warnings: readonly string[]): ParsedNote | UnparsedNote {
  const nodes = readNodes(json);
  if (typeof nodes === 'string') return { type: 'skipped', path, reason: nodes };
  const readable = createReadableText();
  const entries: Entry[] = [];
  for (const node of inReadingOrder(nodes)) {
    const written = textOfNode(node);
    if (written.trim() === '') continue;
    const start = readable.length;
    const fromLine = readable.lineCount;
    readable.append(written, node.line);
    entries.push({ node, start, end: readable.length, fromLine, toLine: readable.lineCount });
    readable.endBlock();
  }
  const { text, originalLines } = readable.build();
  if (text.trim() === '') return { type: 'skipped', path, reason: 'The canvas holds no text.' };
  const lines = indexLines(text);
  const findings = emptyFindings(text, lines);
  for (const entry of entries) addEntry(findings, lines, entry);
  const { blocks, headings, links } = toOriginalLines(findings, originalLines);
  return { path, format: 'canvas', text, title: baseNameOf(path), aliases: [], tags: [...findings.tags], properties: {}, headings, links, blocks, markup: findings.markup, originalLines, warnings };
}

function readNodes(json: string): CanvasNode[] | string {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return `The canvas's JSON is broken: ${error instanceof Error ? error.message : String(error)}`;
  }
  const parsed = canvasSchema.safeParse(value);
  if (!parsed.success) return `The file is no canvas: ${z.prettifyError(parsed.error)}`;
  const lineByPath = jsonLines(json);
  return (parsed.data.nodes ?? []).map((node, index) => ({ ...node, line: lineByPath.get(`nodes/${index}/text`) ?? lineByPath.get(`nodes/${index}`) ?? 1 }));
}

function textOfNode(node: CanvasNode): string {
  switch (node.type) {
    case 'text':
      return node.text ?? '';
    case 'group':
      return (node.label ?? '').replaceAll(/\s+/g, ' ').trim();
    case 'file':
      return (node.file ?? '') + (node.subpath ?? '');
    case 'link':
      return node.url ?? '';
    default:
      return '';
  }
}

/** Cards outside every group, then each group with its cards; rows from the top, in a row from the left. */
function inReadingOrder(nodes: readonly CanvasNode[]): CanvasNode[] {
  const byPlace = (left: CanvasNode, right: CanvasNode): number => left.y - right.y || left.x - right.x || (left.id < right.id ? -1 : 1);
  const groups = nodes.filter(({ type, label }) => type === 'group' && (label ?? '').trim() !== '').sort(byPlace);
  // the smallest group around a card is its own
  const bySize = [...groups].sort((left, right) => left.width * left.height - right.width * right.height);
  const cardsOf = new Map<CanvasNode | undefined, CanvasNode[]>();
  for (const node of nodes) {
    if (node.type === 'group') continue;
    const group = bySize.find((candidate) => isInside(node, candidate));
    const cards = cardsOf.get(group);
    if (cards) cards.push(node);
    else cardsOf.set(group, [node]);
  }
  return [undefined, ...groups].flatMap((group) => [...(group ? [group] : []), ...(cardsOf.get(group) ?? []).sort(byPlace)]);
}

function isInside(node: CanvasNode, group: CanvasNode): boolean {
  const [middleX, middleY] = [node.x + node.width / 2, node.y + node.height / 2];
  return middleX >= group.x && middleX <= group.x + group.width && middleY >= group.y && middleY <= group.y + group.height;
}

function addEntry(findings: MarkdownFindings, lines: LineIndex, { node, start, end, fromLine, toLine }: Entry): void {
  const range = rangeOf(lines, start, start + findings.text.slice(start, end).trimEnd().length);
  if (node.type === 'group') findings.headings.push({ level: 1, text: findings.text.slice(start, end), ...range });
  // a card is one piece: its own headings stay in its text
  if (node.type === 'text') scanBlocks({ ...findings, blocks: [], headings: [] }, fromLine - 1, toLine);
  if (node.type === 'file') {
    const target = splitSubpath(findings.text.slice(start, end));
    findings.links.push({ ...range, syntax: 'wikilink', ...target, display: displayOfTarget(target), embed: true });
  }
  findings.blocks.push({ kind: node.type === 'group' ? 'heading' : 'card', ...range, blockId: undefined, headingIndex: findings.headings.length - 1, cell: node.id === '' ? undefined : node.id });
}
