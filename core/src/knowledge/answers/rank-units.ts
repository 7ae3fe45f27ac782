import type { Passage } from '../index/index.ts';
import { passageUnits, type PassageUnit } from './passage-units.ts';
import type { Question, QuestionType } from './question.ts';
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
  /** Share of the question's topic that the nearest heading says. */
  readonly inHeading: number;
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
const WEIGHTS = { direct: 0.5, inContext: 0.35, prior: 0.45, pairs: 0.12, type: 0.12 };
const CONTEXT = { heading: 0.75, title: 0.6, before: 0.5, after: 0.3 };

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
      const before = units[index - 1]?.unit.block === unit.block ? units[index - 1]!.stems : undefined;
      const after = units[index + 1]?.unit.block === unit.block ? units[index + 1]!.stems : undefined;
      const direct = share((stem) => match(stem, stems));
      const inHeading = share((stem) => match(stem, headingStems));
      const inContext = share((stem) =>
        Math.max(
          match(stem, stems),
          CONTEXT.heading * match(stem, headingStems),
          CONTEXT.title * match(stem, titleStems),
          before ? CONTEXT.before * match(stem, before) : 0,
          after ? CONTEXT.after * match(stem, after) : 0,
        ),
      );
      const pairs = adjacentPairs(question.stems, current.words, match);
      const type = typeEvidence(question, text, current, units[index - 1]?.unit);
      const relevance = WEIGHTS.direct * direct + WEIGHTS.inContext * inContext + WEIGHTS.pairs * pairs;
      // Digits or a name speak for a sentence only as far as it is about the question at all.
      const score = (relevance + WEIGHTS.type * type * Math.min(1, 2 * inContext) + WEIGHTS.prior * prior) * lengthFactor(unit, text, current.words.length);
      return { passage, index, unit, text, score, direct, inContext, inHeading, stems };
    });
  });
  const best = units.flat().filter(({ unit }) => unit.kind !== 'heading').sort((a, b) => b.score - a.score || a.passage - b.passage || a.index - b.index);
  const everything = new Set(read.flatMap(({ units, titleStems }) => [...titleStems, ...units.flatMap(({ stems }) => [...stems])]));
  return { units, best, absentStems: question.stems.filter((_, index) => match(index, everything) === 0) };
}

interface ReadUnit {
  readonly unit: PassageUnit;
  readonly text: string;
  readonly words: readonly string[];
  readonly stems: ReadonlySet<string>;
  /** Of the nearest heading above it. */
  readonly headingStems: ReadonlySet<string>;
}

function readPassage(passage: Passage, reader: WordReader): { units: ReadUnit[]; titleStems: ReadonlySet<string> } {
  const stemsOf = (text: string) => reader.words(text).map(({ stem }) => stem);
  const fileName = passage.path.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
  const titleStems = new Set(stemsOf([passage.title, fileName, ...passage.headingPath].join('\n')));
  let headingStems: ReadonlySet<string> = new Set(stemsOf(passage.headingPath.at(-1) ?? passage.title));
  const units = passageUnits(passage.text).map((unit): ReadUnit => {
    const text = passage.text.slice(unit.start, unit.end);
    const words = stemsOf(text);
    const stems = new Set(words);
    if (unit.kind === 'heading') headingStems = stems;
    return { unit, text, words, stems, headingStems };
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

/** From 0 to 1: whether the unit has the form of an answer to this type of question. */
function typeEvidence(question: Question, text: string, { unit, stems }: ReadUnit, before: PassageUnit | undefined): number {
  const evidence: Record<QuestionType, () => boolean> = {
    definition: () => isDefinition(text) || (unit.kind === 'sentence' && before?.kind === 'heading'),
    how: () => unit.kind === 'item' || /\b(?:select|click|press|use|run|open|type|enter|choose|go to|you can|by \p{L}+ing)\b/iu.test(text),
    when: () => /\b(?:1\d{3}|20\d{2})\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|juni|juli|oktober|dezember|monday|tuesday|wednesday|thursday|friday|saturday|sunday|century|during|after|before|until)\b|[年月日世纪]/iu.test(text),
    number: () => /[\p{Nd}]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million|billion|half|third|quarter)\b|[一二三四五六七八九十百千万]/iu.test(text),
    who: () => /(?:^|[^.!?]\s)\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+)/u.test(text),
    where: () => /\b(?:in|at|near|from|on|to|north|south|east|west|im|en|à|dans|bei|aus|nach)\s+(?:the\s+)?\p{Lu}|\bfolder\b|\//u.test(text),
    why: () => /\b(?:because|since|due to|so that|in order to|reason|caused?|therefore|as a result|weil|da|damit|wegen|porque|debido|parce que|car|afin)\b|因为|由于|所以/iu.test(text),
    other: () => false,
  };
  const fits = evidence[question.type]();
  return fits && stems.size > 0 ? 1 : 0;
}

function isDefinition(text: string): boolean {
  return /^.{0,80}?(?:\b(?:is|are|was|were|means?|refers? to|describes?|stands for|lets? you|allows? you|ist|sind|bedeutet|bezeichnet|es|son|significa|est|sont|désigne|è|sono|é|são|zijn)\b|——|— это|это|是|とは|指)/iu.test(text);
}

/** Labels say too little to be quoted; very long units say too much. */
function lengthFactor(unit: PassageUnit, text: string, wordCount: number): number {
  if (unit.kind === 'sentence' && wordCount < 4 && text.length < 16) return 0.6;
  if (unit.kind === 'sentence' && /[:：]$/.test(text)) return 0.85;
  if (/[?？؟]$/.test(text)) return 0.75;
  return text.length > 700 ? 0.85 : 1;
}
