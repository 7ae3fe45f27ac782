import { type Feature, features, type PoolFeatures } from './pool-features.ts';

/** What each feature adds to each passage's score, and the sums, both by pool position. */
export interface FusedScores {
  readonly scores: Float32Array;
  readonly parts: Readonly<Record<Feature, Float32Array>>;
}

/** Adds up the columns by weight, each scaled first. */
export function fuse(pool: PoolFeatures, weights: Readonly<Record<Feature, number>>): FusedScores {
  const parts = {} as Record<Feature, Float32Array>; // reason: filled below, for every feature
  const scores = new Float32Array(pool.columns.note.length);
  for (const feature of features) {
    const part = scaleFeature(feature, pool.columns[feature]);
    for (let position = 0; position < part.length; position++) {
      part[position] *= weights[feature];
      scores[position] += part[position];
    }
    parts[feature] = part;
  }
  return { scores, parts };
}

/**
 * Brings a column to 0 to 1 within the pool, least to most; one that is the same everywhere tells nothing apart: 0, or 1 where it is the only
 * passage's. `name` keeps its own scale: it says something only where a query nearly is a name.
 */
export function scaleFeature(feature: Feature, column: Float32Array): Float32Array {
  if (feature === 'name') return column.slice();
  let least = Infinity;
  let most = -Infinity;
  for (const value of column) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (most > least) return column.map((value) => (value - least) / (most - least));
  return column.map((value) => (column.length === 1 && value > 0 ? 1 : 0));
}
