import type { Channel } from '../../ports/index.ts';
import type { EpochEvent } from './epoch-events.ts';

/** Stretches of equal length cut around events. */
export interface Epochs {
  readonly channels: readonly Channel[];
  readonly samplingRateHz: number;
  /** [sampleCount], seconds from the event. */
  readonly timesSeconds: Float64Array;
  /** In the order of their events. */
  readonly kept: readonly Epoch[];
  readonly dropped: readonly DroppedEpoch[];
}

export interface Epoch {
  readonly event: EpochEvent;
  /** Position among the events that were given. */
  readonly eventIndex: number;
  /** One array a channel, [sampleCount], in the channel's unit; a copy. */
  readonly samples: readonly Float64Array[];
}

export interface DroppedEpoch {
  readonly event: EpochEvent;
  readonly eventIndex: number;
  readonly reason: DropReason;
}

export type DropReason =
  /** Reaches beyond the recording. */
  | { readonly type: 'outside' }
  /** Holds lost samples. */
  | { readonly type: 'lost'; readonly sampleCount: number }
  /** Overlaps a `BAD_…` annotation. */
  | { readonly type: 'annotation'; readonly text: string }
  /** Peak-to-peak above the limit in these channels. */
  | { readonly type: 'peak-to-peak'; readonly channelNames: readonly string[] }
  /** Peak-to-peak below the limit in these channels. */
  | { readonly type: 'flat'; readonly channelNames: readonly string[] };
