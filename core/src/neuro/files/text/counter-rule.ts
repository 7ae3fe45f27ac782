/** How a board numbers its rows. */
export interface CounterRule {
  /** The counter starts again after so many numbers. */
  readonly modulus: number;
  /** From one row to the next: 1, or 2 where a row is a pair of packets (Daisy). */
  readonly step: number;
  /** Rows that carry the same number: a Ganglion's packet has two. */
  readonly rowsPerNumber: number;
}

/** Rows until the counter is at the same place again. */
export const rowsPerTurn = ({ modulus, step, rowsPerNumber }: CounterRule): number => (modulus / step) * rowsPerNumber;

/** A rule that fits fewer rows than this part is none. */
const LEAST_SHARE = 0.8;

const CANDIDATES: readonly CounterRule[] = [
  { modulus: 256, step: 1, rowsPerNumber: 1 },
  { modulus: 256, step: 2, rowsPerNumber: 1 },
  { modulus: 101, step: 1, rowsPerNumber: 2 },
  { modulus: 100, step: 1, rowsPerNumber: 2 },
  { modulus: 200, step: 1, rowsPerNumber: 2 },
  { modulus: 201, step: 1, rowsPerNumber: 2 },
  { modulus: 200, step: 1, rowsPerNumber: 1 },
];

/** The rule that most of the first rows follow; `undefined` where the numbers count nothing. */
export function findCounterRule(counters: readonly number[]): CounterRule | undefined {
  if (counters.length < 2) return counters.length === 1 ? CANDIDATES[0] : undefined;
  let best: { rule: CounterRule; fitCount: number } | undefined;
  for (const rule of CANDIDATES) {
    let fitCount = 0;
    for (let index = 1; index < counters.length; index += 1) if (isNext(rule, counters, index)) fitCount += 1;
    if (!best || fitCount > best.fitCount) best = { rule, fitCount };
  }
  return best && best.fitCount >= LEAST_SHARE * (counters.length - 1) ? best.rule : undefined;
}

function isNext(rule: CounterRule, counters: readonly number[], index: number): boolean {
  const advance = (((counters[index] - counters[index - 1]) % rule.modulus) + rule.modulus) % rule.modulus;
  if (rule.rowsPerNumber === 1) return advance === rule.step % rule.modulus;
  // of three rows in a row two have the same number
  const before = index >= 2 ? counters[index - 1] - counters[index - 2] : Number.NaN;
  return advance === 0 ? before !== 0 : advance === 1 && (Number.isNaN(before) || before === 0);
}
