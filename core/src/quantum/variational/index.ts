export { adjointGradient } from './adjoint-gradient.ts';
export { findLargeCut } from './find-large-cut.ts';
export { findLowestEnergy } from './find-lowest-energy.ts';
export { layeredAnsatz } from './layered-ansatz.ts';
export { cutWeight, maxCutCircuit, maxCutEnergy, type Graph } from './max-cut.ts';
export { minimiseWithAdam } from './minimise-with-adam.ts';
export { minimiseWithSpsa } from './minimise-with-spsa.ts';
export { parameterShiftGradient } from './parameter-shift.ts';
