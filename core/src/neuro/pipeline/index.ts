export { findChannels, goodEegChannels, signalChannels } from './find-channels.ts';
export { createLivePipeline, type LivePipeline, type LivePipelineOptions } from './live-pipeline.ts';
export { checkPipeline, parsePipeline, pipelineJsonSchema, PIPELINE_VERSION, type Pipeline, type PipelineStepData } from './parse-pipeline.ts';
export type {
  AverageResult,
  BandPowerResult,
  BlinksResult,
  ClassificationResult,
  ComponentsResult,
  ConnectivityResult,
  EpochsResult,
  ErdResult,
  NamedBand,
  PipelineResult,
  SpectrogramResult,
  SpectrumResult,
} from './pipeline-result.ts';
export type { PipelineState } from './pipeline-state.ts';
export type { PipelineInput, Provenance, ProvenanceStep } from './provenance.ts';
export { runPipeline, type PipelineRun, type RunPipelineOptions } from './run-pipeline.ts';
export { pipelineSteps } from './step-registry.ts';
export { standardPipelines, type StandardPipelineName } from './standard-pipelines.ts';
