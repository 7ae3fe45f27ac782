import type { Passage } from '../index/index.ts';
import type { Question } from './question.ts';
import { leansBack } from './leans-back.ts';
import type { RankedUnit, Ranking } from './rank-units.ts';
import { announces as announcesUnit } from './read-passage.ts';

/** A stretch of one passage to be quoted. Offsets are into the passage's text. */
export interface Excerpt {
  readonly passage: number;
  readonly start: number;
  readonly end: number;
  /** The head of the table that a quoted row is cut from, to be shown above it. */
  readonly tableHead?: { readonly start: number; readonly end: number };
}

const MAX_EXCERPTS = 3;
const MAX_LENGTH = 1600;
const MAX_LIST_LENGTH = 1500;
/** A larger table is quoted by the row. */
const MAX_TABLE_LENGTH = 700;
const MAX_LEAD_SENTENCES = 2;
/** A further excerpt must be this good beside the best: from a note that is quoted already, or from another. */
const RUNNER_UP = { sameNote: 0.82, otherNote: 0.88 };
/** Share of its words that an excerpt may share with an earlier one. */
const MAX_OVERLAP = 0.7;

/** Picks what answers the question, widens it to what can be understood alone, and puts it in reading order, the best passage first. */
export function chooseExcerpts(question: Question, ranking: Ranking, passages: readonly Pick<Passage, 'path' | 'sourceId'>[]): Excerpt[] {
  const noteOf = (passage: number) => `${passages[passage]?.sourceId}\n${passages[passage]?.path}`;
  const top = ranking.best[0];
  if (!top) return [];
  const chosen: (Excerpt & { stems: ReadonlySet<string> })[] = [];
  let length = 0;
  for (const unit of ranking.best) {
    if (chosen.length >= MAX_EXCERPTS || unit.score < RUNNER_UP.sameNote * top.score) break;
    const sameNote = chosen.some(({ passage }) => noteOf(passage) === noteOf(unit.passage));
    if (!sameNote && unit.score < RUNNER_UP.otherNote * top.score) continue;
    // Another note must speak to the question itself, not only stand under a fitting title.
    if (unit !== top && unit.direct < 0.5 * top.direct) continue;
    if (chosen.some((earlier) => earlier.passage === unit.passage && earlier.start <= unit.unit.start && unit.unit.end <= earlier.end)) continue;
    if (chosen.some((earlier) => overlap(unit.stems, earlier.stems) > MAX_OVERLAP)) continue;
    const excerpt = widen(question, unit, ranking);
    if (chosen.length > 0 && length + (excerpt.end - excerpt.start) > MAX_LENGTH) continue;
    length += excerpt.end - excerpt.start;
    chosen.push({ ...excerpt, stems: unit.stems });
  }
  return mergeInOrder(chosen);
}

/** The unit with what it leans on: the list it belongs to, the sentence a pronoun points back to, the code it announces. */
function widen(question: Question, chosen: RankedUnit, ranking: Ranking): Excerpt {
  const units = ranking.units[chosen.passage];
  let first = chosen.index;
  let last = chosen.index;
  const blockOf = (index: number) => units[index]?.unit.block;

  if (chosen.unit.kind === 'item' || chosen.unit.kind === 'row') {
    let from = first;
    let to = last;
    while (blockOf(from - 1) === blockOf(first)) from--;
    while (blockOf(to + 1) === blockOf(last)) to++;
    const wholeLength = units[to].unit.end - units[from].unit.start;
    if (chosen.unit.kind === 'row' && wholeLength > MAX_TABLE_LENGTH && from < first) {
      // Up to the row below the head, which takes in the rule between them.
      return { passage: chosen.passage, start: chosen.unit.start, end: chosen.unit.end, tableHead: { start: units[from].unit.start, end: units[from + 1].unit.start } };
    }
    const wantsWhole = chosen.unit.kind === 'row' || question.type === 'how' || chosen.focus >= 0.6 || to - from < 4;
    if (wantsWhole && wholeLength <= MAX_LIST_LENGTH) [first, last] = [from, to];
    if (first === from && announces(units[from - 1])) first = from - 1;
  } else if (chosen.unit.kind === 'code') {
    if (units[first - 1]?.unit.kind === 'sentence') first--;
  } else {
    if (leansBack(chosen.text) && blockOf(first - 1) === blockOf(first)) first--;
    // A section whose heading is the question is answered by its opening.
    const opensSection = units[first - 1]?.unit.kind === 'heading' || first === 0;
    if (chosen.focus >= 0.6 && opensSection) {
      while (last - first < MAX_LEAD_SENTENCES && units[last + 1]?.unit.kind === 'sentence' && blockOf(last + 1) === blockOf(last)) last++;
    }
  }
  const next = units[last + 1];
  // Under a heading that is the question, the steps follow what opens the section, announced or not.
  const stepsFollow = question.type === 'how' && chosen.focus >= 0.6 && next?.unit.kind === 'item' && /^[\s>]*\d/.test(next.text);
  if (announces(units[last]) || stepsFollow) {
    if (next && next.unit.kind !== 'heading') {
      let to = last + 1;
      if (next.unit.kind === 'item' || next.unit.kind === 'row') while (blockOf(to + 1) === next.unit.block) to++;
      if (units[to].unit.end - units[first].unit.start <= MAX_LIST_LENGTH) last = to;
    }
  }
  return { passage: chosen.passage, start: units[first].unit.start, end: units[last].unit.end };
}

function announces(unit: RankedUnit | undefined): boolean {
  return unit !== undefined && announcesUnit(unit.unit, unit.text);
}

function overlap(stems: ReadonlySet<string>, earlier: ReadonlySet<string>): number {
  let sharedCount = 0;
  for (const stem of stems) if (earlier.has(stem)) sharedCount++;
  return stems.size === 0 ? 1 : sharedCount / stems.size;
}

/** Passages in the order they were first chosen, excerpts of one passage as they stand in it, neighbours made one. */
function mergeInOrder(excerpts: readonly Excerpt[]): Excerpt[] {
  const passages = [...new Set(excerpts.map(({ passage }) => passage))];
  return passages.flatMap((passage) => {
    const own = excerpts.filter((excerpt) => excerpt.passage === passage).sort((a, b) => a.start - b.start);
    const merged: Excerpt[] = [];
    for (const { start, end, tableHead } of own) {
      const previous = merged.at(-1);
      // A blank line at most lies between neighbours.
      if (previous && start - previous.end <= 2) merged[merged.length - 1] = { ...previous, end: Math.max(previous.end, end) };
      else merged.push({ passage, start, end, ...(tableHead && { tableHead }) });
    }
    return merged;
  });
}
