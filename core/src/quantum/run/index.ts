export { compileCircuit } from './instructions.ts';
export { blochVectorsOf, densityOfRun } from './mixture.ts';
export { outcomesOf } from './outcome-table.ts';
export { runExactly, type ExactRun, type RunExactlyOptions } from './run-exactly.ts';
export { sampleCircuit, type SampleOptions } from './sample-circuit.ts';
