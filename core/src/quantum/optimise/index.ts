export { BASES, type Basis } from './basis.ts';
export { circuitSize, type CircuitSize } from './circuit-size.ts';
export { couplingMap, type CouplingMap } from './coupling-map.ts';
export { decomposeOperation } from './decompose.ts';
export { areEquivalent, equivalenceWork, type EquivalenceOptions } from './equivalence.ts';
export { optimise, type OptimisedCircuit, type OptimiseOptions } from './optimise.ts';
