export type ChannelType = 'eeg' | 'eog' | 'emg' | 'ecg' | 'accelerometer' | 'trigger' | 'misc';

/** One row of a recording or of a live stream. */
export interface Channel {
  readonly name: string;
  readonly type: ChannelType;
  /** `µV` for every electrode; other sensors keep theirs (`g`, `Ohm`, `°C`, empty for a plain number). */
  readonly unit: string;
  readonly samplingRateHz: number;
}

/** Something that happened during a recording: a marker, a stimulus, a stretch of bad data. */
export interface Annotation {
  /** From the first sample of the recording. */
  readonly onsetSeconds: number;
  /** 0 for a moment. */
  readonly durationSeconds: number;
  /** `BAD_…` marks data that analysis leaves out (MNE's convention); `BAD_lost` is written for lost samples. */
  readonly text: string;
}

/** A run of consecutive samples of a live stream, one rate for all channels. */
export interface SampleBlock {
  /** Number of the first sample since the stream began, lost samples counted. */
  readonly firstSampleIndex: number;
  readonly sampleCount: number;
  /** Row-major [channelCount][sampleCount], in each channel's unit. A lost sample is NaN in every channel; it is never filled in. */
  readonly samples: Float64Array;
  /** Time of the first sample on the fitted sample clock, milliseconds since the epoch. */
  readonly startMs: number;
  /** Samples of this block that were lost. */
  readonly lostCount: number;
}

export type ChannelState = 'good' | 'noisy' | 'near-railed' | 'railed' | 'flat';

/** How well one electrode sits, over the last seconds. */
export interface ChannelQuality {
  readonly channelName: string;
  readonly state: ChannelState;
  readonly peakToPeakUv: number;
  /** Highest |sample| as a part of full scale, 0 to 1. */
  readonly fullScaleRatio: number;
  /** Amplitude at the mains frequency. */
  readonly lineNoiseUv: number;
}
