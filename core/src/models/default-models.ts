/** The models that are used when a person names none. The one place to change when a provider retires a name. */
export const defaultModels = {
  anthropicChat: 'claude-sonnet-5-5',
  ollamaChat: 'llama3.2',
  openAiChat: 'gpt-5-mini',
  ollamaEmbedding: 'nomic-embed-text',
  openAiEmbedding: 'text-embedding-3-small',
} as const;

/** Where each provider listens unless told otherwise. */
export const defaultUrls = {
  anthropic: 'https://api.anthropic.com',
  ollama: 'http://127.0.0.1:11434',
  openAi: 'https://api.openai.com/v1',
} as const;
