import type { Channel, Clock, Transport } from '../../ports/index.ts';
import type { Board, BoardSettings } from '../boards/index.ts';
import type { CaptureEvent, CaptureMarker } from './capture-event.ts';

export interface CaptureOptions {
  readonly board: Board;
  readonly clock: Clock;
  /** Names of the electrodes, one a channel; the board's own when absent. */
  readonly channelNames?: readonly string[] | undefined;
  /** Sent before the start, one byte a character: channel settings, auxiliary mode. Each must be answered. */
  readonly commands?: readonly string[] | undefined;
  /**
   * Opens the transport again after the connection broke; called again until it succeeds. Its clock must be the first one's.
   * Absent: a broken connection ends the capture with `headset-lost`.
   */
  readonly reopen?: ((options: { readonly signal: AbortSignal | undefined }) => Promise<Transport>) | undefined;
  /** False for bytes that were recorded: nobody answers, and the stream has begun. Nothing is written then. */
  readonly handshake?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What is known of a capture at this moment. */
export interface CaptureState {
  readonly phase: 'ready' | 'streaming' | 'reconnecting' | 'ended';
  readonly settings: BoardSettings;
  /** Samples so far, lost ones counted. */
  readonly sampleCount: number;
  readonly lostCount: number;
  readonly gapCount: number;
  /** Packets that came twice or too late, and were left out. */
  readonly staleCount: number;
  /** Bytes that belonged to no packet. */
  readonly strayByteCount: number;
  readonly driftPpm: number | undefined;
}

/** A board that answered. Iterate to start it; the iteration ends after `stop()`. */
export interface Capture extends AsyncIterable<CaptureEvent>, AsyncDisposable {
  /** What the board said of itself; empty without a handshake. */
  readonly hello: string;
  readonly channels: readonly Channel[];
  readonly samplingRateHz: number;
  state(): CaptureState;
  /** Marks the sample that is being taken now. @throws IzaError `headset-lost` before the first sample and after the end */
  mark(text: string): CaptureMarker;
  /**
   * Sends a command, one byte a character, and resolves with the reply, without its `$$$`. While samples flow the board is stopped for it and started again:
   * what its packets mean never changes between two samples unnoticed.
   * @throws IzaError `headset-silent` when nothing answers; RangeError for a command that changes the sampling rate
   */
  command(text: string): Promise<string>;
  /** Stops the board; the iteration delivers what was still on its way and ends. */
  stop(): void;
}
