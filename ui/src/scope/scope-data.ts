/*
 * What the scope shows. The shapes are those of the core's signals, written again so that this package needs nothing of the core.
 */

export interface ScopeChannel {
  readonly name: string;
  /** `µV` for electrodes; channels of other units are scaled by themselves and hidden at first. */
  readonly unit: string;
}

export interface ScopeStream {
  readonly channels: readonly ScopeChannel[];
  readonly samplingRateHz: number;
  /** For the picture's name: `Simulated Cyton`. */
  readonly title?: string;
}

/** A run of consecutive samples. */
export interface ScopeBlock {
  /** Counted from the beginning of the stream, lost samples included. */
  readonly firstSampleIndex: number;
  readonly sampleCount: number;
  /** Row-major [channelCount][sampleCount] in each channel's unit; NaN where lost. Copied. */
  readonly samples: Float32Array;
}

export type ScopeQualityState = 'good' | 'noisy' | 'near-railed' | 'railed' | 'flat';

export interface ScopeQuality {
  readonly channelName: string;
  readonly state: ScopeQualityState;
  readonly peakToPeakUv: number;
}

export interface ScopeBandPowers {
  readonly bandNames: readonly string[];
  /** µV², row-major [channelCount][bandCount], channels as in the stream. */
  readonly powersUv2: ArrayLike<number>;
}

export interface ScopeMarker {
  readonly sampleIndex: number;
  readonly text: string;
}

/** A stretch without data, samples [start, end). */
export interface ScopeSpan {
  readonly start: number;
  end: number;
  /** `lost`: the headset's data never arrived. `missed`: it is in the recording, only this view was too slow. */
  readonly kind: 'lost' | 'missed';
}

/** A select in the toolbar whose meaning is the host's: filters. */
export interface ScopeChoice {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

export type ScopeMode = 'sweep' | 'scroll';
