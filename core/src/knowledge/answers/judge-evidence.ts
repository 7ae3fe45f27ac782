import type { Question } from './question.ts';
import type { RankedUnit, Ranking } from './rank-units.ts';
import type { WordReader } from './word-reader.ts';

export interface Evidence {
  readonly holdsAnswer: boolean;
  /** For a person, when it does not. */
  readonly explanation: string;
  /** From 0 to 1; `holdsAnswer` is this against a threshold. */
  readonly confidence: number;
}

/**
 * A logistic model of the best unit. Fitted on half of the questions of squad-dev and of xquad in four languages, over notes that
 * did or did not hold the article that each was written for, and on 79 questions to Obsidian's help that it answers or not.
 * A long question is never met in all its words, hence `length`.
 */
const MODEL = { inContext: 9.3, pairs: 2.8, focus: 1.5, length: 2.6, bias: -9.3 };
/** Of the other half, this keeps about 86 % of the answers and finds about 90 % of the questions without one (English). */
const THRESHOLD = 0.55;

/** Whether the notes hold the answer, by how much of the question's topic, weighted by rarity, comes together in one place. */
export function judgeEvidence(question: Question, ranking: Ranking, reader: WordReader): Evidence {
  const confidence = confidenceOf(question, ranking.best[0]);
  if (confidence >= THRESHOLD) return { holdsAnswer: true, explanation: '', confidence };
  const absent = writtenWords(question, ranking.absentStems, reader);
  const explanation = ranking.best.length === 0 ? 'Your notes hold nothing about this.' : `Your notes do not seem to hold the answer.${absent.length > 0 ? ` Nothing found in them mentions ${absent.map((word) => `“${word}”`).join(', ')}.` : ''}`;
  return { holdsAnswer: false, explanation, confidence };
}

function confidenceOf({ stems }: Question, best: RankedUnit | undefined): number {
  if (!best) return 0;
  const pairs = stems.length < 2 ? 1 : best.pairs;
  const logit = MODEL.bias + MODEL.inContext * best.inContext + MODEL.pairs * pairs + MODEL.focus * best.focus + MODEL.length * Math.log(1 + stems.length);
  return 1 / (1 + Math.exp(-logit));
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** The words of the question as they were written, for their stems. */
function writtenWords(question: Question, stems: readonly string[], reader: WordReader): string[] {
  // A script without spaces has no words to name.
  const written = question.text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’_-]*/gu)?.filter((word) => !UNSPACED.test(word)) ?? [];
  return [...new Set(written.filter((word) => reader.words(word).some(({ stem }) => stems.includes(stem))))].slice(0, 4);
}
