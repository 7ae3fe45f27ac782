export { BASES, type Basis } from './basis.ts';
export { circuitSize, type CircuitSize } from './circuit-size.ts';
export { decomposeOperation } from './decompose.ts';
export { areEquivalent, type EquivalenceOptions } from './equivalence.ts';
export { optimise, type OptimiseOptions } from './optimise.ts';
