export { adjointGradient, type EnergyGradient } from './adjoint-gradient.ts';
export { findLargeCut, type LargeCut } from './find-large-cut.ts';
export { findLowestEnergy, type LowestEnergy, type LowestEnergyOptions } from './find-lowest-energy.ts';
export { layeredAnsatz } from './layered-ansatz.ts';
export { cutWeight, maxCutCircuit, maxCutEnergy, type Graph, type WeightedEdge } from './max-cut.ts';
export { minimiseWithAdam, type AdamOptions, type Minimum, type SlopedValue } from './minimise-with-adam.ts';
export { minimiseWithSpsa, type SpsaOptions } from './minimise-with-spsa.ts';
export { parameterShiftGradient } from './parameter-shift.ts';
