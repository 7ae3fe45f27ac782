import type { IntegerRange } from '../../recording/index.ts';
import { formatOutward } from './edf-number.ts';

/** Integers of the two families. The lowest one of BDF is kept free: a Cyton never sends it, and ranges stay symmetric. */
export const DIGITAL_LIMITS = { EDF: { digitalMin: -32768, digitalMax: 32767 }, BDF: { digitalMin: -8388608, digitalMax: 8388607 } } as const;

/**
 * The counts of an ADS1299 (Cyton, Daisy) as they are: BDF then holds every sample exactly.
 * @param gain 1, 2, 4, 6, 8, 12 or 24; the physical range is a whole number of µV for each.
 */
export function cytonRange(gain: number): IntegerRange {
  return { physicalMin: -4.5e6 / gain, physicalMax: 4.5e6 / gain, digitalMin: -8388607, digitalMax: 8388607 };
}

/** The finest range that holds values from `min` to `max` and whose ends fit into a header. */
export function rangeForValues(min: number, max: number, family: 'EDF' | 'BDF'): IntegerRange {
  const isFinite = Number.isFinite(min) && Number.isFinite(max) && min <= max;
  const low = isFinite ? min : -1;
  const high = isFinite ? max : 1;
  // A constant needs a range too.
  const margin = high > low ? 0 : Math.max(1, Math.abs(high) * 1e-3);
  return { physicalMin: Number(formatOutward(low - margin, 'down')), physicalMax: Number(formatOutward(high + margin, 'up')), ...DIGITAL_LIMITS[family] };
}

/** The range, or where values lie outside one that is longer by whole multiples of itself: every value keeps its integer. */
export function extendRange(range: IntegerRange, { min, max }: { min: number; max: number }): IntegerRange {
  const { physicalMin, physicalMax, digitalMin, digitalMax } = range;
  const span = physicalMax - physicalMin;
  // a small part of a step is rounding
  const slack = resolutionOf(range) * 1e-6;
  const [first, last] = span > 0 ? [min, max] : [max, min];
  const isOutside = (value: number, end: number, towards: number): boolean => Number.isFinite(value) && (value - end) * Math.sign(towards) > slack;
  const below = isOutside(first, physicalMin, -span) ? Math.ceil((physicalMin - first) / span) : 0;
  const above = isOutside(last, physicalMax, span) ? Math.ceil((last - physicalMax) / span) : 0;
  const digitalSpan = digitalMax - digitalMin;
  return { physicalMin: physicalMin - below * span, physicalMax: physicalMax + above * span, digitalMin: digitalMin - below * digitalSpan, digitalMax: digitalMax + above * digitalSpan };
}

/** What one integer stands for, in the channel's unit. */
export const resolutionOf = ({ physicalMin, physicalMax, digitalMin, digitalMax }: IntegerRange): number => Math.abs((physicalMax - physicalMin) / (digitalMax - digitalMin));
