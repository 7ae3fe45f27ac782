export { circuitsConvert } from './convert.ts';
export { circuitsDraw } from './draw.ts';
export { circuitsMirror } from './mirror.ts';
export { circuitsOptimise } from './optimise.ts';
export { circuitsRun } from './run.ts';
export { circuitsSample } from './sample.ts';
