import type { SampleRing } from './sample-ring.ts';

/** µV that one lane is high: 1-2-5 steps. */
export const SCALE_STEPS_UV = [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 200_000];
/** Values looked at in a stretch; more change nothing that can be seen. */
const MAX_VALUES = 400;

export interface LaneStatistics {
  /** Where the lane's middle line is. */
  readonly median: number;
  /** From the 2.5th to the 97.5th percentile: a blink or a spike does not shrink the rest. */
  readonly spread: number;
}

/** Of samples [from, to) of one row; `undefined` where nothing arrived. */
export function statisticsOf(ring: SampleRing, channel: number, from: number, to: number): LaneStatistics | undefined {
  const row = ring.rows[channel];
  const begin = Math.max(from, ring.start);
  const step = Math.max(1, Math.floor((to - begin) / MAX_VALUES));
  const values: number[] = [];
  for (let index = begin; index < to; index += step) {
    const value = row[index % ring.capacity];
    if (Number.isFinite(value)) values.push(value);
  }
  if (values.length < 2) return undefined;
  values.sort((a, b) => a - b);
  const at = (part: number): number => values[Math.round(part * (values.length - 1))];
  return { median: at(0.5), spread: at(0.975) - at(0.025) };
}

/**
 * The step at which most lanes are filled well. A present step stays while it does: a picture that rescales all the time is worse
 * than one that could be larger.
 * @param spreads One a visible lane.
 */
export function chooseScaleUv(spreads: readonly number[], presentUv: number | undefined): number {
  if (spreads.length === 0) return presentUv ?? 100;
  const typical = spreads.toSorted((a, b) => a - b)[Math.floor(spreads.length / 2)];
  if (presentUv !== undefined && typical < 0.9 * presentUv && typical > 0.2 * presentUv) return presentUv;
  return SCALE_STEPS_UV.find((step) => typical <= 0.7 * step) ?? SCALE_STEPS_UV.at(-1)!;
}
