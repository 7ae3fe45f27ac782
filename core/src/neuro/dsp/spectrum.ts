/** Power density over frequency, one-sided: its sum times the spacing is the signal's variance. */
export interface Spectrum {
  /** Ascending from 0 in even steps, unless cut to a range. */
  readonly frequenciesHz: Float64Array;
  /** Squared unit of the samples per hertz (µV²/Hz); NaN where nothing could be measured. */
  readonly density: Float64Array;
  /** How many pieces of the signal it is the mean of; 0 when lost samples left none. */
  readonly segmentCount: number;
}
