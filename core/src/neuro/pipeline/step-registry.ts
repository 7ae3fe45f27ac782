import type { PipelineStep } from './pipeline-step.ts';
import { averageStep } from './steps/average.ts';
import { bandPowerStep } from './steps/band-power.ts';
import { blinksStep } from './steps/blinks.ts';
import { classifyStep } from './steps/classify.ts';
import { componentsStep } from './steps/components.ts';
import { connectivityStep } from './steps/connectivity.ts';
import { cropStep } from './steps/crop.ts';
import { epochsStep } from './steps/epochs.ts';
import { erdStep } from './steps/erd.ts';
import { filterStep } from './steps/filter.ts';
import { interpolateStep } from './steps/interpolate.ts';
import { markBadStep } from './steps/mark-bad.ts';
import { muscleStep } from './steps/muscle.ts';
import { notchStep } from './steps/notch.ts';
import { qualityStep } from './steps/quality.ts';
import { referenceStep } from './steps/reference.ts';
import { resampleStep } from './steps/resample.ts';
import { selectChannelsStep } from './steps/select-channels.ts';
import { spectrogramStep } from './steps/spectrogram.ts';
import { spectrumStep } from './steps/spectrum.ts';

/** Every step, in the order that a pipeline usually has them. */
export const pipelineSteps: readonly PipelineStep[] = [
  cropStep,
  selectChannelsStep,
  qualityStep,
  markBadStep,
  blinksStep,
  muscleStep,
  filterStep,
  notchStep,
  resampleStep,
  interpolateStep,
  referenceStep,
  componentsStep,
  spectrumStep,
  bandPowerStep,
  spectrogramStep,
  connectivityStep,
  epochsStep,
  averageStep,
  erdStep,
  classifyStep,
];

/** A step by its name. */
export function findStep(name: string): PipelineStep | undefined {
  return pipelineSteps.find((step) => step.name === name);
}
