/** A row and its score. */
export interface ScoredRow {
  readonly row: number;
  readonly score: number;
}

/** Keeps the `capacity` best of the rows offered to it; of equal scores the lower row is better. */
export interface TopRows {
  /** The score that a new row must pass; `-Infinity` while there is room. */
  readonly threshold: number;
  offer(row: number, score: number): void;
  /** Best first. */
  toSorted(): ScoredRow[];
}

export function createTopRows(capacity: number): TopRows {
  // A binary heap with the worst kept row at its root.
  const rows = new Uint32Array(capacity);
  const scores = new Float64Array(capacity);
  let count = 0;

  const isWorse = (a: number, b: number) => scores[a] < scores[b] || (scores[a] === scores[b] && rows[a] > rows[b]);
  const swap = (a: number, b: number) => {
    const row = rows[a];
    const score = scores[a];
    rows[a] = rows[b]!;
    scores[a] = scores[b]!;
    rows[b] = row;
    scores[b] = score;
  };
  const siftUp = (start: number) => {
    for (let index = start; index > 0; ) {
      const parent = (index - 1) >> 1;
      if (!isWorse(index, parent)) return;
      swap(index, parent);
      index = parent;
    }
  };
  const siftDown = () => {
    for (let index = 0; ; ) {
      const left = 2 * index + 1;
      const right = left + 1;
      let worst = index;
      if (left < count && isWorse(left, worst)) worst = left;
      if (right < count && isWorse(right, worst)) worst = right;
      if (worst === index) return;
      swap(index, worst);
      index = worst;
    }
  };

  return {
    get threshold() {
      if (capacity === 0) return Infinity;
      return count < capacity ? -Infinity : scores[0];
    },
    offer(row, score) {
      if (count < capacity) {
        rows[count] = row;
        scores[count] = score;
        siftUp(count++);
      } else if (capacity > 0 && (score > scores[0] || (score === scores[0] && row < rows[0]))) {
        rows[0] = row;
        scores[0] = score;
        siftDown();
      }
    },
    toSorted: () =>
      Array.from({ length: count }, (_, index) => ({ row: rows[index], score: scores[index] })).sort((a, b) => b.score - a.score || a.row - b.row),
  };
}
