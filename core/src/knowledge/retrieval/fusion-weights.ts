import type { FieldWeights } from './first-stage.ts';
import type { Feature } from './pool-features.ts';

/** Fields of BM25F. Lengths are in content words. */
export const fieldWeights: FieldWeights = { saturation: 1.2, bodyLengthEffect: 0.8, title: 3, alias: 3, tag: 1, path: 0.3, heading: 1, linkText: 1 };

/**
 * What each signal counts once it is brought to 0 to 1 within a query's candidates. One set for every collection and language.
 * Fitted by `bench/src/retrieval-fit.ts` on nine public collections.
 */
export const fusionWeights: Readonly<Record<Feature, number>> = {
  note: 1,
  passage: 0.15,
  title: 0.45,
  name: 0.3,
  coverage: 0.06,
  window: 0.15,
  bigram: 0.15,
  exact: 0.3,
  fragments: 0.6,
  meaning: 0.15,
  neighbours: 0.8,
  links: 0.4,
  embedding: 0.8,
};
