import { foldText, type FoldedText } from './fold-text.ts';

/** Where a quote stands in a text: UTF-16 offsets, half open. */
export interface QuotePlace {
  readonly start: number;
  readonly end: number;
  /** Whether the text has the quote letter by letter. */
  readonly exact: boolean;
}

export interface QuoteSearchOptions {
  /** Of several places the one nearest to this range is taken. */
  readonly near?: { readonly start: number; readonly end: number };
}

/** Most original characters that an ellipsis in a quote may stand for. */
const MAX_ELISION_LENGTH = 600;
/** Below it a piece beside an ellipsis would be found almost anywhere. */
const MIN_PIECE_LENGTH = 8;

/** Finds quotes in one text; folding is done once, when first needed. */
export interface QuoteFinder {
  find(quote: string, options?: QuoteSearchOptions): QuotePlace | undefined;
}

/**
 * A quote is found letter by letter, or equal up to white space, quote marks, dashes, Markdown and case, or with
 * an ellipsis for a short gap. Anything else is not in the text.
 */
export function createQuoteFinder(text: string): QuoteFinder {
  let folded: FoldedText | undefined;
  return {
    find(quote, { near } = {}) {
      if (quote === '') return undefined;
      const exact = nearestStart(text, quote, near?.start);
      if (exact !== undefined) return { start: exact, end: exact + quote.length, exact: true };
      folded ??= foldText(text);
      const pieces = quote.split(/\s*\[?(?:…|\.{3,})\]?\s*/).filter((piece) => /[\p{L}\p{N}]/u.test(piece));
      const whole = findFolded(text, folded, quote, { near: near?.start });
      if (whole || pieces.length < 2) return whole ?? findFolded(text, folded, pieces[0] ?? '', { near: near?.start });
      return findPieces(text, folded, pieces, near?.start);
    },
  };
}

export function locateQuote(text: string, quote: string, options?: QuoteSearchOptions): QuotePlace | undefined {
  return createQuoteFinder(text).find(quote, options);
}

function nearestStart(text: string, quote: string, near: number | undefined): number | undefined {
  const after = text.indexOf(quote, near ?? 0);
  if (near === undefined) return after === -1 ? undefined : after;
  const before = text.lastIndexOf(quote, near);
  if (after === -1 && before === -1) return undefined;
  if (after === -1) return before;
  if (before === -1) return after;
  return after - near <= near - before ? after : before;
}

function findFolded(text: string, folded: FoldedText, quote: string, { near, after = 0 }: { near?: number | undefined; after?: number }): QuotePlace | undefined {
  const needle = foldText(quote).text;
  if (!/[\p{L}\p{N}]/u.test(needle)) return undefined;
  let best: QuotePlace | undefined;
  for (const wanted of [needle, needle.replace(/[.,;:!?]+$/, '')]) {
    for (let at = folded.text.indexOf(wanted); at !== -1; at = folded.text.indexOf(wanted, at + 1)) {
      const start = folded.starts[at];
      const end = folded.ends[at + wanted.length - 1];
      if (start < after || cutsWord(text, start, end)) continue;
      if (!best || distance(start, near) < distance(best.start, near)) best = { start, end, exact: false };
      if (near === undefined) break;
    }
    if (best) return best;
  }
  return undefined;
}

function findPieces(text: string, folded: FoldedText, pieces: readonly string[], near: number | undefined): QuotePlace | undefined {
  let place: QuotePlace | undefined;
  for (const piece of pieces) {
    if (foldText(piece).text.length < MIN_PIECE_LENGTH) return undefined;
    const next = findFolded(text, folded, piece, place ? { after: place.end } : { near });
    if (!next || (place && next.start - place.end > MAX_ELISION_LENGTH)) return undefined;
    place = { start: place?.start ?? next.start, end: next.end, exact: false };
  }
  return place;
}

const SPACED_LETTER = /[\p{L}\p{N}]/u;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;

/** Whether the range starts or ends inside a word of a script that sets words apart. */
function cutsWord(text: string, start: number, end: number): boolean {
  return joins(characterBefore(text, start), characterAt(text, start)) || joins(characterBefore(text, end), characterAt(text, end));
}

function joins(before: string, after: string): boolean {
  return SPACED_LETTER.test(before) && SPACED_LETTER.test(after) && !UNSPACED.test(before) && !UNSPACED.test(after);
}

function characterAt(text: string, offset: number): string {
  const codePoint = text.codePointAt(offset);
  return codePoint === undefined ? '' : String.fromCodePoint(codePoint);
}

function characterBefore(text: string, offset: number): string {
  if (offset === 0) return '';
  const unit = text.charCodeAt(offset - 1);
  return unit >= 0xdc00 && unit <= 0xdfff && offset > 1 ? text.slice(offset - 2, offset) : text[offset - 1];
}

function distance(start: number, near: number | undefined): number {
  return near === undefined ? start : Math.abs(start - near);
}
