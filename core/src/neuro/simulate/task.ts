import type { SeededRandom } from '../../foundation/index.ts';
import type { Annotation } from '../../ports/index.ts';
import type { EyesOption } from './eyes.ts';
import type { HeadSource } from './head-source.ts';
import type { SensorimotorLevel } from './sensorimotor.ts';
import type { HeadPoint } from './topography.ts';

/** What the person does: nothing, counts rare tones, looks at a flicker, at faces, or imagines moving a hand. */
export type EegTask = 'rest' | 'p300' | 'ssvep' | 'n170' | 'motor-imagery';

export const EEG_TASKS: readonly EegTask[] = ['rest', 'p300', 'ssvep', 'n170', 'motor-imagery'];

export interface TaskContext {
  readonly samplingRateHz: number;
  readonly positions: readonly HeadPoint[];
  readonly random: SeededRandom;
}

/** What a task adds to a resting head. */
export interface TaskParts {
  readonly sources: readonly HeadSource[];
  /** Markers with their onset in [start, end), sorted. */
  annotations(start: number, end: number): Annotation[];
  /** At rest when absent. */
  readonly sensorimotorLevel?: SensorimotorLevel;
  /** What the eyes do when nobody says otherwise. */
  readonly eyes: EyesOption;
}
