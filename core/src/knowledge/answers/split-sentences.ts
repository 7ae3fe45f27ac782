/** A stretch of text, UTF-16 offsets, half open. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Latin-script ends need white space after them; the ends of unspaced scripts do not. */
const SENTENCE_END = /[.!?…؟۔।॥]+["'”’»)\]*_~`]*(?=\s|$)|[。！？｡]+[」』”’）)\]*_]*/gu;

/** Words that end in a full stop without ending a sentence. */
const ABBREVIATION =
  /(?:^|[\s("'“])(?:\p{L}\.\p{L}|e\.g|i\.e|etc|vs|cf|ca|approx|mr|mrs|ms|dr|prof|st|no|nr|vol|fig|eq|sec|inc|ltd|co|jr|sr|sra|bzw|usw|z\.\s?b|d\.\s?h|u\.\s?a|p\.\s?ej|p\.\s?ex|т\.\s?е|т\.\s?д|др)\.$/iu;

/** `J. Smith` */
const INITIAL = /(?:^|[\s("'“])\p{Lu}\.$/u;

/** The sentences of a paragraph, without the white space around them. A short line or one that ends a sentence also ends at its line break. */
export function splitSentences(text: string): Span[] {
  const sentences: Span[] = [];
  let start = 0;
  const cut = (end: number) => {
    const span = trimSpan(text, start, end);
    if (span.end > span.start) sentences.push(span);
    start = end;
  };
  const breaks: number[] = [];
  for (const match of text.matchAll(SENTENCE_END)) {
    const end = match.index + match[0].length;
    if (match[0].startsWith('.') && isInnerStop(text, match.index, end)) continue;
    breaks.push(end);
  }
  for (const match of text.matchAll(/\r\n|\n|\r/g)) if (endsThought(text, match.index)) breaks.push(match.index);
  for (const end of breaks.sort((a, b) => a - b)) if (end > start) cut(end);
  cut(text.length);
  return sentences;
}

/** `Dr. Who`, `e.g. this`, `1. item`, `3.5`, `file.name continues`. */
function isInnerStop(text: string, index: number, end: number): boolean {
  const before = text.slice(Math.max(0, index - 12), index + 1);
  if (ABBREVIATION.test(before) || INITIAL.test(before) || /(?:^|\n)\s*\d{1,3}\.$/.test(before)) return true;
  return /^\s+\p{Ll}/u.test(text.slice(end, end + 8));
}

/** Below it an editor has not wrapped the line; below the lower one not even before a small letter. */
const SHORT_LINE_LENGTH = 60;
const SHORTEST_WRAPPED_LINE = 35;

/** Whether a line break is the writer's own, not the wrapping of an editor. */
function endsThought(text: string, lineEnd: number): boolean {
  const lineStart = Math.max(text.lastIndexOf('\n', lineEnd - 1), text.lastIndexOf('\r', lineEnd - 1)) + 1;
  const line = text.slice(lineStart, lineEnd).trimEnd();
  const goesOn = /^\s*\p{Ll}/u.test(text.slice(lineEnd, lineEnd + 8));
  return line.length < (goesOn ? SHORTEST_WRAPPED_LINE : SHORT_LINE_LENGTH) || line.endsWith(':') || text.slice(lineStart, lineEnd).endsWith('  ');
}

export function trimSpan(text: string, start: number, end: number): Span {
  while (start < end && /\s/.test(text[start])) start++;
  while (end > start && /\s/.test(text[end - 1])) end--;
  return { start, end };
}
