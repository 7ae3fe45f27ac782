import { GENERAL_MARK } from './chat-prompt.ts';
import { splitSentences } from './split-sentences.ts';

/** A sentence of an answer. */
export interface Claim {
  /** Without its markers. */
  readonly text: string;
  readonly markers: readonly number[];
  /** Whether it says of itself that it does not rest on the notes. */
  readonly general: boolean;
}

const MARKER = /\[(\d{1,4}(?:\s*[,;]\s*\d{1,4})*)\](?!\()/g;
const MARKERS_AFTER_STOP = /([.!?。！？…]["'”’)*_]*)[ \t]*((?:\[(?:\d{1,4}(?:\s*[,;]\s*\d{1,4})*|general)\](?!\()[ \t]*)+)/g;
const MIN_CLAIM_WORDS = 3;

/** The sentences of an answer that claim something: no headings, code, table heads, introductions to a list. */
export function readClaims(answer: string): Claim[] {
  const claims: Claim[] = [];
  const prose = answer.replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^\1[`~]*[ \t]*$|$(?![\s\S]))/gm, '\n');
  for (const line of prose.split(/\n/)) {
    if (/^\s*(?:#{1,6}\s|[|\s:-]+$|>\s*\*\*)/.test(line)) continue;
    const body = line.replace(/^\s*(?:>\s*)*(?:[-*+]|\d{1,9}[.)])?\s+(?:\[.\]\s+)?/, '').replace(MARKERS_AFTER_STOP, (_, stop: string, marks: string) => ` ${marks.trim()}${stop} `);
    for (const { start, end } of splitSentences(body)) {
      const sentence = body.slice(start, end);
      const markers = markersIn(sentence);
      const general = sentence.includes(GENERAL_MARK);
      const text = sentence.replace(MARKER, '').replaceAll(GENERAL_MARK, '').replace(/\s+([.!?。！？])/g, '$1').trim();
      const wordCount = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
      const letterCount = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
      if (markers.length === 0 && !general && (/[:：]$/.test(text) || (wordCount < MIN_CLAIM_WORDS && letterCount < 12))) continue;
      claims.push({ text, markers, general });
    }
  }
  return claims;
}

/** The numbers in brackets of a text, each once, in order. */
export function markersIn(text: string): number[] {
  return [...new Set([...text.matchAll(MARKER)].flatMap((match) => match[1].split(/[,;]/).map(Number)))];
}
