import { IzaError } from '../foundation/index.ts';
import type { Clock } from '../ports/index.ts';
import { openModelExchange } from './model-exchange.ts';
import { nonsenseError } from './provider-errors.ts';
import type { Provider } from './provider.ts';

export interface EmbeddingBatchOptions {
  readonly provider: Provider;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  readonly batchSize: number;
  /** `undefined` while it is still to be found out. */
  readonly dimensionCount: number | undefined;
  /** One request: raw vectors in the order of `texts`. */
  readonly requestVectors: (texts: readonly string[], watchedFetch: typeof fetch) => Promise<readonly (readonly number[])[]>;
}

const REPLY_WAIT_MS = 180_000;

/** Unit-length vectors of any number of texts, in order. @throws IzaError `aborted` | `model-missing` | `model-failed` | `model-timeout` */
export async function embedInBatches(texts: readonly string[], options: EmbeddingBatchOptions): Promise<Float32Array[]> {
  const { provider } = options;
  const vectors: Float32Array[] = [];
  for (let first = 0; first < texts.length; first += options.batchSize) {
    const batch = texts.slice(first, first + options.batchSize);
    const exchange = openModelExchange(provider, { fetch: options.fetch, clock: options.clock, signal: options.signal, firstByteMs: REPLY_WAIT_MS, stallMs: REPLY_WAIT_MS });
    try {
      const raw = await options.requestVectors(batch, exchange.fetch);
      if (raw.length !== batch.length) throw nonsenseError(provider, `${raw.length} vectors came for ${batch.length} texts`);
      for (const values of raw) vectors.push(unitVector(values, options.dimensionCount, provider));
    } catch (error) {
      throw exchange.explain(error);
    } finally {
      exchange.close();
    }
  }
  return vectors;
}

function unitVector(values: readonly number[], dimensionCount: number | undefined, provider: Provider): Float32Array {
  if (dimensionCount !== undefined && values.length !== dimensionCount) {
    throw new IzaError(
      'model-failed',
      `${provider.name} sent vectors of ${values.length} numbers for "${provider.model}", not ${dimensionCount}: another model answers to this name. Restart IZA to index with it, or set embedder.model.`,
    );
  }
  const norm = Math.hypot(...values);
  if (!Number.isFinite(norm) || norm === 0) throw nonsenseError(provider, 'a vector has no direction');
  return Float32Array.from(values, (value) => value / norm);
}
