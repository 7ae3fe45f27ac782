export { createAnthropicChatModel, type AnthropicChatModelOptions } from './anthropic-chat-model.ts';
export { defaultModels, defaultUrls } from './default-models.ts';
export { ollamaEmbeddingFacts as embeddingModelFacts, type EmbeddingModelFacts } from './embedding-models.ts';
export { createOllamaChatModel, type OllamaChatModelOptions } from './ollama-chat-model.ts';
export { createOllamaEmbedder, type OllamaEmbedderOptions } from './ollama-embedder.ts';
export { createOpenAiChatModel, type OpenAiChatModelOptions } from './openai-chat-model.ts';
export { createOpenAiEmbedder, type OpenAiEmbedderOptions } from './openai-embedder.ts';
