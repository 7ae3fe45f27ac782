import type { BlobStore, ByteFiles, Clock, Embedder, EmulatorPort, FileReader, HeadsetPort, NoteSource, VectorStore } from '../ports/index.ts';
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
  /** Where the index lives: one folder for one set of sources. Absent where no notes are opened: for headsets and files alone. */
  readonly indexStore?: BlobStore;
  readonly clock: Clock;
  readonly files?: FileReader;
  /** Recordings, pipelines and plots that a person names. */
  readonly byteFiles?: ByteFiles;
  /** The headsets of this machine, where the host owns some. */
  readonly headset?: HeadsetPort;
  /** Puts emulated headsets where other programs can open them. */
  readonly emulator?: EmulatorPort;
  /** Draws an SVG as a PNG, `widthPx` wide; its text needs a font, which the host brings. */
  readonly rasterizeSvg?: (svg: string, options: { widthPx: number }) => Promise<Uint8Array>;
  readonly keys?: ProviderKeys;
  /** `fetch` of the platform; Obsidian's ignores CORS. */
  readonly fetch: typeof fetch;
  /** Embedders that need the host: transformers.js. */
  readonly createTransformersEmbedder?: (model: string | undefined) => Promise<Embedder>;
  /** Vector stores that need the host: vectra. */
  readonly openVectraStore?: (options: { fingerprint: string; dimensionCount: number }) => Promise<VectorStore>;
}
