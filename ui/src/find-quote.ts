/** A stretch of a document: UTF-16 offsets, half open. */
export interface QuotePlace {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a quote stands in a document, the occurrence at or after `fromOffset` first. White space may differ: an editor
 * may have normalised line ends, and a quote of HTML has none of the file's breaks. `undefined` when it is not there.
 */
export function findQuote(documentText: string, quote: string, fromOffset: number): QuotePlace | undefined {
  const words = quote.trim().split(/\s+/);
  if (words[0] === '') return undefined;
  const pattern = new RegExp(words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('\\s+'), 'gu');
  pattern.lastIndex = fromOffset;
  const match = pattern.exec(documentText) ?? new RegExp(pattern.source, 'u').exec(documentText);
  return match ? { start: match.index, end: match.index + match[0].length } : undefined;
}
