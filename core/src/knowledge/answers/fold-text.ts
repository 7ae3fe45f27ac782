/** A text without what two writers of the same words may do differently: white space, quote marks, dashes, Markdown, case. */
export interface FoldedText {
  readonly text: string;
  /** For each UTF-16 unit of `text`, where the character it came from starts and ends in the original. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/**
 * Folds a text for comparison and keeps the way back to its offsets.
 * Works cluster by cluster (a letter with its marks), so that composed and decomposed writing are equal.
 */
export function foldText(original: string): FoldedText {
  const dropped = markMarkup(original);
  const folded: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const match of original.matchAll(/[\s\S]\p{M}*/gu)) {
    const cluster = match[0];
    const start = match.index;
    if (dropped[start] === 1) continue;
    const simple = foldCluster(cluster);
    for (let unit = 0; unit < simple.length; unit++) {
      folded.push(simple[unit]);
      starts.push(start);
      ends.push(start + cluster.length);
    }
  }
  return { text: folded.join(''), starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) };
}

const IGNORED = /[\s"'`´‘’‚‛“”„‟«»‹›′″*_~|\\\p{Pd}\p{Cf}]+/gu;

function foldCluster(cluster: string): string {
  const composed = cluster.length === 1 && cluster <= '~' ? cluster : cluster.normalize('NFKC');
  return composed.replace(IGNORED, '').toLowerCase();
}

/** Each pattern's groups named `markup…` are dropped; without such a group the whole match is. */
const MARKUP: readonly RegExp[] = [
  /%%[\s\S]*?%%/dg,
  /<!--[\s\S]*?-->/dg,
  /<\/?[a-z][^<>]*>/dgi,
  // [label](target) and its image form
  /(?<markup1>!?\[)[^[\]\n]*(?<markup2>\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\))/dg,
  // [[target|label]] and [[target]]
  /(?<markup1>!?\[\[(?:[^[\]|\n]*\|)?)[^[\]|\n]+(?<markup2>\]\])/dg,
  /\[\^[^\]\s]+\]:?/dg,
  /[ \t]\^[\w-]+[ \t]*$/dgm,
  /^[ \t]*(?:`{3,}|~{3,}).*$/dgm,
  // quote, callout, heading, list and task marks at the start of a line
  /^(?:[ \t]*>)*[ \t]*(?:\[![\w-]+\][+-]?)?[ \t]*(?:#{1,6}[ \t]+)?(?:(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[.\][ \t]+)?)?/dgm,
  /(?<markup1>==)[^=\n]+(?<markup2>==)/dg,
  // the rule under a table's head
  /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$/dgm,
];

function markMarkup(text: string): Uint8Array {
  const dropped = new Uint8Array(text.length);
  for (const pattern of MARKUP) {
    for (const match of text.matchAll(pattern)) {
      const groups = match.indices?.groups;
      const ranges = groups ? Object.values(groups) : [match.indices?.[0]];
      for (const range of ranges) if (range) dropped.fill(1, range[0], range[1]);
    }
  }
  return dropped;
}
