import type { RecordingChannelQuality } from '../quality/index.ts';

export interface NamedBand {
  readonly name: string;
  readonly lowHz: number;
  readonly highHz: number;
}

/** What a pipeline measured. Arrays are plain, so that a result can be written as JSON as it is. */
export type PipelineResult =
  | { readonly type: 'quality'; readonly channels: readonly RecordingChannelQuality[] }
  | SpectrumResult
  | BandPowerResult
  | SpectrogramResult
  | ConnectivityResult
  | EpochsResult
  | AverageResult
  | ErdResult
  | BlinksResult
  | ComponentsResult
  | ClassificationResult;

export interface SpectrumResult {
  readonly type: 'spectrum';
  readonly method: string;
  readonly channelNames: readonly string[];
  readonly frequenciesHz: readonly number[];
  /** µV²/Hz, one array a channel. */
  readonly densityUv2PerHz: readonly (readonly number[])[];
}

export interface BandPowerResult {
  readonly type: 'band-power';
  readonly method: string;
  readonly bands: readonly NamedBand[];
  readonly channels: readonly {
    readonly name: string;
    /** One a band. */
    readonly powerUv2: readonly number[];
    /** Part of the power from the lowest to the highest band. */
    readonly relativePower: readonly number[];
    /** Frequency of the greatest density from 7 to 14 Hz; null where there is no peak. */
    readonly peakAlphaHz: number | null;
    /** Of 1/fⁿ; null where it cannot be fitted. */
    readonly aperiodicExponent: number | null;
  }[];
}

export interface SpectrogramResult {
  readonly type: 'spectrogram';
  readonly channelName: string;
  /** Middle of each window. */
  readonly timesSeconds: readonly number[];
  readonly frequenciesHz: readonly number[];
  /** µV²/Hz, [time][frequency]. */
  readonly densityUv2PerHz: readonly (readonly number[])[];
}

export interface ConnectivityResult {
  readonly type: 'connectivity';
  readonly measure: string;
  readonly band: NamedBand;
  readonly channelNames: readonly string[];
  /** [channel][channel], 0 to 1, symmetric. */
  readonly values: readonly (readonly number[])[];
}

export interface EpochsResult {
  readonly type: 'epochs';
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly labels: readonly { readonly label: string; readonly keptCount: number; readonly droppedCount: number }[];
  readonly dropped: readonly { readonly label: string; readonly onsetSeconds: number; readonly reason: string }[];
}

export interface AverageResult {
  readonly type: 'average';
  readonly channelNames: readonly string[];
  readonly timesSeconds: readonly number[];
  readonly averages: readonly {
    readonly label: string;
    readonly epochCount: number;
    /** µV, one array a channel. */
    readonly meanUv: readonly (readonly number[])[];
    readonly standardErrorUv: readonly (readonly number[])[];
  }[];
}

export interface ErdResult {
  readonly type: 'erd';
  readonly channelNames: readonly string[];
  readonly bands: readonly NamedBand[];
  readonly timesSeconds: readonly number[];
  /** Change against the baseline in percent, [label][channel][band][time]. */
  readonly labels: readonly { readonly label: string; readonly epochCount: number; readonly changePercent: readonly (readonly (readonly number[])[])[] }[];
}

export interface BlinksResult {
  readonly type: 'blinks';
  readonly channelNames: readonly string[];
  readonly onsetsSeconds: readonly number[];
  readonly perMinute: number;
}

export interface ComponentsResult {
  readonly type: 'components';
  readonly channelNames: readonly string[];
  readonly components: readonly {
    /** From 1. */
    readonly number: number;
    /** Weight at each channel. */
    readonly map: readonly number[];
    /** Part of the variance of the data. */
    readonly explainedVariance: number;
    /** Highest correlation with an eye channel, with its sign; null where there is none. */
    readonly eyeCorrelation: number | null;
    readonly removed: boolean;
  }[];
}

export interface ClassificationResult {
  readonly type: 'classification';
  readonly method: string;
  readonly labels: readonly string[];
  readonly epochCounts: readonly number[];
  readonly foldAccuracies: readonly number[];
  readonly accuracy: number;
  /** What always naming the more frequent class would score. */
  readonly chance: number;
  /** 95 % interval of the accuracy (Wilson). */
  readonly confidence: readonly [number, number];
  /** [true label][named label]. */
  readonly confusion: readonly (readonly number[])[];
}
