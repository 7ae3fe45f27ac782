export type { ConvolutionEngine, ConvolutionEngineName, SampleArray } from './convolution-engine.ts';
export { createConvolution, type ConvolutionOptions } from './convolution.ts';
export { createFourierTransform, type FourierTransform } from './fourier-transform.ts';
export type { Int8EngineName } from './int8-engine.ts';
export { createInt8Matrix, type Int8Matrix, type TopRowsOptions } from './int8-matrix.ts';
export { runSections } from './section-cascade.ts';
export { createPowerSum, type PowerSum } from './power-sum.ts';
export { quantizeToInt16, quantizeToInt8 } from './quantize.ts';
export type { ScoredRow } from './top-rows.ts';
