export { hellingerFidelity, totalVariationDistance, type Outcomes } from './compare-outcomes.ts';
export { concurrenceOf } from './concurrence.ts';
export { densityOfQubits, partialTrace } from './density.ts';
export { entanglementEntropyBits, entropyBits, purityOf } from './entropy.ts';
export { fidelityOf, overlapOf } from './fidelity.ts';
export { heavyOutputRatio } from './heavy-outputs.ts';
