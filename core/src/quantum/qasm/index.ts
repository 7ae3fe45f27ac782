export { readQasm, type QasmReading, type ReadQasmOptions } from './read-qasm.ts';
export type { QasmProblem } from './source-place.ts';
export { NotExpressible } from './write-qasm.ts';
export { writeQasm2 } from './write-qasm-2.ts';
export { writeQasm3 } from './write-qasm-3.ts';
