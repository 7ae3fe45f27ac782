import type { BlobStore, Clock, Embedder, FileReader, NoteSource, VectorStore } from '../ports/index.ts';
import type { Settings } from './settings.ts';

/** Keys of remote providers, read when a model is made. */
export interface ProviderKeys {
  readonly anthropic?: string;
  readonly openai?: string;
}

/** What a host gives to `createIza`. Absent options fall back to what the core brings itself. */
export interface HostPorts {
  readonly settings: Settings;
  readonly sources: readonly NoteSource[];
  /** Where the index lives: one folder for one set of sources. */
  readonly indexStore: BlobStore;
  readonly clock: Clock;
  readonly files?: FileReader;
  readonly keys?: ProviderKeys;
  /** `fetch` of the platform; Obsidian's ignores CORS. */
  readonly fetch: typeof fetch;
  /** Embedders that need the host: transformers.js. */
  readonly createTransformersEmbedder?: (model: string | undefined) => Promise<Embedder>;
  /** Vector stores that need the host: vectra. */
  readonly openVectraStore?: (options: { fingerprint: string; dimensionCount: number }) => Promise<VectorStore>;
}
