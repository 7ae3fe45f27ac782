import { errorCodeOf, IzaError, throwIfAborted } from '../../foundation/index.ts';
import type { Recording, SampleRange } from '../recording/index.ts';
import { goodStretches } from '../dsp/index.ts';
import type { Epochs } from '../features/index.ts';
import type { Pipeline, PipelineStepData } from './parse-pipeline.ts';
import type { PipelineResult } from './pipeline-result.ts';
import type { PipelineState } from './pipeline-state.ts';
import type { PipelineInput, Provenance, ProvenanceStep } from './provenance.ts';
import { findStep } from './step-registry.ts';

export interface RunPipelineOptions {
  readonly izaVersion: string;
  readonly input: Pick<PipelineInput, 'name' | 'sha256' | 'format'>;
  readonly signal?: AbortSignal | undefined;
  /** Cut before, of one or of several recordings. */
  readonly epochs?: Epochs | undefined;
  /** Called before each step. */
  readonly onStep?: (step: { readonly name: string; readonly index: number; readonly count: number }) => void;
}

export interface PipelineRun {
  /** As the last step left it. */
  readonly state: PipelineState;
  /** In the order of the steps that measured. */
  readonly results: readonly PipelineResult[];
  readonly provenance: Provenance;
}

/**
 * Runs every step over a recording.
 * @throws IzaError `bad-input` naming the step and its line when it does not fit the data; `aborted`
 */
export async function runPipeline(pipeline: Pipeline, recording: Recording, { izaVersion, input, signal, epochs, onStep }: RunPipelineOptions): Promise<PipelineRun> {
  const lost = lostRanges(recording);
  let state: PipelineState = { recording, badChannels: [], epochs, evoked: [], lost };
  const results: PipelineResult[] = [];
  const steps: ProvenanceStep[] = [];
  const warnings: string[] = lost.length === 0 ? [] : [lostWarning(lost, recording.samplingRateHz)];
  for (const [index, data] of pipeline.steps.entries()) {
    throwIfAborted(signal);
    onStep?.({ name: data.step, index, count: pipeline.steps.length });
    const outcome = await inTermsOfStep(pipeline, data, index, () => stepOf(data).run(state, data.parameters, { signal }));
    state = { ...state, ...outcome.state };
    if (outcome.result) results.push(outcome.result);
    warnings.push(...(outcome.warnings ?? []).map((warning) => `${data.step}: ${warning}`));
    steps.push({ step: data.step, parameters: data.parameters, resolved: outcome.resolved ?? {} });
  }
  const provenance: Provenance = {
    izaVersion,
    pipeline: { version: pipeline.version, name: pipeline.name },
    input: { ...input, channelCount: recording.channels.length, samplingRateHz: recording.samplingRateHz, sampleCount: recording.samples[0]?.length ?? 0 },
    steps,
    warnings,
  };
  return { state, results, provenance };
}

export function stepOf(data: PipelineStepData): NonNullable<ReturnType<typeof findStep>> {
  const step = findStep(data.step);
  if (!step) throw new RangeError(`Cannot run the step "${data.step}": there is no such step`);
  return step;
}

/** A mistake of the parameters against these data, told with the place in the pipeline where it can be mended. */
export async function inTermsOfStep<Outcome>(pipeline: Pipeline, { step, line }: PipelineStepData, index: number, run: () => Outcome | Promise<Outcome>): Promise<Outcome> {
  try {
    return await run();
  } catch (error) {
    const isMistake = error instanceof RangeError || errorCodeOf(error) === 'bad-input';
    if (!isMistake) throw error;
    throw new IzaError('bad-input', `Cannot run step ${index + 1} (${step}${line === undefined ? '' : `, line ${line}`}) of the pipeline ${pipeline.name}: ${(error as Error).message}`, { cause: error });
  }
}

/** Where every channel is lost. */
function lostRanges({ samples }: Recording): SampleRange[] {
  const [first] = samples;
  if (!first) return [];
  const good = goodStretches(first);
  const ranges: SampleRange[] = [];
  let end = 0;
  for (const stretch of [...good, { start: first.length, end: first.length }]) {
    if (stretch.start > end) ranges.push({ start: end, end: stretch.start });
    end = stretch.end;
  }
  return ranges;
}

function lostWarning(lost: readonly SampleRange[], samplingRateHz: number): string {
  const count = lost.reduce((sum, { start, end }) => sum + end - start, 0);
  return `${count} samples (${(count / samplingRateHz).toFixed(2)} s) in ${lost.length} gap${lost.length === 1 ? '' : 's'} were lost; nothing was filled in, and every step works on the stretches between.`;
}
