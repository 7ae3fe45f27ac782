import type { FieldWeights } from './first-stage.ts';
import type { Feature } from './pool-features.ts';

/** Fields of BM25F. Lengths are in content words. */
export const fieldWeights: FieldWeights = { saturation: 1.2, bodyLengthEffect: 0.8, title: 3, alias: 3, tag: 1, path: 0.3, heading: 1, linkText: 1 };

/**
 * What each signal counts once it is brought to 0 to 1 within a query's candidates. One set for every collection and language, set by hand from
 * two starting points: the mean of the leave-one-out fits of `bench/src/retrieval-fit.ts`, and the mean of the best of 90 random sets of weights.
 * The first numbers are therefore those of collections it was chosen on; the ones in brackets are what to expect of others.
 *
 * nDCG at 10 with these weights on all queries, and, in brackets, with weights fitted without that collection (the four xquad at once; 300 queries at most, evenly picked):
 * cranfield .440 (.422) · cisi .429 (.406) · cosqa .427 (.429) · squad-dev .907 (.902) · xquad-en .975 (.973) · -de .963 (.951) · -es .972 (.965)
 * · -zh .968 (.953) · vault-help-en .766 (.751).
 */
export const fusionWeights: Readonly<Record<Feature, number>> = {
  note: 1,
  passage: 0.03,
  title: 0.28,
  name: 0.7,
  coverage: 0.12,
  window: 0.08,
  bigram: 0.12,
  exact: 0.18,
  fragments: 0.5,
  meaning: 0.18,
  neighbours: 0.52,
  links: 0.35,
  // no collection here has vectors of a model: as much as the study's consensus gives the strongest second leg
  embedding: 0.8,
};
