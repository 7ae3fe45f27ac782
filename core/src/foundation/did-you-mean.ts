/** The candidate most like `word`, if one is close enough to be a slip of the fingers. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = candidate.startsWith(lower) && lower.length > 1 ? 1 : editDistance(lower, candidate.toLowerCase());
    if (distance <= Math.max(1, Math.floor(candidate.length / 3)) && (!best || distance < best.distance)) best = { candidate, distance };
  }
  return best?.candidate;
}

/** Damerau-Levenshtein distance (optimal string alignment): inserting, deleting, replacing or swapping neighbours costs 1. */
export function editDistance(left: string, right: string): number {
  const width = right.length + 1;
  const costs = new Uint32Array((left.length + 1) * width);
  for (let row = 0; row <= left.length; row += 1) {
    for (let column = 0; column <= right.length; column += 1) {
      const at = row * width + column;
      if (row === 0 || column === 0) {
        costs[at] = row + column;
        continue;
      }
      const same = left[row - 1] === right[column - 1] ? 0 : 1;
      let cost = Math.min(costs[at - width] + 1, costs[at - 1] + 1, costs[at - width - 1] + same);
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]) cost = Math.min(cost, costs[at - 2 * width - 2] + 1);
      costs[at] = cost;
    }
  }
  return costs[costs.length - 1];
}
