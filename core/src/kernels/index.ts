export type { Int8EngineName } from './int8-engine.ts';
export { createInt8Matrix, type Int8Matrix, type TopRowsOptions } from './int8-matrix.ts';
export { quantizeToInt16, quantizeToInt8 } from './quantize.ts';
export type { ScoredRow } from './top-rows.ts';
