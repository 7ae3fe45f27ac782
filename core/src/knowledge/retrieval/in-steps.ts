/** Runs work that gives way to its end at once. */
export function runToEnd<Result>(work: Generator<void, Result, void>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Calls `work` for `[start, end)` in pieces of `size` and gives way between them. `work` holds the loop: within a generator it would be slow. */
export function* inPieces(start: number, end: number, size: number, work: (from: number, to: number) => void): Generator<void, void, void> {
  for (let from = start; from < end; from += size) {
    work(from, Math.min(end, from + size));
    yield;
  }
}
