import type { Question } from './question.ts';
import type { Ranking } from './rank-units.ts';
import type { WordReader } from './word-reader.ts';

export interface Evidence {
  readonly holdsAnswer: boolean;
  /** For a person, when it does not. */
  readonly explanation: string;
  /** From 0 to 1; `holdsAnswer` is this against a threshold. */
  readonly confidence: number;
}

/** Calibrated on questions with and without an answer; see docs of `notes.ask` for the rates. */
const THRESHOLD = 0.5;

/** Whether the notes hold the answer, by how much of the question's topic, weighted by rarity, comes together in one place. */
export function judgeEvidence(question: Question, ranking: Ranking, reader: WordReader): Evidence {
  const confidence = Math.max(0, ...ranking.best.map(({ inContext }) => inContext));
  if (confidence >= THRESHOLD) return { holdsAnswer: true, explanation: '', confidence };
  const absent = writtenWords(question, ranking.absentStems, reader);
  const explanation = ranking.best.length === 0 ? 'Your notes hold nothing about this.' : `Your notes do not seem to hold the answer.${absent.length > 0 ? ` Nothing found in them mentions ${absent.map((word) => `“${word}”`).join(', ')}.` : ''}`;
  return { holdsAnswer: false, explanation, confidence };
}

/** The words of the question as they were written, for their stems. */
function writtenWords(question: Question, stems: readonly string[], reader: WordReader): string[] {
  const written = question.text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’_-]*/gu) ?? [];
  return [...new Set(written.filter((word) => reader.words(word).some(({ stem }) => stems.includes(stem))))].slice(0, 4);
}
