export { createTransformersEmbedder, DEFAULT_TRANSFORMERS_MODEL, type TransformersEmbedderOptions } from './transformers-embedder.ts';
