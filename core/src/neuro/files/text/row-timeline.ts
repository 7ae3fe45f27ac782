import type { SampleRange } from '../../recording/index.ts';
import { rowsPerTurn, type CounterRule } from './counter-rule.ts';
import { createGrowingNumbers } from './growing-numbers.ts';

/** Places the rows of a table in time: which sample each is, where samples were lost. */
export interface RowTimeline {
  /** One row more. @returns whether its values may be used: of a broken pair they may not */
  add(counter: number, timeSeconds: number): boolean;
  /** A row that cannot be read takes its place; a counter then tells of it by itself. */
  addUnreadable(): void;
  /** No row follows. */
  end(): void;
  readonly rowCount: number;
  readonly sampleCount: number;
  /** The sample of a row. */
  sampleOfRow(row: number): number;
  /** The first row at or behind a sample; `rowCount` where none is. */
  rowOfSample(sample: number): number;
  /** Stretches that no row covers, and rows that may not be used. */
  lostRanges(): SampleRange[];
  readonly brokenPairCount: number;
  /** Whole turns of the counter that only the time shows. */
  readonly lostTurnCount: number;
}

/** Rows whose earliest arrival stands for the clock: about two seconds. */
const CLOCK_ROWS = 512;
/** What piled up in a pause arrives at once; the clock shows again when it has drained. */
const MAX_STALL_SECONDS = 600;
/** Shorter holes cannot be told from late arrivals where there is no counter. */
const LEAST_GAP_SECONDS = 0.1;
/** A longer hole is a broken clock, not a pause. */
const MAX_GAP_SECONDS = 366 * 24 * 3600;

/**
 * @param rule `undefined` where the rows are not numbered: only the times then show a hole.
 * Arrival times jump about, so a hole is only believed when the earliest arrivals after it are as late as it says.
 */
