import { z } from 'zod';
import { labelsInput } from './recording-inputs.ts';

/** Inputs of every capability that cuts epochs; the words are MNE's. */
export const epochInputs = {
  labels: labelsInput.describe('Annotation texts; all when absent'),
  tmin: z.number().default(-0.2).describe('Start, seconds from the annotation'),
  tmax: z.number().default(0.8).describe('End, seconds from the annotation'),
  baseline: z.array(z.number()).length(2, 'write it as from,to').meta({ separator: ',' }).optional().describe('Its mean is taken away: from,to in seconds; from tmin to 0 when absent'),
  baselineCorrection: z.boolean().default(true).describe('Takes the mean of the baseline away'),
  reject: z.number().positive().optional().describe('Drops epochs with a greater peak-to-peak, µV'),
  flat: z.number().positive().optional().describe('Drops epochs with a smaller peak-to-peak, µV'),
};

export type EpochInputs = z.output<z.ZodObject<typeof epochInputs>>;

/** The step that they mean. */
export function epochsStepOf({ labels, tmin, tmax, baseline, baselineCorrection, reject, flat }: EpochInputs): Readonly<Record<string, unknown>> {
  return { step: 'epochs', labels, startSeconds: tmin, endSeconds: tmax, baselineSeconds: baselineCorrection ? baseline : null, rejectAboveUv: reject, rejectBelowUv: flat };
}

/** A band-pass before anything is cut, where one was asked for. */
export function filterStepOf(bandHz: readonly number[] | undefined): Readonly<Record<string, unknown>> | undefined {
  return bandHz && { step: 'filter', lowHz: bandHz[0], highHz: bandHz[1] };
}
