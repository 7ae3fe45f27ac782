export type { QuantumState } from './quantum-state.ts';
export { createStateVector, type StateVector } from './state-vector.ts';
