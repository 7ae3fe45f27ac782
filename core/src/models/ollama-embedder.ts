import { z } from 'zod';
import type { Clock, Embedder } from '../ports/index.ts';
import { defaultModels, defaultUrls } from './default-models.ts';
import { embedInBatches } from './embed-in-batches.ts';
import { ollamaEmbeddingFacts } from './embedding-models.ts';
import { ollamaProvider } from './ollama-provider.ts';
import { leavesMachine, providerUrl } from './provider-url.ts';

export interface OllamaEmbedderOptions {
  readonly model?: string | undefined;
  readonly url?: string | undefined;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

const BATCH_SIZE = 32;
const replySchema = z.looseObject({ embeddings: z.array(z.array(z.number())) });

/** An embedding model that Ollama runs. A model whose size is not known is asked once for it. @throws IzaError as `embed` does */
export async function createOllamaEmbedder(options: OllamaEmbedderOptions): Promise<Embedder> {
  const model = options.model ?? defaultModels.ollamaEmbedding;
  const url = providerUrl(options.url ?? defaultUrls.ollama);
  const facts = ollamaEmbeddingFacts(model);

  async function requestVectors(texts: readonly string[], watchedFetch: typeof fetch): Promise<number[][]> {
    const { Ollama } = await import('ollama/browser');
    const client = new Ollama({ host: url, fetch: watchedFetch });
    return replySchema.parse(await client.embed({ model, input: [...texts], truncate: true })).embeddings;
  }
  const embed = (texts: readonly string[], dimensionCount: number | undefined, signal?: AbortSignal) =>
    embedInBatches(texts, {
      provider: ollamaProvider({ url, model, urlSetting: 'embedder.url' }),
      fetch: options.fetch,
      clock: options.clock,
      signal,
      batchSize: BATCH_SIZE,
      dimensionCount,
      requestVectors,
    });

  const dimensionCount = facts.dimensionCount ?? (await embed(['dimensions'], undefined))[0].length;
  return {
    fingerprint: `ollama/${model}/${dimensionCount}/${facts.queryPrefix}|${facts.passagePrefix}`,
    dimensionCount,
    maxInputTokens: facts.maxInputTokens,
    batchSize: BATCH_SIZE,
    remote: leavesMachine(url),
    usdPerMillionTokens: leavesMachine(url) ? undefined : 0,
    embed(texts, { kind, signal }) {
      const prefix = kind === 'query' ? facts.queryPrefix : facts.passagePrefix;
      // A text of nothing has no vector; a space has one.
      return embed(texts.map((text) => prefix + text || ' '), dimensionCount, signal);
    },
  };
}
