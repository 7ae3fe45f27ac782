export interface VectorEntry {
  /** Content hash of the chunk: equal text shares one vector, and a moved note keeps it. */
  readonly id: string;
  /** Unit length, `dimensionCount` long. */
  readonly vector: Float32Array;
}

export interface VectorHit {
  readonly id: string;
  /** Cosine similarity, -1 to 1. */
  readonly similarity: number;
}

/** Nearest-neighbour search over one model's vectors. Every implementation passes `vectorStoreContract` (testing/). */
export interface VectorStore extends AsyncDisposable {
  readonly dimensionCount: number;
  readonly count: number;
  has(id: string): boolean;
  /** Replaces entries of the same id. Durable when the promise resolves. @throws RangeError on a wrong dimension or a non-finite value */
  upsert(entries: readonly VectorEntry[]): Promise<void>;
  /** Ids that are not there are ignored. */
  remove(ids: readonly string[]): Promise<void>;
  /** The `topK` most similar entries, best first; ties by id. `accept` sees every id considered. */
  search(
    query: Float32Array,
    options: { topK: number; accept?: (id: string) => boolean; signal?: AbortSignal },
  ): Promise<VectorHit[]>;
  close(): Promise<void>;
}
