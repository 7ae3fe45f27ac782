export { circuitsConvert } from './convert.ts';
export { circuitsDraw } from './draw.ts';
export { circuitsMirror } from './mirror.ts';
export { circuitsRun } from './run.ts';
export { circuitsSample } from './sample.ts';
