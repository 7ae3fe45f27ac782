export { circuitsRun } from './run.ts';
