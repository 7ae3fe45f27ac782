import type { FitClassifier } from './cross-validate.ts';
import { cspFeatures, fitCsp } from './csp.ts';
import { fitLda, predictLda } from './lda.ts';
import type { Trial } from './trial.ts';

/** The usual classifier of imagined movement: log power along common spatial patterns, then LDA. For `crossValidate`: both are fitted on the training trials alone. */
export function cspLdaClassifier(options: { readonly componentCount?: number | undefined } = {}): FitClassifier<Trial> {
  return (trials, labels) => {
    const csp = fitCsp(trials, labels, options);
    const lda = fitLda(trials.map((trial) => cspFeatures(csp, trial)), labels);
    return (trial) => predictLda(lda, cspFeatures(csp, trial)).label;
  };
}
