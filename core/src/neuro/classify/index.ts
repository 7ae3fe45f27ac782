export { crossValidate, permutationTest, type CrossValidation, type FitClassifier, type PermutationTest } from './cross-validate.ts';
export { cspFeatures, fitCsp, type Csp } from './csp.ts';
export { cspLdaClassifier } from './csp-lda.ts';
export { stratifiedFolds, type Fold } from './folds.ts';
export { fitLda, predictLda, type Lda, type LdaPrediction } from './lda.ts';
export { trialOf, type Trial } from './trial.ts';
