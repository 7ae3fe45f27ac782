import type { Passage } from '../index/index.ts';
import { leansBack } from './leans-back.ts';
import { passageUnits, type PassageUnit } from './passage-units.ts';
import type { Question, QuestionType } from './question.ts';
import { visibleWords } from './visible-words.ts';
import type { WordReader } from './word-reader.ts';

export interface RankedUnit {
  /** Position in the passages that were ranked. */
  readonly passage: number;
  /** Position among the passage's units. */
  readonly index: number;
  readonly unit: PassageUnit;
  readonly text: string;
  readonly score: number;
  /** Share of the question's topic, by rarity, that the unit itself says, 0 to 1. */
  readonly direct: number;
  /** The same with its heading, its title and the sentences beside it. */
  readonly inContext: number;
  /** How much the question and the heading above it (or the title of the note it opens) are about the same, 0 to 1. */
  readonly focus: number;
  /** Share of the question's neighbouring words that stand near each other in it. */
  readonly pairs: number;
  /** How far it has the form of an answer to this type of question, 0 to 1. */
  readonly fitsType: number;
  readonly stems: ReadonlySet<string>;
}

export interface Ranking {
  /** Units of every passage in order, headings included. */
  readonly units: readonly (readonly RankedUnit[])[];
  /** What can be quoted, best first. */
  readonly best: readonly RankedUnit[];
  /** Words of the question that stand in none of the passages. */
  readonly absentStems: readonly string[];
}

/** How well a word of the question is met: in full, by a word that begins or ends alike, or not at all. */
const ALIKE = 0.7;
const SHORTEST_ALIKE = 5;

/** Fitted on squad-dev; the collection of Obsidian's help was only looked at. */
const WEIGHTS = { direct: 0.5, inContext: 0.35, prior: 0.45, pairs: 0.12, type: 0.12, definition: 0.4, focus: 0.6 };
const CONTEXT = { heading: 0.75, title: 0.6, before: 0.5, leanedOn: 0.85, after: 0.3 };
/** How much of its heading's focus the first, second, … unit of a section has. */
const FOCUS_BY_DISTANCE = [1, 0.7, 0.5, 0.4];

export function rankUnits(question: Question, passages: readonly Passage[], reader: WordReader): Ranking {
  const read = passages.map((passage) => readPassage(passage, reader));
  const match = createMatcher(question.stems, read);
  const weights = rarityWeights(question.stems, read, match);
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const bestScore = Math.max(...passages.map(({ score }) => score), Number.MIN_VALUE);

  const share = (strength: (stemIndex: number) => number) => question.stems.reduce((sum, _, index) => sum + weights[index]! * strength(index), 0) / totalWeight;

  const units = read.map(({ units, titleStems }, passage) => {
    const prior = Math.max(0, passages[passage]!.score / bestScore);
    return units.map((current, index): RankedUnit => {
      const { unit, text, stems, headingStems } = current;
      const whole = wholeStems(units, index, question.type);
      const headingRecall = share((stem) => Math.max(match(stem, headingStems), match(stem, titleStems)));
      const headingPrecision = precision(question.stems, current.headingTopic, match);
      const focus = headingRecall + headingPrecision === 0 ? 0 : (2 * headingRecall * headingPrecision) / (headingRecall + headingPrecision);
      const before = units[index - 1]?.unit.block === unit.block ? units[index - 1]!.stems : undefined;
      const after = units[index + 1]?.unit.block === unit.block ? units[index + 1]!.stems : undefined;
      const direct = share((stem) => Math.max(match(stem, stems), WHOLE * match(stem, whole)));
      const inContext = share((stem) =>
        Math.max(
          match(stem, stems),
          WHOLE * match(stem, whole),
          CONTEXT.heading * match(stem, headingStems),
          CONTEXT.title * match(stem, titleStems),
          before ? (leansBack(text) ? CONTEXT.leanedOn : CONTEXT.before) * match(stem, before) : 0,
          after ? CONTEXT.after * match(stem, after) : 0,
        ),
      );
      const pairs = adjacentPairs(question.stems, current.words, match);
      const fitsType =
        question.type === 'definition'
          ? Math.max(defines(question.stems, text, reader, match), focus > 0.95 && current.distance === 0 && unit.kind === 'sentence' ? OPENS_TOPIC : 0)
          : Number(hasForm(question.type, text, unit));
      // Digits or a name speak for a sentence only as far as it is about the question at all.
      const type = fitsType * (question.type === 'definition' ? WEIGHTS.definition : WEIGHTS.type * Math.min(1, 2 * inContext));
      const opening = FOCUS_BY_DISTANCE[current.distance] ?? FOCUS_BY_DISTANCE.at(-1)!;
      const score =
        (WEIGHTS.direct * direct + WEIGHTS.inContext * inContext + WEIGHTS.pairs * pairs + type + WEIGHTS.focus * focus ** 2 * opening + WEIGHTS.prior * prior) *
        weightOfForm(units, index);
      return { passage, index, unit, text, score, direct, inContext, focus, pairs, fitsType, stems };
    });
  });
  const best = units.flat().filter(({ unit }) => unit.kind !== 'heading').sort((a, b) => b.score - a.score || a.passage - b.passage || a.index - b.index);
  const everything = new Set(read.flatMap(({ units, titleStems }) => [...titleStems, ...units.flatMap(({ stems }) => [...stems])]));
  return { units, best, absentStems: question.stems.filter((_, index) => match(index, everything) === 0) };
}

