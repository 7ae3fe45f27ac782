export { type ByteReader, createByteReader } from './byte-reader.ts';
export { type ByteWriter, createByteWriter } from './byte-writer.ts';
export { chunkKey } from './chunk-key.ts';
export { createFeatureProbe, createRetrievalIndex, type FeatureProbe } from './create-retrieval-index.ts';
export { scaleFeature } from './fuse.ts';
export { fusionWeights } from './fusion-weights.ts';
export { type Feature, features, type PoolFeatures } from './pool-features.ts';
export type { RetrievalIndex, RetrievalQueryOptions } from './retrieval-index.ts';
export type { ScoredChunk, Signal } from './retrieval-types.ts';
