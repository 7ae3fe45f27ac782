import type { SampleRange, Recording } from '../recording/index.ts';
import type { Epochs, Evoked } from '../features/index.ts';
import type { PipelineResult } from './pipeline-result.ts';

/** What one step hands to the next. */
export interface PipelineState {
  readonly recording: Recording;
  /** Names of channels that analysis leaves out until they are interpolated. */
  readonly badChannels: readonly string[];
  readonly epochs: Epochs | undefined;
  readonly evoked: readonly LabelledEvoked[];
  /** Noticed at the start: where samples were lost, at the sampling rate of the input. */
  readonly lost: readonly SampleRange[];
}

export interface LabelledEvoked {
  readonly label: string;
  readonly evoked: Evoked;
}

/** What a step did. Absent parts are unchanged. */
export interface StepOutcome {
  readonly state?: Partial<PipelineState>;
  readonly result?: PipelineResult;
  /** What the parameters came to on these data: lengths of filters, names that were found. Kept in the provenance. */
  readonly resolved?: Readonly<Record<string, unknown>>;
  /** What a person should know about the result. */
  readonly warnings?: readonly string[];
}
