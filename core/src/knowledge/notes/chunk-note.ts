import { createHeadingAnchors } from './anchors.ts';
import type { Chunk } from './chunk.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { type LineIndex, indexLines, lineIndexAt } from './line-index.ts';
import { type NotePiece, piecesOf } from './note-pieces.ts';
import { headingPathOf, type NoteSection, sectionsOf } from './note-sections.ts';
import type { NoteBlock, NoteFormat, ParsedNote, TextRange } from './parsed-note.ts';

/** Enough for an answer with its context, and below what nearly every embedder takes. */
const defaultMaxTokens = 400;
/** Sections below `tinyShare` of a chunk join their next siblings up to `mergedShare` of one. */
const tinyShare = 0.15;
const mergedShare = 0.5;

/** Sections that become chunks together, under one honest heading path. */
interface Unit {
  readonly pieces: NotePiece[];
  readonly sections: NoteSection[];
  tokens: number;
  /** The heading whose path all of it stands under, -1 for none. */
  headingIndex: number;
}

/**
 * Cuts a note into the pieces that are indexed: in order, without overlap, covering everything a person wrote. A section is the unit;
 * a long one is cut between blocks, an oversized block by sentences or lines. Headings are searched through `headingPath`; those of
 * tiny sections that share a chunk stay in its `searchText`.
 */
export function chunkNote(note: ParsedNote, options: { maxTokens?: number } = {}): Chunk[] {
  const maxTokens = options.maxTokens ?? defaultMaxTokens;
  if (!(maxTokens >= 16)) throw new RangeError(`Cannot chunk "${note.path}" to ${maxTokens} tokens: maxTokens must be at least 16`);
  const sections = sectionsOf(note);
  const parents = new Map(sections.map(({ headingIndex, parentIndex }) => [headingIndex, parentIndex]));
  const lines = createLineFinder(note);
  const headingAnchor = createHeadingAnchors(note, parents);
  const chunks: Chunk[] = [];
  for (const unit of unitsOf(note, sections, parents, maxTokens)) {
    const headingPath = headingPathOf(note, parents, unit.headingIndex);
    const inPath = headingsInPath(parents, unit.headingIndex);
    const groups = packPieces(note.format, unit, maxTokens);
    const section = rangeOfPieces(unit.pieces, lines);
    for (const pieces of groups) {
      const range = rangeOfPieces(pieces, lines);
      chunks.push({
        ...range,
        ordinal: chunks.length,
        kind: kindOf(pieces),
        headingPath,
        anchor: anchorOf(note.format, pieces, unit, headingAnchor),
        section: groups.length === 1 ? range : section,
        searchText: joinSearchText(note, pieces, inPath),
      });
    }
  }
  return chunks;
}

function unitsOf(note: ParsedNote, sections: readonly NoteSection[], parents: ReadonlyMap<number, number>, maxTokens: number): Unit[] {
  const units: Unit[] = [];
  for (const section of sections) {
    const pieces = section.blocks.flatMap((block) => (block.kind === 'heading' ? [headingPiece(note, block)] : piecesOf(note, block, maxTokens)));
    const tokens = pieces.reduce((sum, piece) => sum + piece.tokens, 0);
    const last = units.at(-1);
    if (last && note.format !== 'canvas' && joins(last, section, tokens, parents, maxTokens)) {
      last.headingIndex = isFirstChild(last, section) ? section.headingIndex : section.parentIndex;
      for (const piece of pieces) last.pieces.push(piece);
      last.sections.push(section);
      last.tokens += tokens;
    } else units.push({ pieces, sections: [section], tokens, headingIndex: section.headingIndex });
  }
  return units;
}

function headingPiece(note: ParsedNote, block: NoteBlock): NotePiece {
  return { start: block.start, end: block.end, block, continues: false, searchText: '', tokens: 1 + estimateTokens(note.headings[block.headingIndex]?.text ?? '') };
}

/** A heading with nothing of its own goes with its first child; a tiny section goes with its next siblings. */
function joins(unit: Unit, section: NoteSection, tokens: number, parents: ReadonlyMap<number, number>, maxTokens: number): boolean {
  const previous = unit.sections.at(-1) as NoteSection;
  if (isFirstChild(unit, section)) return true;
  if (section.level === 0 || section.level !== previous.level || section.parentIndex !== previous.parentIndex) return false;
  // what is no sibling must stand above all of them, or it would get a path that is not its own
  const above = headingsInPath(parents, section.parentIndex);
  const underOnePath = unit.sections.every(({ headingIndex }) => parents.get(headingIndex) === section.parentIndex || above.has(headingIndex));
  return underOnePath && Math.min(unit.tokens, tokens) < maxTokens * tinyShare && unit.tokens + tokens <= maxTokens * mergedShare;
}

