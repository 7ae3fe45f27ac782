import type { AuxiliaryKind, BoardSettings } from '../boards/index.ts';
import type { Annotation, SampleBlock } from '../../ports/index.ts';

/** Why samples are missing. */
export type GapReason =
  /** Packets did not arrive, told by the board's counter. */
  | 'packets-lost'
  /** The connection was away; the length is by time. */
  | 'disconnected'
  /** The board was stopped for a command and started again; the length is by time. */
  | 'restarted';

/** What happens in a capture, in order. Sample indexes count from the first sample, lost ones included. */
export type CaptureEvent =
  | { readonly type: 'samples'; readonly block: SampleBlock }
  /** Comes before the block that holds the NaNs, once for each run of lost samples. */
  | { readonly type: 'gap'; readonly firstSampleIndex: number; readonly sampleCount: number; readonly reason: GapReason }
  | { readonly type: 'auxiliary'; readonly block: AuxiliaryBlock }
  | { readonly type: 'marker'; readonly marker: CaptureMarker }
  /** The board was told something that changes what its samples mean; holds from the next sample on. */
  | { readonly type: 'settings-change'; readonly settings: BoardSettings }
  | { readonly type: 'disconnect'; readonly reason: string }
  /** The board streams again; the gap is told by the `gap` event that follows with the first samples. */
  | { readonly type: 'reconnect'; readonly attemptCount: number }
  | { readonly type: 'warning'; readonly message: string };

export interface CaptureMarker {
  readonly sampleIndex: number;
  readonly onsetSeconds: Annotation['onsetSeconds'];
  readonly text: string;
  /** From this computer, or from the board's own packets (auxiliary mode `marker`). */
  readonly source: 'host' | 'board';
}

/** New values of the board's other sensors; a sensor that did not report is not there. */
export interface AuxiliaryBlock {
  readonly kind: AuxiliaryKind;
  readonly valueNames: readonly string[];
  readonly unit: string;
  /** Sample at which each value came [rowCount]. */
  readonly sampleIndexes: Float64Array;
  /** Row-major [rowCount][valueNames.length]; NaN for an axis that did not report. */
  readonly values: Float64Array;
}
