import { z } from 'zod';
import type { Clock, Embedder } from '../ports/index.ts';
import { defaultModels } from './default-models.ts';
import { embedInBatches } from './embed-in-batches.ts';
import { openAiEmbeddingFacts } from './embedding-models.ts';
import { isOpenAiItself, openAiHeaders, openAiProvider, openAiUrl } from './openai-provider.ts';
import { leavesMachine } from './provider-url.ts';

export interface OpenAiEmbedderOptions {
  readonly apiKey?: string | undefined;
  readonly model?: string | undefined;
  readonly url?: string | undefined;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

const BATCH_SIZE = 96;
const replySchema = z.looseObject({ data: z.array(z.looseObject({ index: z.int().nonnegative(), embedding: z.array(z.number()) })) });

/** Embeddings as OpenAI defined them, from OpenAI or a compatible server. A model whose size is not known is asked once for it. @throws IzaError as `embed` does */
export async function createOpenAiEmbedder(options: OpenAiEmbedderOptions): Promise<Embedder> {
  const model = options.model ?? defaultModels.openAiEmbedding;
  const url = openAiUrl(options.url);
  const facts = openAiEmbeddingFacts(model);

  async function requestVectors(texts: readonly string[], watchedFetch: typeof fetch): Promise<number[][]> {
    const response = await watchedFetch(`${url}/embeddings`, {
      method: 'POST',
      headers: openAiHeaders(options.apiKey),
      body: JSON.stringify({ model, input: texts, encoding_format: 'float' }),
    });
    const { data } = replySchema.parse(await response.json());
    const vectors: number[][] = [];
    for (const { index, embedding } of data) vectors[index] = embedding;
    // A doubled or missing index leaves a hole or shortens the list; both are told by the count.
    return vectors.length === data.length ? vectors.filter(() => true) : [];
  }
  const embed = (texts: readonly string[], dimensionCount: number | undefined, signal?: AbortSignal) =>
    embedInBatches(texts, {
      provider: openAiProvider({ url, model, apiKey: options.apiKey, setting: 'embedder' }),
      fetch: options.fetch,
      clock: options.clock,
      signal,
      batchSize: BATCH_SIZE,
      dimensionCount,
      requestVectors,
    });

  const dimensionCount = facts.dimensionCount ?? (await embed(['dimensions'], undefined))[0].length;
  return {
    fingerprint: `openai/${model}/${dimensionCount}/${facts.queryPrefix}|${facts.passagePrefix}`,
    dimensionCount,
    maxInputTokens: facts.maxInputTokens,
    batchSize: BATCH_SIZE,
    remote: leavesMachine(url),
    usdPerMillionTokens: leavesMachine(url) ? (isOpenAiItself(url) ? facts.usdPerMillionTokens : undefined) : 0,
    embed(texts, { kind, signal }) {
      const prefix = kind === 'query' ? facts.queryPrefix : facts.passagePrefix;
      // A text of nothing is refused; a space is not. So is one beyond the window, which Ollama would cut.
      return embed(texts.map((text) => cutToWindow(prefix + text, facts.maxInputTokens) || ' '), dimensionCount, signal);
    },
  };
}

/** Few texts have tokens of less than this many UTF-8 bytes on average. */
const BYTES_PER_TOKEN = 2.5;

/** The start of a text that fits a model's window for certain. */
function cutToWindow(text: string, maxInputTokens: number): string {
  const maxBytes = Math.floor(maxInputTokens * BYTES_PER_TOKEN);
  if (text.length * 3 <= maxBytes) return text;
  return text.slice(0, new TextEncoder().encodeInto(text, new Uint8Array(maxBytes)).read);
}