/** Whether all of a unit is the headings that a section stands under. */
function isFirstChild(unit: Unit, section: NoteSection): boolean {
  const own = unit.headingIndex >= 0 && section.parentIndex === unit.headingIndex;
  return own && unit.pieces.every(({ block }) => block.kind === 'heading' || block.kind === 'rule');
}

function headingsInPath(parents: ReadonlyMap<number, number>, headingIndex: number): Set<number> {
  const inPath = new Set<number>();
  for (let index = headingIndex; index >= 0; index = parents.get(index) ?? -1) inPath.add(index);
  return inPath;
}

/** Parts of about equal size, none above `maxTokens` unless a single piece is. */
function packPieces(format: NoteFormat, unit: Unit, maxTokens: number): NotePiece[][] {
  const target = unit.tokens / Math.ceil(unit.tokens / maxTokens);
  const groups: NotePiece[][] = [];
  let group: NotePiece[] = [];
  let filled = 0;
  let before = 0;
  for (const piece of unit.pieces) {
    // the nearest place to the ideal cut; a heading stays with what it heads
    const reached = before + filled + piece.tokens / 2 > target * (groups.length + 1);
    const full = unit.tokens > maxTokens && group.some(({ block }) => block.kind !== 'heading') && (reached || filled + piece.tokens > maxTokens);
    if (full || endsGroup(format, group, piece, filled >= maxTokens * tinyShare)) {
      groups.push(group);
      group = [];
      before += filled;
      filled = 0;
    }
    group.push(piece);
    filled += piece.tokens;
  }
  groups.push(group);
  return groups;
}

/** Cards stand alone; a code cell closes what the Markdown above it opened, unless that is tiny. */
function endsGroup(format: NoteFormat, group: readonly NotePiece[], next: NotePiece, sizeable: boolean): boolean {
  const last = group.at(-1)?.block;
  if (!last || last.cell === next.block.cell || last.kind === 'heading') return false;
  return format === 'canvas' || (format === 'notebook' && last.kind === 'cell' && sizeable);
}

function kindOf(pieces: readonly NotePiece[]): Chunk['kind'] {
  const kinds = new Set(pieces.map(({ block }) => block.kind).filter((kind) => kind !== 'heading' && kind !== 'rule'));
  const [only] = kinds;
  const telling = only === 'code' || only === 'table' || only === 'callout' || only === 'cell' || only === 'card';
  return kinds.size === 1 && telling ? only : 'text';
}

function anchorOf(format: NoteFormat, pieces: readonly NotePiece[], unit: Unit, headingAnchor: (headingIndex: number) => string | undefined): string | undefined {
  const [first] = pieces;
  const cell = pieces.find(({ block }) => block.cell !== undefined && (format !== 'canvas' || block.kind !== 'heading'))?.block.cell;
  if (cell !== undefined) return format === 'canvas' ? `card-${cell}` : `cell-${cell}`;
  if (first?.block.blockId !== undefined) return `#^${first.block.blockId}`;
  // a chunk that joins sections is opened at its first heading
  const headingIndex = pieces.find(({ block }) => block.kind === 'heading')?.block.headingIndex ?? unit.headingIndex;
  return headingAnchor(headingIndex);
}

function joinSearchText(note: ParsedNote, pieces: readonly NotePiece[], inPath: ReadonlySet<number>): string {
  const texts: string[] = [];
  for (const { block, searchText } of pieces) {
    if (block.kind === 'heading' && !inPath.has(block.headingIndex)) texts.push(note.headings[block.headingIndex]?.text ?? '');
    else if (searchText !== '') texts.push(searchText);
  }
  return texts.join('\n');
}

interface LineFinder {
  lineAt(offset: number): number;
}

/** Lines of the original file; the index is made only when a block was cut. */
function createLineFinder(note: ParsedNote): LineFinder {
  let lines: LineIndex | undefined;
  return {
    lineAt(offset) {
      lines ??= indexLines(note.text);
      const line = lineIndexAt(lines, offset);
      return note.originalLines?.[line] ?? line + 1;
    },
  };
}

function rangeOfPieces(pieces: readonly NotePiece[], lines: LineFinder): TextRange {
  const first = pieces[0];
  const last = pieces.at(-1) as NotePiece;
  return {
    start: first.start,
    end: last.end,
    startLine: first.start === first.block.start ? first.block.startLine : lines.lineAt(first.start),
    endLine: last.end === last.block.end ? last.block.endLine : lines.lineAt(last.end),
  };
}
