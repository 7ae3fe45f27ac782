/** The middle value; NaN passed over. NaN of nothing. */
export function medianOf(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).filter((value) => !Number.isNaN(value)).sort();
  const middle = sorted.length >> 1;
  return sorted.length === 0 ? Number.NaN : sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** What makes the median absolute deviation of normal numbers their standard deviation. */
const NORMAL_SCALE = 1.482602218505602;

/** Centre and deviation that a minority of outliers does not move; NaN passed over. */
export function robustSpread(values: ArrayLike<number>): { readonly median: number; readonly deviation: number } {
  const median = medianOf(values);
  return { median, deviation: NORMAL_SCALE * medianOf(Float64Array.from(values, (value) => Math.abs(value - median))) };
}
