import { assertNever } from '../../foundation/index.ts';
import { createMotorImageryTask } from './task-motor-imagery.ts';
import { createN170Task } from './task-n170.ts';
import { createP300Task } from './task-p300.ts';
import { createSsvepTask } from './task-ssvep.ts';
import type { EegTask, TaskContext, TaskParts } from './task.ts';

const RESTING_SECONDS = 20;

export function createTask(task: EegTask, context: TaskContext): TaskParts {
  switch (task) {
    case 'rest':
      return { sources: [], annotations: () => [], eyes: { alternateSeconds: RESTING_SECONDS } };
    case 'p300':
      return createP300Task(context);
    case 'ssvep':
      return createSsvepTask(context);
    case 'n170':
      return createN170Task(context);
    case 'motor-imagery':
      return createMotorImageryTask(context);
    default:
      return assertNever(task);
  }
}
