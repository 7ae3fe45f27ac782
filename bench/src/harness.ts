/** One competitor. `run` does the whole piece of work once and returns something that depends on all of it. */
export interface BenchSide {
  readonly name: string;
  run(): unknown;
}

export interface BenchRow {
  readonly bench: string;
  readonly side: string;
  /** Median of the rounds. */
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  /** This side's median over the first side's: above 1 the first side is faster. */
  readonly ratioToFirst: number;
  readonly note: string | undefined;
}

export interface BenchOptions {
  /** Small sizes for CI; the answers are still checked. */
  readonly small: boolean;
  /** Only benches whose name contains this. */
  readonly only: string | undefined;
}

/** A bench file exports one of these as `bench`. */
export interface Bench {
  readonly name: string;
  /** What it compares with and what must be reached, for a reader of the table. */
  readonly target: string;
  run(options: BenchOptions): Promise<BenchRow[]>;
}

// Module state on purpose: a sink that the optimiser cannot see through.
let consumed = 0;

/**
 * Times sides in turn (A B C A B C …) after one uncounted round, so that a drifting machine drifts for all of them.
 * Check the answers before calling this: a wrong answer has no speed.
 */
export async function compareSides(bench: string, sides: readonly BenchSide[], options: { rounds: number; notes?: Readonly<Record<string, string>> }): Promise<BenchRow[]> {
  const timesMs = sides.map((): number[] => []);
  for (let round = -1; round < options.rounds; round++) {
    for (const [index, side] of sides.entries()) {
      const startedMs = performance.now();
      const result = await side.run();
      const elapsedMs = performance.now() - startedMs;
      // The result is used, so that no engine may drop the work.
      consumed += typeof result === 'number' ? result : 1;
      if (round >= 0) timesMs[index].push(elapsedMs);
    }
  }
  const medians = timesMs.map(median);
  return sides.map((side, index) => ({
    bench,
    side: side.name,
    medianMs: medians[index],
    minMs: Math.min(...timesMs[index]),
    maxMs: Math.max(...timesMs[index]),
    ratioToFirst: medians[index] / medians[0],
    note: options.notes?.[side.name],
  }));
}

/** @throws Error when an answer is wrong: a bench then prints no time at all. */
export function checkAnswer(what: string, ok: boolean): void {
  if (!ok) throw new Error(`The answer is wrong before the clock: ${what}`);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Sum of everything the sides returned; printing it keeps the work alive. */
export const consumedTotal = (): number => consumed;