export function createRowTimeline({ rule, samplingRateHz }: { rule: CounterRule | undefined; samplingRateHz: number }): RowTimeline {
  const firstRows = createGrowingNumbers();
  const firstSamples = createGrowingNumbers();
  const unusable: SampleRange[] = [];
  const unitRows = rule ? rowsPerTurn(rule) : 1;
  const triggerSeconds = rule ? (0.5 * unitRows) / samplingRateHz : LEAST_GAP_SECONDS;
  let rowCount = 0;
  let nextSample = 0;
  let previousCounter = Number.NaN;
  let isSecondOfNumber = false;
  let wasRepeated = false;
  let previousTime = Number.NaN;
  let brokenPairCount = 0;
  let lostTurnCount = 0;
  let earliestBefore = Number.POSITIVE_INFINITY;
  let earliestNow = Number.POSITIVE_INFINITY;
  let rowsInBlock = 0;
  let doubt: { stretch: number; before: number; after: number; rowsLeft: number } | undefined;

  const startStretch = (): void => {
    firstRows.push(rowCount);
    firstSamples.push(nextSample);
  };
  const settleDoubt = (): void => {
    if (!doubt) return;
    const lateSeconds = doubt.after - doubt.before;
    const units = Number.isFinite(lateSeconds) && lateSeconds < MAX_GAP_SECONDS ? Math.floor((lateSeconds * samplingRateHz) / unitRows + 0.5) : 0;
    const isHole = units > 0 && lateSeconds >= 0.5 * triggerSeconds;
    if (isHole) {
      firstSamples.shiftFrom(doubt.stretch, units * unitRows);
      nextSample += units * unitRows;
      if (rule) lostTurnCount += units;
      earliestBefore = Number.POSITIVE_INFINITY;
      earliestNow = doubt.after - (units * unitRows) / samplingRateHz;
    }
    doubt = undefined;
  };
  const followClock = (timeSeconds: number, lostRows: number): void => {
    if (Number.isNaN(timeSeconds)) return;
    const waitedSeconds = timeSeconds - previousTime - (lostRows + 1) / samplingRateHz;
    previousTime = timeSeconds;
    const lateSeconds = timeSeconds - nextSample / samplingRateHz;
    if (waitedSeconds > triggerSeconds && rowCount > 0) {
      settleDoubt();
      if (firstRows.at(firstRows.length - 1) !== rowCount) startStretch();
      doubt = { stretch: firstRows.length - 1, before: Math.min(earliestBefore, earliestNow), after: Number.POSITIVE_INFINITY, rowsLeft: CLOCK_ROWS + Math.ceil(Math.min(waitedSeconds, MAX_STALL_SECONDS) * samplingRateHz) };
    }
    if (doubt) {
      doubt.after = Math.min(doubt.after, lateSeconds);
      doubt.rowsLeft -= 1;
      if (doubt.rowsLeft === 0) settleDoubt();
      return;
    }
    earliestNow = Math.min(earliestNow, lateSeconds);
    rowsInBlock += 1;
    if (rowsInBlock < CLOCK_ROWS / 2) return;
    earliestBefore = earliestNow;
    earliestNow = Number.POSITIVE_INFINITY;
    rowsInBlock = 0;
  };
  /** Rows that are missing before a row of this number, and whether the row itself is whole. */
  const advance = (counter: number, waitedSeconds: number): { lostRows: number; isUsable: boolean } => {
    if (!rule || rowCount === 0) return { lostRows: 0, isUsable: true };
    const numbers = (((counter - previousCounter) % rule.modulus) + rule.modulus) % rule.modulus;
    if (rule.rowsPerNumber === 2) {
      if (numbers === 0 && !isSecondOfNumber) {
        isSecondOfNumber = true;
        return { lostRows: 0, isUsable: true };
      }
      const missingSecond = isSecondOfNumber ? 0 : 1;
      isSecondOfNumber = false;
      return { lostRows: (numbers === 0 ? rule.modulus : numbers) * 2 - 2 + missingSecond, isUsable: true };
    }
    // A number that did not move is a turn of the counter, or a row that was made of halves that do not belong together.
    const isRepeated = numbers === 0 && !(waitedSeconds > triggerSeconds);
    const isBroken = isRepeated || numbers % rule.step !== 0;
    const takenRows = wasRepeated ? 1 : 0;
    wasRepeated = isRepeated;
    if (isRepeated) return { lostRows: 0, isUsable: false };
    const steps = Math.floor((numbers === 0 ? rule.modulus : numbers) / rule.step);
    return { lostRows: Math.max(0, steps - 1 - takenRows), isUsable: !isBroken };
  };

  return {
    add(counter, timeSeconds) {
      const { lostRows, isUsable } = advance(counter, timeSeconds - previousTime);
      previousCounter = counter;
      if (rowCount === 0 || lostRows > 0) {
        nextSample += lostRows;
        startStretch();
      }
      followClock(timeSeconds, lostRows);
      if (!isUsable) {
        brokenPairCount += 1;
        unusable.push({ start: rowCount, end: rowCount + 1 });
      }
      rowCount += 1;
      nextSample += 1;
      return isUsable;
    },
    addUnreadable() {
      if (!rule && rowCount > 0) {
        nextSample += 1;
        startStretch();
      }
    },
    end: settleDoubt,
    get rowCount() {
      return rowCount;
    },
    get sampleCount() {
      return nextSample;
    },
    sampleOfRow(row) {
      const stretch = firstRows.lastAtMost(row);
      return firstSamples.at(stretch) + row - firstRows.at(stretch);
    },
    rowOfSample(sample) {
      const stretch = firstSamples.lastAtMost(sample);
      if (stretch === -1) return 0;
      const endRow = stretch + 1 < firstRows.length ? firstRows.at(stretch + 1) : rowCount;
      return Math.min(firstRows.at(stretch) + sample - firstSamples.at(stretch), endRow);
    },
    lostRanges() {
      const lost: SampleRange[] = [];
      for (let stretch = 1; stretch < firstRows.length; stretch += 1) {
        const end = firstSamples.at(stretch);
        const start = firstSamples.at(stretch - 1) + firstRows.at(stretch) - firstRows.at(stretch - 1);
        if (end > start) lost.push({ start, end });
      }
      for (const { start } of unusable) lost.push({ start: this.sampleOfRow(start), end: this.sampleOfRow(start) + 1 });
      return lost;
    },
    get brokenPairCount() {
      return brokenPairCount;
    },
    get lostTurnCount() {
      return lostTurnCount;
    },
  };
}
