import type { FieldWeights } from './first-stage.ts';
import type { Feature } from './pool-features.ts';

/** Fields of BM25F. Lengths are in content words. */
export const fieldWeights: FieldWeights = { saturation: 1.2, bodyLengthEffect: 0.8, title: 3, alias: 3, tag: 1, path: 0.3, heading: 1, linkText: 1 };

/**
 * What each signal counts once it is brought to 0 to 1 within a query's candidates. One set for every collection and language.
 * Fitted by `bench/src/retrieval-fit.ts` on nine public collections, each left out in turn.
 */
export const fusionWeights: Readonly<Record<Feature, number>> = {
  note: 1,
  passage: 0.05,
  title: 0.35,
  name: 0.6,
  coverage: 0.08,
  window: 0.05,
  bigram: 0.15,
  exact: 0.15,
  fragments: 0.65,
  meaning: 0.2,
  neighbours: 0.55,
  links: 0.35,
  // no collection here has vectors of a model: as much as the study's consensus gives the strongest second leg
  embedding: 0.8,
};
