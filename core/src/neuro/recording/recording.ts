import type { Annotation, Channel } from '../../ports/index.ts';

/** Samples in memory with what is known about them. */
export interface Recording {
  /** All of one sampling rate. */
  readonly channels: readonly Channel[];
  readonly samplingRateHz: number;
  /** One array a channel, each [sampleCount], in the channel's unit (µV for electrodes). A lost sample is NaN. */
  readonly samples: readonly Float64Array[];
  /** Sorted by onset. */
  readonly annotations: readonly Annotation[];
  /** Milliseconds since the epoch; `undefined` where the file tells no time. */
  readonly startMs: number | undefined;
}

/** How a channel's values lie on the integers of a converter: a copy on the same range loses nothing. */
export interface IntegerRange {
  /** In the channel's unit: the value of `digitalMin`. Above `physicalMax` where the signal is inverted. */
  readonly physicalMin: number;
  readonly physicalMax: number;
  readonly digitalMin: number;
  readonly digitalMax: number;
}

/** What a file says about itself, without its samples. */
export interface RecordingInfo {
  /** `EDF+C`, `BDF+D`, `OpenBCI GUI text`, `XDF` … */
  readonly format: string;
  /** In the file's order; rates may differ. Annotation channels are not listed. */
  readonly channels: readonly Channel[];
  /** The integers behind each channel's values, one entry a channel, where the format tells them. */
  readonly integerRanges?: readonly (IntegerRange | undefined)[];
  /** The highest rate among the channels. */
  readonly samplingRateHz: number;
  /** At `samplingRateHz`, gaps counted. */
  readonly sampleCount: number;
  readonly startMs: number | undefined;
  /** Sorted by onset, then duration; `BAD_lost` among them where the file has it. */
  readonly annotations: readonly Annotation[];
  /** Stretches with no data, sample numbers at `samplingRateHz`; sorted, apart from each other. */
  readonly lost: readonly SampleRange[];
  /** What was repaired, left out or doubtful while reading: every reader says so instead of guessing in silence. */
  readonly warnings: readonly string[];
  /** Format-specific facts for a person: patient code, firmware, filters of the amplifier. */
  readonly details: Readonly<Record<string, string>>;
}

/** Samples [start, end). */
export interface SampleRange {
  readonly start: number;
  readonly end: number;
}

export interface ReadSamplesOptions {
  /** Positions in `info.channels`; all when absent. */
  readonly channels?: readonly number[] | undefined;
  /** 0 when absent. */
  readonly start?: number | undefined;
  /** `info.sampleCount` when absent; cut to it. */
  readonly end?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A file open for reading. Holds no more of it in memory than what is asked for. */
export interface RecordingReader extends AsyncDisposable {
  readonly info: RecordingInfo;
  /**
   * Samples [start, end) of the chosen channels at `info.samplingRateHz`, one array a channel, NaN where lost.
   * A channel of a lower rate is repeated up (its samples stay exact) and is said in `info.warnings`.
   * @throws IzaError `recording-corrupt` naming the byte offset; `aborted`
   * @throws RangeError for a channel or a range that is not there
   */
  read(options?: ReadSamplesOptions): Promise<Float64Array[]>;
  close(): Promise<void>;
}
