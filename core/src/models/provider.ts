/** What an error message needs to know of a provider to name the fix. */
export interface Provider {
  /** `Ollama`. */
  readonly name: string;
  readonly url: string;
  readonly model: string;
  /** What never appears in a message. */
  readonly secret: string | undefined;
  /** Full sentences, each the next thing to do. */
  readonly fixes: {
    readonly unreachable: string;
    readonly unknownModel: string;
    readonly wrongKey: string;
  };
}
