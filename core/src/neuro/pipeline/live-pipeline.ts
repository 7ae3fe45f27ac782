import { IzaError } from '../../foundation/index.ts';
import type { Channel, SampleBlock } from '../../ports/index.ts';
import type { Pipeline } from './parse-pipeline.ts';
import type { LiveStep } from './pipeline-step.ts';
import type { Provenance } from './provenance.ts';
import { stepOf } from './run-pipeline.ts';

export interface LivePipelineOptions {
  readonly channels: readonly Channel[];
  readonly samplingRateHz: number;
  readonly izaVersion: string;
  /** Names the stream. */
  readonly inputName: string;
}

/** A pipeline on a stream. */
export interface LivePipeline {
  /** Of what comes out. */
  readonly channels: readonly Channel[];
  /** The steps in their live forms, each saying in `resolved.live` what it does other than on a recording. */
  readonly provenance: Provenance;
  /** The next block, processed; the block that is given stays as it is. */
  process(block: SampleBlock): SampleBlock;
}

/**
 * Sets a pipeline up for a stream.
 * @throws IzaError `unsupported` naming the step and its line, when one needs the whole recording; `bad-input` when one does not fit the stream
 */
export function createLivePipeline(pipeline: Pipeline, { channels, samplingRateHz, izaVersion, inputName }: LivePipelineOptions): LivePipeline {
  const steps: LiveStep[] = [];
  for (const [index, data] of pipeline.steps.entries()) {
    const where = `step ${index + 1} (${data.step}${data.line === undefined ? '' : `, line ${data.line}`}) of the pipeline ${pipeline.name}`;
    const step = stepOf(data);
    if (!step.createLive) throw new IzaError('unsupported', `Cannot run ${where} on a live stream: it needs the whole recording. Leave it out, or run the pipeline on the recording afterwards.`);
    try {
      steps.push(step.createLive(data.parameters, { channels: steps.at(-1)?.channels ?? channels, samplingRateHz }));
    } catch (error) {
      if (error instanceof RangeError) throw new IzaError('bad-input', `Cannot run ${where} on this stream: ${error.message}`, { cause: error });
      throw error;
    }
  }
  return {
    channels: steps.at(-1)?.channels ?? channels,
    provenance: {
      izaVersion,
      pipeline: { version: pipeline.version, name: pipeline.name },
      input: { name: inputName, format: 'live', channelCount: channels.length, samplingRateHz },
      steps: pipeline.steps.map(({ step, parameters }, index) => ({ step, parameters, resolved: { live: steps[index].note ?? 'the same as on a recording' } })),
      warnings: [],
    },
    process(block) {
      let samples = Float64Array.from(block.samples);
      for (const step of steps) samples = Float64Array.from(step.process(samples, block.sampleCount));
      return { ...block, samples };
    },
  };
}
