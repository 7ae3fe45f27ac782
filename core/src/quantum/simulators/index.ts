export { applyAtRandom, reducedDensity } from './apply-at-random.ts';
export { cliffordAction, type CliffordAction } from './clifford-action.ts';
export { createDensityMatrix, type DensityMatrix } from './density-matrix.ts';
export { pauliExpectation, turnToMeasure } from './pauli-expectation.ts';
export { paritySign, pauliMasks, type PauliFactor, type PauliLetter, type PauliString } from './pauli-string.ts';
export type { QuantumState } from './quantum-state.ts';
export { createStabilizerTableau } from './stabilizer-tableau.ts';
export { createStateVector } from './state-vector.ts';
export type { StateVector } from './state-vector-over.ts';
