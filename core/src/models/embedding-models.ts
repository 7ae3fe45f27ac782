/** What is known of an embedding model. Prefixes are those it was trained with: without them retrieval falls by a quarter. */
export interface EmbeddingModelFacts {
  /** `undefined` where sizes of one name differ: the server is asked. */
  readonly dimensionCount: number | undefined;
  readonly maxInputTokens: number;
  readonly queryPrefix: string;
  readonly passagePrefix: string;
}

const BGE_QUERY = 'Represent this sentence for searching relevant passages: ';

/** By the family's name in Ollama's library; the first match wins, so longer names stand first. Sources: the models' cards. */
const ollamaFamilies: readonly (readonly [RegExp, EmbeddingModelFacts])[] = [
  [/nomic-embed-text-v2/, facts(768, 512, 'search_query: ', 'search_document: ')],
  [/nomic-embed-text/, facts(768, 2048, 'search_query: ', 'search_document: ')],
  [/mxbai-embed-large/, facts(1024, 512, BGE_QUERY, '')],
  [/snowflake-arctic-embed2/, facts(1024, 8192, 'query: ', '')],
  [/snowflake-arctic-embed/, facts(undefined, 512, BGE_QUERY, '')],
  [/embeddinggemma/, facts(768, 2048, 'task: search result | query: ', 'title: none | text: ')],
  [/qwen3-embedding/, facts(undefined, 32_768, 'Instruct: Given a question, retrieve passages that answer it\nQuery: ', '')],
  [/bge-m3/, facts(1024, 8192, '', '')],
  [/bge-(small|base|large)/, facts(undefined, 512, BGE_QUERY, '')],
  [/(^|[-/_])e5([-_:]|$)/, facts(undefined, 512, 'query: ', 'passage: ')],
  [/all-minilm/, facts(384, 256, '', '')],
];

const openAiModels: Readonly<Record<string, { dimensionCount: number; usdPerMillionTokens: number }>> = {
  'text-embedding-3-small': { dimensionCount: 1536, usdPerMillionTokens: 0.02 },
  'text-embedding-3-large': { dimensionCount: 3072, usdPerMillionTokens: 0.13 },
  'text-embedding-ada-002': { dimensionCount: 1536, usdPerMillionTokens: 0.1 },
};

export function ollamaEmbeddingFacts(model: string): EmbeddingModelFacts {
  const name = model.toLowerCase();
  return ollamaFamilies.find(([pattern]) => pattern.test(name))?.[1] ?? facts(undefined, 512, '', '');
}

/** OpenAI's own models; for a compatible server's models the prefixes of the open families apply. Their price is not known. */
export function openAiEmbeddingFacts(model: string): EmbeddingModelFacts & { usdPerMillionTokens: number | undefined } {
  const known = openAiModels[model];
  if (known) return { ...facts(known.dimensionCount, 8191, '', ''), usdPerMillionTokens: known.usdPerMillionTokens };
  return { ...ollamaEmbeddingFacts(model), usdPerMillionTokens: undefined };
}

function facts(dimensionCount: number | undefined, maxInputTokens: number, queryPrefix: string, passagePrefix: string): EmbeddingModelFacts {
  return { dimensionCount, maxInputTokens, queryPrefix, passagePrefix };
}
