export { createRetrievalIndex } from './create-retrieval-index.ts';
export type { RetrievalIndex, RetrievalQueryOptions } from './retrieval-index.ts';
export type { ScoredChunk, Signal } from './retrieval-types.ts';