/** What the list says as a whole counts for its introduction and, where steps are asked for, for its items. */
const WHOLE = 0.8;

function wholeStems(units: readonly ReadUnit[], index: number, type: QuestionType): ReadonlySet<string> {
  const { unit, text, stems } = units[index]!;
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

interface ReadUnit {
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

function readPassage(passage: Passage, reader: WordReader): { units: ReadUnit[]; titleStems: ReadonlySet<string> } {
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

type Matcher = (stemIndex: number, stems: ReadonlySet<string>) => number;

function createMatcher(questionStems: readonly string[], read: readonly { units: readonly ReadUnit[]; titleStems: ReadonlySet<string> }[]): Matcher {
  const vocabulary = new Set(read.flatMap(({ units, titleStems }) => [...titleStems, ...units.flatMap(({ stems }) => [...stems])]));
  const alike = questionStems.map((stem) => [...vocabulary].filter((other) => other !== stem && isAlike(stem, other)));
  return (stemIndex, stems) => {
    if (stems.has(questionStems[stemIndex]!)) return 1;
    return alike[stemIndex]!.some((other) => stems.has(other)) ? ALIKE : 0;
  };
}

/** `synchronis` and `sync`-like beginnings, and compounds that end in the word. */
function isAlike(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < SHORTEST_ALIKE) return false;
  if (long.endsWith(short)) return true;
  let common = 0;
  while (common < short.length && short[common] === long[common]) common++;
  return common >= Math.max(SHORTEST_ALIKE, 0.8 * short.length);
}

/** A word that many units say tells little; one that none says weighs most, and is missed most. */
function rarityWeights(questionStems: readonly string[], read: readonly { units: readonly ReadUnit[] }[], match: Matcher): number[] {
  const units = read.flatMap(({ units }) => units);
  return questionStems.map((_, index) => {
    const count = units.filter(({ stems }) => match(index, stems) > 0).length;
    return Math.log(1 + (units.length + 1) / (count + 0.5));
  });
}

const PAIR_WINDOW = 6;

/** Share of the question's neighbouring words that stand near each other in the unit. */
function adjacentPairs(questionStems: readonly string[], words: readonly string[], match: Matcher): number {
  if (questionStems.length < 2) return 0;
  const positions = questionStems.map((_, index) => words.flatMap((word, at) => (match(index, new Set([word])) > 0 ? [at] : [])));
  let nearCount = 0;
  for (let index = 1; index < positions.length; index++) {
    const near = positions[index]!.some((at) => positions[index - 1]!.some((other) => other !== at && Math.abs(other - at) <= PAIR_WINDOW));
    if (near) nearCount++;
  }
  return nearCount / (questionStems.length - 1);
}

/** Share of a heading's words that the question says. */
function precision(questionStems: readonly string[], headingTopic: readonly string[], match: Matcher): number {
  if (headingTopic.length === 0) return 0;
  const met = headingTopic.map((stem) => Math.max(0, ...questionStems.map((_, index) => match(index, new Set([stem])))));
  return met.reduce((sum, strength) => sum + strength, 0) / headingTopic.length;
}

const DEFINING = /\b(?:is|are|was|were|means?|refers? to|describes?|stands for|lets? you|allows? you|enables? you|ist|sind|bedeutet|bezeichnet|es|son|significa|est|sont|désigne|è|sono|é|são|zijn)\b|—|это|是|とは|指/iu;

/** How far the first sentence under a heading (or title) that is the topic defines it, whatever its form. */
const OPENS_TOPIC = 0.7;

/** 1 for a sentence that says what the question's topic is: the topic alone, then a defining word. Less with another word before it (`file properties are`). */
function defines(questionStems: readonly string[], text: string, reader: WordReader, match: Matcher): number {
  const visible = visibleWords(text);
  const subject = visible.slice(0, DEFINING.exec(visible)?.index ?? 0);
  const topic = new Set(reader.words(subject).filter(({ isStopWord }) => !isStopWord).map(({ stem }) => stem));
  if (topic.size === 0 || !questionStems.every((_, index) => match(index, topic) > 0)) return 0;
  return topic.size === questionStems.length ? 1 : topic.size === questionStems.length + 1 ? 0.35 : 0;
}

/** Forms by which an answer to each type of question is known, in the languages where a form is known. */
const FORMS: Readonly<Record<Exclude<QuestionType, 'definition' | 'other'>, RegExp>> = {
  how: /\b(?:select|click|press|use|run|open|type|enter|choose|go to|you can|by \p{L}+ing)\b/iu,
  when: /\b(?:1\d{3}|20\d{2})\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|juni|juli|oktober|dezember|monday|tuesday|wednesday|thursday|friday|saturday|sunday|century|during|after|before|until)\b|[年月日世纪]/iu,
  number: /\p{Nd}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million|billion|half|third|quarter)\b|[一二三四五六七八九十百千万]/iu,
  who: /(?:^|[^.!?]\s)\p{Lu}\p{Ll}+\s\p{Lu}\p{Ll}+/u,
  where: /\b(?:in|at|near|from|on|to|north|south|east|west|im|en|à|dans|bei|aus|nach)\s+(?:the\s+)?\p{Lu}|\bfolder\b|\//u,
  why: /\b(?:because|since|due to|so that|in order to|reason|caused?|therefore|as a result|weil|da|damit|wegen|porque|debido|parce que|car|afin)\b|因为|由于|所以/iu,
};

