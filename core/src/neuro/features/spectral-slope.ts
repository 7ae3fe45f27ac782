import type { Spectrum } from '../dsp/index.ts';
import { indicesWithin, type FrequencyRange } from './band-power.ts';

export interface SpectralSlope {
  /** Density falls as 1 / frequency^exponent. */
  readonly exponent: number;
  /** log10 of the density that the line has at 1 Hz. */
  readonly offset: number;
  /** Half of the points lie closer to the line than this, in log10 units. */
  readonly medianDeviation: number;
}

/**
 * The 1/f line under a spectrum, in log-log axes: Theil and Sen's median of all slopes between points, so that the peaks of rhythms, as long as they take
 * less than a quarter of the range, do not lift it.
 * @param range 2 to 40 Hz when absent. 0 Hz is left out.
 * @throws RangeError when the range holds fewer than three frequencies
 * @see Sen (1968)
 */
export function spectralSlope(spectrum: Spectrum, range: FrequencyRange = { lowHz: 2, highHz: 40 }): SpectralSlope {
  const [start, end] = indicesWithin(spectrum, range, { includeHigh: true });
  const points: { x: number; y: number }[] = [];
  for (let index = start; index < end; index++) {
    if (spectrum.frequenciesHz[index] > 0 && spectrum.density[index] > 0) points.push({ x: Math.log10(spectrum.frequenciesHz[index]), y: Math.log10(spectrum.density[index]) });
  }
  if (points.length < 3) throw new RangeError(`Cannot fit a slope from ${range.lowHz} to ${range.highHz} Hz: only ${points.length} frequencies have power there`);
  // At most a few hundred points, evenly over the logarithm: the high frequencies would otherwise outvote the low ones.
  const chosen = evenlySpaced(points);
  const slopes: number[] = [];
  for (let left = 0; left < chosen.length; left++) {
    for (let right = left + 1; right < chosen.length; right++) slopes.push((chosen[right].y - chosen[left].y) / (chosen[right].x - chosen[left].x));
  }
  const slope = median(slopes);
  const offset = median(chosen.map(({ x, y }) => y - slope * x));
  return { exponent: -slope, offset, medianDeviation: median(chosen.map(({ x, y }) => Math.abs(y - offset - slope * x))) };
}

const CHOSEN_COUNT = 120;

function evenlySpaced(points: readonly { x: number; y: number }[]): readonly { x: number; y: number }[] {
  const width = (points.at(-1)!.x - points[0].x) / CHOSEN_COUNT;
  const chosen: { x: number; y: number }[] = [];
  for (let index = 0; index < points.length; ) {
    // The mean of the points in one stretch of the axis.
    let [x, y, count] = [0, 0, 0];
    const limit = points[index].x + width;
    for (; index < points.length && (count === 0 || points[index].x < limit); index++, count++) [x, y] = [x + points[index].x, y + points[index].y];
    chosen.push({ x: x / count, y: y / count });
  }
  return chosen;
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
