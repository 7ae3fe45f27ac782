import type { BoardId, Channel, SampleBlock } from '@iza/core/ports';

/** A board that streams, from one connecting to the next. */
export interface CaptureConnection extends AsyncDisposable {
  readonly boardId: BoardId;
  /** Electrodes first. */
  readonly channels: readonly Channel[];
  readonly electrodeCount: number;
  readonly samplingRateHz: number;
  readonly firmware: string | undefined;
  /** Where each channel's converter clips, and what one count of it is, in the channel's unit. */
  readonly scales: readonly ChannelScale[];
  /** What a person should know: a latency that can be cured. */
  readonly notices: readonly string[];
  /**
   * Samples until `close`, or until the other side ended by itself. Counted from 0 on every connection. May be read once.
   * @throws IzaError `headset-lost` when the board went away: its port closed, or it was silent for a second
   */
  steps(): AsyncIterable<CaptureStep>;
  /** Stops the board's stream and gives the port back. */
  close(): Promise<void>;
}

export interface ChannelScale {
  readonly fullScale: number;
  readonly countSize: number;
}

export interface CaptureStep {
  readonly block: SampleBlock;
  /** Gaps so far on this connection. */
  readonly gapCount: number;
  readonly driftPpm: number | undefined;
}
