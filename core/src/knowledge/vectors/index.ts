export { type EmbeddedVectorStore, openEmbeddedVectorStore } from './embedded-vector-store.ts';
