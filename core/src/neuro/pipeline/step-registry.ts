import type { PipelineStep } from './pipeline-step.ts';
import { averageStep } from './steps/average.ts';
import { classifyStep } from './steps/classify.ts';
import { cropStep } from './steps/crop.ts';
import { epochsStep } from './steps/epochs.ts';
import { filterStep } from './steps/filter.ts';
import { markBadStep } from './steps/mark-bad.ts';
import { notchStep } from './steps/notch.ts';
import { qualityStep } from './steps/quality.ts';
import { selectChannelsStep } from './steps/select-channels.ts';
import { spectrumStep } from './steps/spectrum.ts';

/** Every step, in the order that a pipeline usually has them. */
export const pipelineSteps: readonly PipelineStep[] = [
  cropStep,
  selectChannelsStep,
  qualityStep,
  markBadStep,
  filterStep,
  notchStep,
  spectrumStep,
  epochsStep,
  averageStep,
  classifyStep,
];

/** A step by its name. */
export function findStep(name: string): PipelineStep | undefined {
  return pipelineSteps.find((step) => step.name === name);
}
