export { readQasm, type QasmReading, type ReadQasmOptions } from './read-qasm.ts';
export type { QasmProblem } from './source-place.ts';
