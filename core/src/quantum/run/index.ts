export { outcomesOf } from './outcome-table.ts';
export { runExactly, type Branch, type ExactRun, type RunExactlyOptions } from './run-exactly.ts';
