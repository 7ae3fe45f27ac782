/** Turns text into vectors of unit length. Every implementation passes `embedderContract` (testing/). */
export interface Embedder {
  /** Names model, version, dimensions and prefixes; vectors are kept per fingerprint, so switching back re-embeds nothing. */
  readonly fingerprint: string;
  readonly dimensionCount: number;
  readonly maxInputTokens: number;
  /** Most texts that one `embed` call should get. */
  readonly batchSize: number;
  /** Whether text leaves this machine. */
  readonly remote: boolean;
  /** USD per million input tokens; 0 for a local model, `undefined` when the price is not known. */
  readonly usdPerMillionTokens: number | undefined;
  /**
   * One unit-length vector a text, in order. `kind` chooses the prefix that the model was trained with.
   * @throws IzaError `model-missing` | `model-failed` | `model-timeout`
   */
  embed(texts: readonly string[], options: { kind: 'query' | 'passage'; signal?: AbortSignal }): Promise<Float32Array[]>;
}
