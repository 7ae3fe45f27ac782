import type { Matcher } from './match-stems.ts';
import type { PassageUnit } from './passage-units.ts';
import type { QuestionType } from './question.ts';
import { announces, type ReadUnit } from './read-passage.ts';
import { visibleWords } from './visible-words.ts';
import type { WordReader } from './word-reader.ts';

const DEFINING = /\b(?:is|are|was|were|means?|refers? to|describes?|stands for|lets? you|allows? you|enables? you|ist|sind|bedeutet|bezeichnet|es|son|significa|est|sont|désigne|è|sono|é|são|zijn)\b|—|это|是|とは|指/iu;

/** 1 for a sentence that says what the question's topic is: the topic alone, then a defining word. Less with another word before it (`file properties are`). */
export function definesTopic(questionStems: readonly string[], text: string, reader: WordReader, match: Matcher): number {
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

export function hasForm(type: QuestionType, text: string, unit: PassageUnit): boolean {
  if (type === 'definition' || type === 'other') return false;
  return FORMS[type].test(withoutMark(text)) || (type === 'how' && unit.kind === 'item');
}

function withoutMark(text: string): string {
  return text.replace(/^\s*(?:>\s*)*(?:[-*+]|\d{1,9}[.)])\s+/, '');
}

/** A sentence that sends the reader elsewhere. */
const REFERS = /^(?:see|refer to|for (?:more|further|details)|to learn more|learn more|read more|check out|siehe|mehr dazu|voir|véase|consulte)\b/iu;

/** Below 1 for what answers badly by its form: labels, questions, references elsewhere, very long units. */
export function weightOfForm(units: readonly ReadUnit[], index: number): number {
  const { unit, text, words } = units[index];
  if (unit.kind === 'code') return 0.8;
  const bare = withoutMark(text).trim();
  if (/^!?\[{1,2}[^[\]]*\]{1,2}(?:\([^()]*\))?[.:]?$/.test(bare)) return 0.5;
  if (REFERS.test(bare)) return 0.75;
  if (/[?？؟][*_]*$/.test(bare)) return 0.75;
  if (announces(unit, text)) return units[index + 1] && units[index + 1].unit.kind !== 'heading' ? 1 : 0.7;
  if (unit.kind === 'sentence' && words.length < 4 && text.length < 16) return 0.6;
  return text.length > 700 ? 0.85 : 1;
}
