export type { Circuit, Expression, GateDefinition, Operation } from './circuit/index.ts';
export { drawText, layOutCircuit } from './draw/index.ts';
export { randomBrickCircuit, randomCliffordCircuit } from './generate/index.ts';
export { echoCircuit, estimateFidelity, mirrorCircuit, scanMirrors, type MirrorCell, type MirrorEstimate } from './mirror/index.ts';
export { noiseModelSchema, type NoiseModel } from './noise/index.ts';
export { expectationOf, formatPauliSum, parsePauliSum, pauliSum, sampleExpectation, type PauliSum, type SampledExpectation } from './observables/index.ts';
export { NotExpressible, readQasm, writeQasm2, writeQasm3, type QasmProblem, type QasmReading, type ReadQasmOptions } from './qasm/index.ts';
export { outcomesOf, runExactly, sampleCircuit, type ExactRun } from './run/index.ts';
export { createStateVector, type QuantumState, type StateVector } from './simulators/index.ts';
