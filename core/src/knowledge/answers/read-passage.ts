import type { Passage } from '../index/index.ts';
import { passageUnits, type PassageUnit } from './passage-units.ts';
import type { QuestionType } from './question.ts';
import { visibleWords } from './visible-words.ts';
import type { WordReader } from './word-reader.ts';

/** The words of the list that a unit introduces or, where steps are asked for, is an item of; of any other unit its own. */
export function wholeStems(units: readonly ReadUnit[], index: number, type: QuestionType): ReadonlySet<string> {
  const { unit, text, stems } = units[index];
  const listIndex = announces(unit, text) ? index + 1 : unit.kind === 'item' && type === 'how' ? index : -1;
  const block = units[listIndex]?.unit.block;
  if (listIndex === -1 || block === undefined) return stems;
  const first = units.findIndex((other) => other.unit.block === block);
  const introduction = units[first - 1];
  const members = units.filter((other) => other.unit.block === block);
  if (introduction && announces(introduction.unit, introduction.text)) members.push(introduction);
  return new Set(members.flatMap((member) => [...member.stems]));
}

/** Whether a sentence only introduces what follows. */
export function announces(unit: PassageUnit, text: string): boolean {
  return unit.kind === 'sentence' && /[:：][*_]*$/.test(text);
}

export interface ReadUnit {
  readonly unit: PassageUnit;
  readonly text: string;
  readonly words: readonly string[];
  readonly stems: ReadonlySet<string>;
  /** Of the nearest heading above it, or of the title where there is none. */
  readonly headingStems: ReadonlySet<string>;
  /** The same without stop words. */
  readonly headingTopic: readonly string[];
  /** Units between it and that heading. */
  readonly distance: number;
}

export function readPassage(passage: Passage, reader: WordReader): { units: ReadUnit[]; titleStems: ReadonlySet<string> } {
  const fileName = passage.path.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
  const titleStems = new Set(reader.words([passage.title, fileName, ...passage.headingPath].join('\n')).map(({ stem }) => stem));
  let heading = reader.words(passage.headingPath.at(-1) ?? passage.title);
  // A passage from the middle of a section does not open it.
  let distance = 0;
  const units = passageUnits(passage.text).map((unit): ReadUnit => {
    const text = passage.text.slice(unit.start, unit.end);
    const read = reader.words(visibleWords(text));
    if (unit.kind === 'heading') {
      heading = read;
      distance = -1;
    }
    const words = read.map(({ stem }) => stem);
    const topical = heading.filter(({ isStopWord }) => !isStopWord);
    return {
      unit,
      text,
      words,
      stems: new Set(words),
      headingStems: new Set(heading.map(({ stem }) => stem)),
      headingTopic: [...new Set((topical.length > 0 ? topical : heading).map(({ stem }) => stem))],
      distance: Math.max(0, distance++),
    };
  });
  return { units, titleStems };
}