function hasForm(type: QuestionType, text: string, unit: PassageUnit): boolean {
  if (type === 'definition' || type === 'other') return false;
  return FORMS[type].test(withoutMark(text)) || (type === 'how' && unit.kind === 'item');
}

function withoutMark(text: string): string {
  return text.replace(/^\s*(?:>\s*)*(?:[-*+]|\d{1,9}[.)])\s+/, '');
}

/** A sentence that sends the reader elsewhere. */
const REFERS = /^(?:see|refer to|for (?:more|further|details)|to learn more|learn more|read more|check out|siehe|mehr dazu|voir|véase|consulte)\b/iu;

/** Below 1 for what answers badly by its form: labels, questions, references elsewhere, very long units. */
function weightOfForm(units: readonly ReadUnit[], index: number): number {
  const { unit, text, words } = units[index]!;
  if (unit.kind === 'code') return 0.8;
  const bare = withoutMark(text).trim();
  if (/^!?\[{1,2}[^[\]]*\]{1,2}(?:\([^()]*\))?[.:]?$/.test(bare)) return 0.5;
  if (REFERS.test(bare)) return 0.75;
  if (/[?？؟][*_]*$/.test(bare)) return 0.75;
  if (announces(unit, text)) return units[index + 1] && units[index + 1]!.unit.kind !== 'heading' ? 1 : 0.7;
  if (unit.kind === 'sentence' && words.length < 4 && text.length < 16) return 0.6;
  return text.length > 700 ? 0.85 : 1;
}
