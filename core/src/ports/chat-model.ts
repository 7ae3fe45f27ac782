export interface ChatMessage {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

export interface ChatRequest {
  readonly system?: string;
  readonly messages: readonly ChatMessage[];
  readonly maxOutputTokens: number;
  /** 0 to 1; a model that does not take one ignores it. */
  readonly temperature?: number;
}

export type ChatEvent =
  | { readonly type: 'text-delta'; readonly text: string }
  | {
      readonly type: 'finish';
      readonly reason: 'end' | 'length' | 'refusal' | 'other';
      /** As the provider's final message reports them; `undefined` means unknown, never zero. */
      readonly inputTokens: number | undefined;
      readonly outputTokens: number | undefined;
    };

/** A model that answers in text. Every implementation passes `chatModelContract` (testing/). */
export interface ChatModel {
  /** `provider/model`, as shown to a person. */
  readonly id: string;
  /** Whether text leaves this machine. */
  readonly remote: boolean;
  /**
   * Streams one answer and ends with exactly one `finish`.
   * @throws IzaError `aborted` | `model-missing` | `model-failed` | `model-timeout`, each saying what to do
   */
  stream(request: ChatRequest, options?: { signal?: AbortSignal }): AsyncIterable<ChatEvent>;
}
