import type { ChannelQuality } from '@iza/core/ports';

/** Everything that a session's report and its note say about the signal, in memory that does not grow with the session. */
export interface SignalSummary {
  readonly quality: readonly SessionQuality[];
  readonly bandPowersUv2: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Mean over the session, µV²/Hz, one array a channel; `undefined` when no two seconds of good samples came together. */
  readonly spectrum: { readonly frequenciesHz: Float64Array; readonly densityUv2PerHz: readonly Float64Array[] } | undefined;
  /** Lowest and highest value by turns, one array a channel: what a session of hours looks like on one line. */
  readonly overview: { readonly samples: readonly Float64Array[]; readonly samplingRateHz: number } | undefined;
}

export interface SessionQuality extends ChannelQuality {
  /** Part of the session's seconds in which it was good, 0 to 1. */
  readonly goodRatio: number;
}
