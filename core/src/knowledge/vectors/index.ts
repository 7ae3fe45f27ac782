export { type EmbeddedVectorStore, type EmbeddedVectorStoreOptions, openEmbeddedVectorStore } from './embedded-vector-store.ts';
