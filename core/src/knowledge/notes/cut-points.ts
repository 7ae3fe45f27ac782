import { isLineEnd, isSpaceOrEdge } from './characters.ts';
import { estimateTokens } from './estimate-tokens.ts';

/** Scripts that write sentences without spaces and full stops that a rule could find: Thai, Lao, Khmer, Myanmar. */
const unspacedScript = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/;

/**
 * Where to cut a stretch of running text so that no part has more than `maxTokens`: at line ends, else at sentences, else at spaces,
 * else between characters. Offsets in order, without `start` and `end`.
 */
export function cutRunningText(text: string, start: number, end: number, maxTokens: number): number[] {
  return packSpans(text, lineStarts(text, start, end), end, maxTokens, (from, to) =>
    packSpans(text, sentenceStarts(text, from, to), to, maxTokens, (wordFrom, wordTo) =>
      packSpans(text, wordStarts(text, wordFrom, wordTo), wordTo, maxTokens, (charFrom, charTo) => everyFewCharacters(text, charFrom, charTo, maxTokens)),
    ),
  );
}

/** Where to cut lines that must stay whole: rows, code. A single line over `maxLineTokens` is cut like running text. */
export function cutLines(text: string, start: number, end: number, maxTokens: number, maxLineTokens: number): number[] {
  return packSpans(text, lineStarts(text, start, end), end, maxTokens, (from, to) =>
    estimateTokens(text, from, to) > maxLineTokens ? cutRunningText(text, from, to, maxTokens) : [],
  );
}

/** Joins neighbouring spans while they fit; a span that does not fit alone is cut by `cutLonger`. `starts` holds the first span's start. */
function packSpans(text: string, starts: readonly number[], end: number, maxTokens: number, cutLonger: (from: number, to: number) => readonly number[]): number[] {
  const cuts: number[] = [];
  let filled = 0;
  for (const [index, from] of starts.entries()) {
    const to = starts[index + 1] ?? end;
    const tokens = estimateTokens(text, from, to);
    if (filled > 0 && filled + tokens > maxTokens) {
      cuts.push(from);
      filled = 0;
    }
    if (tokens > maxTokens) for (const cut of cutLonger(from, to)) cuts.push(cut);
    filled += tokens;
  }
  return cuts;
}

function lineStarts(text: string, start: number, end: number): number[] {
  const starts = [start];
  for (let at = start; at < end - 1; at++) {
    const code = text.charCodeAt(at);
    if (isLineEnd(code) && !(code === 13 && text.charCodeAt(at + 1) === 10)) starts.push(at + 1);
  }
  return starts;
}

function sentenceStarts(text: string, start: number, end: number): number[] {
  const starts = [start];
  for (let at = start; at < end - 1; at++) {
    const code = text.charCodeAt(at);
    // 。！？ need no space after them; . ! ? … and their Arabic and Hindi kin do
    const wide = code === 0x3002 || code === 0xff01 || code === 0xff1f;
    const spaced = (code === 46 || code === 33 || code === 63 || code === 0x2026 || code === 0x61f || code === 0x6d4 || code === 0x964) && isSpaceOrEdge(text.charCodeAt(at + 1));
    if (wide || spaced) starts.push(spaced ? at + 2 : at + 1);
  }
  const kept = starts.filter((from) => from < end);
  return kept.length === 1 ? segmentStarts(text, start, end) : kept;
}

/** Longest stretch given to the segmenter at once: it is slow, and its time grows faster than its input. */
const maxSegmentedLength = 4096;

/** Word starts of a script without spaces, by the platform's dictionaries. */
function segmentStarts(text: string, start: number, end: number): number[] {
  const starts = [start];
  if (!unspacedScript.test(text.slice(start, Math.min(end, start + 256)))) return starts;
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
  for (let from = start; from < end; from += maxSegmentedLength) {
    for (const { index } of segmenter.segment(text.slice(from, Math.min(end, from + maxSegmentedLength)))) {
      if (from + index > start && isWholeCharacterStart(text, from + index)) starts.push(from + index);
    }
  }
  return starts;
}

function wordStarts(text: string, start: number, end: number): number[] {
  const starts = [start];
  for (let at = start; at < end - 1; at++) {
    if (isSpaceOrEdge(text.charCodeAt(at)) && !isSpaceOrEdge(text.charCodeAt(at + 1))) starts.push(at + 1);
  }
  return starts;
}

/** Text without a single space: a key, a data address. */
function everyFewCharacters(text: string, start: number, end: number, maxTokens: number): number[] {
  const cuts: number[] = [];
  let from = start;
  for (let at = start + maxTokens; at < end; at++) {
    if (!isWholeCharacterStart(text, at)) continue;
    cuts.push(at);
    from = at;
    at = from + maxTokens - 1;
  }
  return cuts;
}

/** False between the halves of an astral character and before a combining mark, a joiner or a variation selector. */
function isWholeCharacterStart(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code >= 0xdc00 && code <= 0xdfff) return false;
  const joins = code === 0x200d || text.charCodeAt(at - 1) === 0x200d || (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0x300 && code <= 0x36f);
  return !joins;
}
