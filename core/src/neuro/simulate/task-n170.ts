import type { EvokedWave } from './stimulus-task.ts';
import { createStimulusTask } from './stimulus-task.ts';
import type { TaskContext, TaskParts } from './task.ts';

const visualP1: readonly EvokedWave[] = ['O1', 'O2'].map((site) => ({ site, spreadMm: 35, latencySeconds: 0.108, widthSeconds: 0.016, amplitudeUv: 4.5 }));

/** Larger on the right. @see Bentin et al. (1996): N170 of faces over the lateral temporal sites */
const n170 = (leftUv: number, rightUv: number): EvokedWave[] => [
  { site: 'P7', spreadMm: 32, latencySeconds: 0.17, widthSeconds: 0.02, amplitudeUv: leftUv, jitterSeconds: 0.006 },
  { site: 'P8', spreadMm: 32, latencySeconds: 0.17, widthSeconds: 0.02, amplitudeUv: rightUv, jitterSeconds: 0.006 },
];

/** Pictures of faces and of houses. */
export function createN170Task(context: TaskContext): TaskParts {
  const stimuli = [
    { text: 'face', probability: 0.5, waves: [...visualP1, ...n170(-7, -9)] },
    { text: 'house', probability: 0.5, waves: [...visualP1, ...n170(-2, -2.5)] },
  ];
  return createStimulusTask({ stimuli, shortestIntervalSeconds: 0.9, longestIntervalSeconds: 1.3 }, context);
}
