import type { SampleRing } from './sample-ring.ts';

/** The part of a canvas path that traces need. */
export interface PathTarget {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

export interface TraceGeometry {
  readonly pixelsPerSample: number;
  /** Pixel position of sample 0 on the same axis; traces wrap by moving it. */
  readonly originX: number;
  /** Value at the lane's middle. */
  readonly baseline: number;
  readonly middleY: number;
  readonly pixelsPerUnit: number;
  /** A trace never leaves its lane's middle by more than this. */
  readonly maxDeviationPixels: number;
}

/** From so many samples a pixel on, only the lowest and highest of each pixel are drawn. */
const DENSE_SAMPLES_PER_PIXEL = 2;

/**
 * Adds the line through samples [from, to) of a channel. Where a sample is missing the pen is lifted; a sample alone between two
 * gaps becomes a dot.
 */
export function traceSamples(path: PathTarget, ring: SampleRing, channel: number, { from, to }: { from: number; to: number }, geometry: TraceGeometry): void {
  const row = ring.rows[channel];
  const { capacity } = ring;
  const { pixelsPerSample, originX, baseline, middleY, pixelsPerUnit, maxDeviationPixels } = geometry;
  const yOf = (value: number): number => middleY - Math.max(-maxDeviationPixels, Math.min(maxDeviationPixels, (value - baseline) * pixelsPerUnit));
  const begin = Math.max(from, ring.start);
  const end = Math.min(to, ring.end);
  const isDense = pixelsPerSample * DENSE_SAMPLES_PER_PIXEL < 1;
  let penIsDown = false;

  if (!isDense) {
    for (let index = begin; index < end; index += 1) {
      const value = row[index % capacity];
      if (value !== value) {
        penIsDown = false;
        continue;
      }
      const x = originX + index * pixelsPerSample;
      const y = yOf(value);
      if (penIsDown) path.lineTo(x, y);
      else {
        path.moveTo(x, y);
        if (index + 1 >= end || Number.isNaN(row[(index + 1) % capacity])) path.lineTo(x + 1, y);
      }
      penIsDown = true;
    }
    return;
  }

  let index = begin;
  while (index < end) {
    const column = Math.floor(originX + index * pixelsPerSample);
    const columnEnd = Math.min(end, Math.max(index + 1, Math.ceil((column + 1 - originX) / pixelsPerSample)));
    let lowest = Infinity;
    let highest = -Infinity;
    for (; index < columnEnd; index += 1) {
      const value = row[index % capacity];
      if (value < lowest) lowest = value;
      if (value > highest) highest = value;
    }
    if (lowest > highest) {
      penIsDown = false;
      continue;
    }
    const x = column + 0.5;
    if (penIsDown) path.lineTo(x, yOf(highest));
    else path.moveTo(x, yOf(highest));
    // Never of no length: a flat column must be seen too.
    path.lineTo(x, Math.max(yOf(lowest), yOf(highest) + 0.5));
    penIsDown = true;
  }
}
