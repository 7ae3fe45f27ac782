export { type ByteReader, createByteReader } from './byte-reader.ts';
export { type ByteWriter, createByteWriter } from './byte-writer.ts';
export { chunkKey } from './chunk-key.ts';
export { createRetrievalIndex } from './create-retrieval-index.ts';
export type { RetrievalIndex, RetrievalQueryOptions } from './retrieval-index.ts';
export type { ScoredChunk, Signal } from './retrieval-types.ts';
