import type { Passage } from '../index/index.ts';
import { definesTopic, hasForm, weightOfForm } from './answer-forms.ts';
import { leansBack } from './leans-back.ts';
import { adjacentPairs, createMatcher, rarityWeights, shareMet } from './match-stems.ts';
import type { PassageUnit } from './passage-units.ts';
import type { Question } from './question.ts';
import { readPassage, wholeStems } from './read-passage.ts';
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

/** Fitted on squad-dev and looked at on Obsidian's help. */
const WEIGHTS = { direct: 0.5, inContext: 0.35, prior: 0.45, pairs: 0.12, type: 0.12, definition: 0.4, focus: 0.6 };
const CONTEXT = { heading: 0.75, title: 0.6, before: 0.5, leanedOn: 0.85, after: 0.3 };
/** What a list says as a whole counts this much for its introduction and, where steps are asked for, for its items. */
const WHOLE = 0.8;
/** How far the first sentence under a heading (or title) that is the topic defines it, whatever its form. */
const OPENS_TOPIC = 0.7;
/** How much of its heading's focus the first, second, … unit of a section has. */
const FOCUS_BY_DISTANCE = [1, 0.7, 0.5, 0.4];

/** Scores everything that the passages could be quoted for, by what it says itself and by where it stands. */
export function rankUnits(question: Question, passages: readonly Passage[], reader: WordReader): Ranking {
  const read = passages.map((passage) => readPassage(passage, reader));
  const everything = new Set(read.flatMap(({ units, titleStems }) => [...titleStems, ...units.flatMap(({ stems }) => [...stems])]));
  const match = createMatcher(question.stems, everything);
  const weights = rarityWeights(question.stems, read.flatMap(({ units }) => units.map(({ stems }) => stems)), match);
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const bestScore = Math.max(...passages.map(({ score }) => score), Number.MIN_VALUE);

  const share = (strength: (stemIndex: number) => number) => question.stems.reduce((sum, _, index) => sum + weights[index] * strength(index), 0) / totalWeight;

  const units = read.map(({ units, titleStems }, passage) => {
    const prior = Math.max(0, passages[passage].score / bestScore);
    return units.map((current, index): RankedUnit => {
      const { unit, text, stems, headingStems } = current;
      const whole = wholeStems(units, index, question.type);
      const headingRecall = share((stem) => Math.max(match(stem, headingStems), match(stem, titleStems)));
      const headingPrecision = shareMet(question.stems, current.headingTopic, match);
      const focus = headingRecall + headingPrecision === 0 ? 0 : (2 * headingRecall * headingPrecision) / (headingRecall + headingPrecision);
      const before = units[index - 1]?.unit.block === unit.block ? units[index - 1].stems : undefined;
      const after = units[index + 1]?.unit.block === unit.block ? units[index + 1].stems : undefined;
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
          ? Math.max(definesTopic(question.stems, text, reader, match), focus > 0.95 && current.distance === 0 && unit.kind === 'sentence' ? OPENS_TOPIC : 0)
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
  return { units, best, absentStems: question.stems.filter((_, index) => match(index, everything) === 0) };
}
