import { isAbort, IzaError, throwIfAborted } from '@iza/core/foundation';
import { embeddingModelFacts } from '@iza/core/models';
import type { Embedder } from '@iza/core/ports';
import { findModelFiles, hashFile, modelFolderOf } from './model-files.ts';

export interface TransformersEmbedderOptions {
  /** `owner/name` as on Hugging Face, in ONNX; a small multilingual one unless told. */
  readonly model?: string | undefined;
  /** Where models are kept: `<owner>/<name>/config.json …`, the weights in `onnx/`. */
  readonly modelsFolder: string;
  /** Whether a person agreed that a missing model is downloaded from huggingface.co. */
  readonly allowDownload: boolean;
  readonly signal?: AbortSignal;
}

export const DEFAULT_TRANSFORMERS_MODEL = 'Xenova/multilingual-e5-small';

/** Texts that the model sees at once: more need much memory for the padding and are no faster on a processor. */
const SLICE_SIZE = 8;
const BATCH_SIZE = 32;

/** These families take the vector of the first token; all others the mean of the tokens. Sources: the models' cards. */
const FIRST_TOKEN_FAMILIES = /bge-|mxbai-embed|snowflake-arctic-embed|gte-(base|large)-en-v1\.5|gte-modernbert/;

/**
 * An embedding model that runs in this process (transformers.js over ONNX). The library, 200 MB in memory, is loaded here and not before.
 * Without `allowDownload` nothing is ever fetched.
 * @throws IzaError `model-missing` that names the folder and the files | `model-failed` | `aborted`; RangeError for a name that is none
 */
export async function createTransformersEmbedder(options: TransformersEmbedderOptions): Promise<Embedder> {
  const { model = DEFAULT_TRANSFORMERS_MODEL, modelsFolder, allowDownload, signal } = options;
  const folder = modelFolderOf(modelsFolder, model);
  const before = await findModelFiles(folder);
  if (before.type === 'model-absent' && !allowDownload) {
    throw new IzaError('model-missing', `Cannot load the embedding model ${model}: ${folder} lacks ${before.missingFiles.join(', ')}. Put the model's ONNX files there, allow its download, or choose another embedder.provider.`);
  }
  throwIfAborted(signal);
  const extract = await loadPipeline(before.type === 'model-found' ? before.quantized : true);
  const files = await findModelFiles(folder);
  if (files.type === 'model-absent') throw new IzaError('model-missing', `Cannot load the embedding model ${model}: its download to ${folder} is incomplete (${files.missingFiles.join(', ')}). Try again.`);

  const { queryPrefix, passagePrefix } = embeddingModelFacts(model);
  const pooling = FIRST_TOKEN_FAMILIES.test(model.toLowerCase()) ? 'cls' : 'mean';
  const maxInputTokens = Math.min(...[extract.tokenizer.model_max_length, positionCountOf(extract.model.config)].filter((count) => count > 0 && Number.isFinite(count)), 8192);
  // The weights and not the name decide what a vector means.
  const weights = (await hashFile(files.weightsPath)).slice(0, 16);
  const dimensionCount = (await embedSlice(['dimensions']))[0].length;

  async function loadPipeline(quantized: boolean) {
    // reason: imported when wanted, since it takes a third of a second and 200 MB
    const { env, pipeline } = await import('@xenova/transformers');
    env.allowRemoteModels = allowDownload;
    env.allowLocalModels = true;
    env.useBrowserCache = false;
    env.localModelPath = modelsFolder;
    env.cacheDir = modelsFolder;
    try {
      return await pipeline('feature-extraction', model, { quantized, local_files_only: !allowDownload, cache_dir: modelsFolder });
    } catch (error) {
      throw failure(before.type === 'model-absent' ? 'download' : 'load', error);
    }
  }

  function failure(action: string, cause: unknown): unknown {
    if (isAbort(cause)) return cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new IzaError('model-failed', `Cannot ${action} the embedding model ${model} (${folder}): ${reason}`, { cause });
  }

  async function embedSlice(texts: readonly string[]): Promise<Float32Array[]> {
    try {
      const { data, dims } = await extract([...texts], { pooling, normalize: true });
      const size = dims.at(-1) ?? 0;
      // reason: a copy each, since the views would keep the whole output alive
      return texts.map((_, index) => Float32Array.from((data as Float32Array).subarray(index * size, (index + 1) * size)));
    } catch (error) {
      throw failure('run', error);
    }
  }

  return {
    fingerprint: `transformers/${model}/${weights}/${dimensionCount}/${pooling}/${queryPrefix}|${passagePrefix}`,
    dimensionCount,
    maxInputTokens,
    batchSize: BATCH_SIZE,
    remote: false,
    usdPerMillionTokens: 0,
    async embed(texts, { kind, signal: embedSignal }) {
      const prefix = kind === 'query' ? queryPrefix : passagePrefix;
      // Texts of about equal length share a slice: the shorter ones are padded to the longest.
      const order = texts.map((_, index) => index).sort((a, b) => texts[a].length - texts[b].length);
      const vectors: Float32Array[] = Array.from({ length: texts.length });
      for (let first = 0; first < order.length; first += SLICE_SIZE) {
        throwIfAborted(embedSignal);
        const slice = order.slice(first, first + SLICE_SIZE);
        const sliceVectors = await embedSlice(slice.map((index) => prefix + texts[index]));
        for (const [position, index] of slice.entries()) vectors[index] = sliceVectors[position]!;
      }
      throwIfAborted(embedSignal);
      return vectors;
    },
  };
}

/** The window that the model was trained with, `NaN` when its config does not say. */
function positionCountOf(config: unknown): number {
  const count = (config as { max_position_embeddings?: unknown } | undefined)?.max_position_embeddings;
  return typeof count === 'number' ? count : NaN;
}
