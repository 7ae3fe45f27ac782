import type { XdfStream } from './xdf-stream.ts';

type ClockOffset = XdfStream['clockOffsets'][number];

/** A clock that jumps by more was restarted. */
const RESET_SECONDS = 1;
/** Pairs of measurements that the slope is taken from at most. */
const MOST_MEASUREMENTS = 400;

/**
 * Brings times of a stream's computer to the recorder's. Between restarts the two clocks drift apart evenly, so a line is laid through the
 * measured offsets, robustly: the median of the slopes of all pairs (Theil, Sen), and of what remains.
 */
export function createClockSync(offsets: readonly ClockOffset[]): (timeSeconds: number) => number {
  if (offsets.length === 0) return (timeSeconds) => timeSeconds;
  const segments = splitAtResets(offsets).map((segment) => {
    const times = segment.map(({ timeSeconds }) => timeSeconds);
    return { from: Math.min(...sample(times)), to: Math.max(...sample(times)), ...fitLine(segment) };
  });
  return (timeSeconds) => {
    let nearest = segments[0];
    let distance = Number.POSITIVE_INFINITY;
    for (const segment of segments) {
      const away = timeSeconds < segment.from ? segment.from - timeSeconds : Math.max(0, timeSeconds - segment.to);
      if (away >= distance) continue;
      nearest = segment;
      distance = away;
    }
    return timeSeconds + nearest.valueSeconds + nearest.slope * (timeSeconds - nearest.originSeconds);
  };
}

function splitAtResets(offsets: readonly ClockOffset[]): ClockOffset[][] {
  const segments: ClockOffset[][] = [[]];
  for (const [index, offset] of offsets.entries()) {
    const before = offsets[index - 1];
    const isReset = index > 0 && (offset.timeSeconds < before.timeSeconds || Math.abs(offset.valueSeconds - before.valueSeconds) > RESET_SECONDS);
    if (isReset) segments.push([]);
    segments[segments.length - 1].push(offset);
  }
  return segments;
}

function fitLine(offsets: readonly ClockOffset[]): { originSeconds: number; valueSeconds: number; slope: number } {
  const kept = sample(offsets);
  const originSeconds = kept[0].timeSeconds;
  const slopes: number[] = [];
  for (let left = 0; left < kept.length; left += 1) {
    for (let right = left + 1; right < kept.length; right += 1) {
      const spanSeconds = kept[right].timeSeconds - kept[left].timeSeconds;
      if (spanSeconds > 0) slopes.push((kept[right].valueSeconds - kept[left].valueSeconds) / spanSeconds);
    }
  }
  const slope = slopes.length === 0 ? 0 : median(slopes);
  return { originSeconds, slope, valueSeconds: median(kept.map(({ timeSeconds, valueSeconds }) => valueSeconds - slope * (timeSeconds - originSeconds))) };
}

function sample<Value>(values: readonly Value[]): Value[] {
  if (values.length <= MOST_MEASUREMENTS) return [...values];
  return Array.from({ length: MOST_MEASUREMENTS }, (_, index) => values[Math.floor((index * (values.length - 1)) / (MOST_MEASUREMENTS - 1))]);
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
