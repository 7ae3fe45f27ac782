import type { Stimulus } from './stimulus-task.ts';
import { createStimulusTask } from './stimulus-task.ts';
import type { TaskContext, TaskParts } from './task.ts';

const AUDITORY_WAVES = [
  { site: 'Cz', spreadMm: 75, latencySeconds: 0.1, widthSeconds: 0.022, amplitudeUv: -4 },
  { site: 'Cz', spreadMm: 70, latencySeconds: 0.18, widthSeconds: 0.03, amplitudeUv: 4 },
];

/** @see Polich (2007), Updating P300: amplitudes of 5 to 15 µV, 300 to 400 ms after rare targets, largest over Pz */
const STIMULI: readonly Stimulus[] = [
  { text: 'standard', probability: 0.8, waves: AUDITORY_WAVES },
  {
    text: 'target',
    probability: 0.2,
    isolated: true,
    waves: [
      ...AUDITORY_WAVES,
      { site: 'Fz', spreadMm: 60, latencySeconds: 0.23, widthSeconds: 0.03, amplitudeUv: -3 },
      { site: 'Pz', spreadMm: 70, latencySeconds: 0.37, widthSeconds: 0.075, amplitudeUv: 10, jitterSeconds: 0.025 },
    ],
  },
];

/** An auditory oddball: one tone in five is a target and is counted. */
export function createP300Task(context: TaskContext): TaskParts {
  return createStimulusTask({ stimuli: STIMULI, shortestIntervalSeconds: 0.9, longestIntervalSeconds: 1.1 }, context);
}
