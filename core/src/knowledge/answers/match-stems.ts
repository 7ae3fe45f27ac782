/** What a word that begins or ends alike counts. */
const ALIKE = 0.7;
const SHORTEST_ALIKE = 5;

/** How well the question's word at a position is met by some words: 1 in full, less by a word alike, 0 not at all. */
export type Matcher = (stemIndex: number, stems: ReadonlySet<string>) => number;

export function createMatcher(questionStems: readonly string[], vocabulary: Iterable<string>): Matcher {
  const known = new Set(vocabulary);
  const alike = questionStems.map((stem) => [...known].filter((other) => other !== stem && isAlike(stem, other)));
  return (stemIndex, stems) => {
    if (stems.has(questionStems[stemIndex])) return 1;
    return alike[stemIndex].some((other) => stems.has(other)) ? ALIKE : 0;
  };
}

/** `synchronis` and `sync`-like beginnings, and compounds that end in the word. */
function isAlike(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < SHORTEST_ALIKE) return false;
  if (long.endsWith(short)) return true;
  let common = 0;
  while (common < short.length && short[common] === long[common]) common++;
  return common >= Math.max(SHORTEST_ALIKE, 0.8 * short.length);
}

/** A word that many units say tells little; one that none says weighs most, and is missed most. */
export function rarityWeights(questionStems: readonly string[], texts: readonly ReadonlySet<string>[], match: Matcher): number[] {
  return questionStems.map((_, index) => {
    const count = texts.filter((stems) => match(index, stems) > 0).length;
    return Math.log(1 + (texts.length + 1) / (count + 0.5));
  });
}

const PAIR_WINDOW = 6;

/** Share of the question's neighbouring words that stand near each other in the unit. */
export function adjacentPairs(questionStems: readonly string[], words: readonly string[], match: Matcher): number {
  if (questionStems.length < 2) return 0;
  const positions = questionStems.map((_, index) => words.flatMap((word, at) => (match(index, new Set([word])) > 0 ? [at] : [])));
  let nearCount = 0;
  for (let index = 1; index < positions.length; index++) {
    const near = positions[index].some((at) => positions[index - 1].some((other) => other !== at && Math.abs(other - at) <= PAIR_WINDOW));
    if (near) nearCount++;
  }
  return nearCount / (questionStems.length - 1);
}

/** Share of a heading's words that the question says. */
export function shareMet(questionStems: readonly string[], headingTopic: readonly string[], match: Matcher): number {
  if (headingTopic.length === 0) return 0;
  const met = headingTopic.map((stem) => Math.max(0, ...questionStems.map((_, index) => match(index, new Set([stem])))));
  return met.reduce((sum, strength) => sum + strength, 0) / headingTopic.length;
}
