import { trimEnd } from './characters.ts';
import { cutLines, cutRunningText } from './cut-points.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { visibleText } from './markup.ts';
import type { NoteBlock, ParsedNote } from './parsed-note.ts';

/** A block, or the part of an oversized one, with what is searched of it: the smallest thing a chunk is made of. */
export interface NotePiece {
  readonly start: number;
  readonly end: number;
  readonly block: NoteBlock;
  /** True for a part after the first. */
  readonly continues: boolean;
  readonly searchText: string;
  readonly tokens: number;
}

/** A line of code or a row is kept whole up to this many times the size of a chunk. */
const wholeLineFactor = 8;

/** A header longer than this share of a chunk is not repeated. */
const repeatedShare = 0.25;

export function piecesOf(note: ParsedNote, block: NoteBlock, maxTokens: number): NotePiece[] {
  const { text } = note;
  const searchText = searchTextOf(note, block.start, block.end);
  const tokens = estimateTokens(searchText);
  if (tokens <= maxTokens) return [{ start: block.start, end: block.end, block, continues: false, searchText, tokens }];
  const lead = leadOf(note, block);
  const leadTokens = estimateTokens(lead);
  const repeated = leadTokens <= maxTokens * repeatedShare ? lead : '';
  const budget = repeated === '' ? maxTokens : maxTokens - leadTokens;
  const cuts = isLineBound(block) ? cutLines(text, block.start, block.end, budget, budget * (block.kind === 'table' ? Number.POSITIVE_INFINITY : wholeLineFactor)) : cutRunningText(text, block.start, block.end, budget);
  const pieces: NotePiece[] = [];
  for (const [index, start] of [block.start, ...cuts].entries()) {
    const end = trimEnd(text, start, cuts[index] ?? block.end);
    if (end === start) continue;
    const own = searchTextOf(note, start, end);
    const continues = pieces.length > 0;
    const whole = continues && repeated !== '' ? `${repeated}\n${own}` : own;
    pieces.push({ start, end, block, continues, searchText: whole, tokens: estimateTokens(whole) });
  }
  return pieces;
}

function searchTextOf(note: ParsedNote, start: number, end: number): string {
  return (note.markup ? visibleText(note.text, start, end, note.markup) : note.text.slice(start, end)).trim();
}

/** Blocks whose lines are units of meaning: they are cut between lines, and their first line is said again. */
function isLineBound(block: NoteBlock): boolean {
  return block.kind === 'code' || block.kind === 'table' || block.kind === 'callout' || block.kind === 'math' || block.kind === 'cell';
}

/** What a reader of a later part needs to know: the header row, the language of the code, the callout's title. */
function leadOf(note: ParsedNote, block: NoteBlock): string {
  if (block.kind !== 'table' && block.kind !== 'callout' && !isFence(note, block)) return '';
  const lineEnd = note.text.slice(block.start, block.end).search(/[\r\n]/);
  return lineEnd === -1 ? '' : searchTextOf(note, block.start, block.start + lineEnd);
}

function isFence(note: ParsedNote, block: NoteBlock): boolean {
  const opening = note.text.slice(block.start, block.start + 64).trimStart();
  return block.kind === 'code' && (opening.startsWith('```') || opening.startsWith('~~~'));
}
