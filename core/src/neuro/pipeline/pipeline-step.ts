import type { z } from 'zod';
import type { Channel } from '../../ports/index.ts';
import type { PipelineState, StepOutcome } from './pipeline-state.ts';

export interface StepContext {
  readonly signal: AbortSignal | undefined;
}

/** A step on a live stream. */
export interface LiveStep {
  /** What comes out; equal to what came in unless the step says otherwise. */
  readonly channels: readonly Channel[];
  /** @param samples Row-major [channelCount][sampleCount] of what comes in; may be changed. @returns row-major of `channels` */
  process(samples: Float64Array, sampleCount: number): Float64Array;
  /** What it really does, where that differs from the same step on a recording. */
  readonly note?: string;
}

/** One kind of step: its parameters as a schema, and what it does to a recording and to a stream. */
export interface PipelineStep<Parameters extends z.ZodObject = z.ZodObject> {
  /** As a pipeline names it: `band-power`. */
  readonly name: string;
  /** One sentence. */
  readonly description: string;
  readonly parameters: Parameters;
  /** @throws RangeError for parameters that do not fit the data */
  run(state: PipelineState, parameters: z.output<Parameters>, context: StepContext): StepOutcome | Promise<StepOutcome>;
  /** Absent: the step needs the whole recording. @throws RangeError for parameters that do not fit the stream */
  readonly createLive?: (parameters: z.output<Parameters>, stream: { readonly channels: readonly Channel[]; readonly samplingRateHz: number }) => LiveStep;
}

/** Declares a step with its types inferred from the schema. */
export function defineStep<Parameters extends z.ZodObject>(step: PipelineStep<Parameters>): PipelineStep {
  // reason: the registry only calls a step with what its own schema parsed
  return step;
}
