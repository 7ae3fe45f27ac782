export { applyPauliSumInto, pauliSumMatrix } from './apply-pauli-sum.ts';
export { expectationOf, expectationOfMixture, type WeightedState } from './expectation.ts';
export { groupTerms } from './group-terms.ts';
export { formatPauliSum, parsePauliSum } from './pauli-notation.ts';
export { lettersOf, pauliSum, type PauliSum } from './pauli-sum.ts';
export { sampleExpectation, type SampledExpectation } from './sample-expectation.ts';
