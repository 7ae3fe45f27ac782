import type { ChatEvent, ChatModel, ChatRequest, Clock } from '../ports/index.ts';
import { streamChat } from './chat-stream.ts';
import { defaultModels, defaultUrls } from './default-models.ts';
import { ollamaProvider } from './ollama-provider.ts';
import { leavesMachine, providerUrl } from './provider-url.ts';

export interface OllamaChatModelOptions {
  readonly model?: string | undefined;
  readonly url?: string | undefined;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly firstByteMs?: number;
  readonly stallMs?: number;
}

/** A model that Ollama runs, through its official client, which is loaded with the first question. */
export function createOllamaChatModel(options: OllamaChatModelOptions): ChatModel {
  const model = options.model ?? defaultModels.ollamaChat;
  const url = providerUrl(options.url ?? defaultUrls.ollama);
  return {
    id: `ollama/${model}`,
    // Names that end in "-cloud" or ":cloud" run on Ollama's servers even when the local one is asked.
    remote: leavesMachine(url) || /[-:]cloud$/.test(model),
    stream: (request, { signal } = {}) =>
      streamChat(
        ollamaProvider({ url, model, urlSetting: 'chat.url' }),
        // A cold start reads the weights from disk before the first byte.
        { fetch: options.fetch, clock: options.clock, signal, firstByteMs: options.firstByteMs ?? 180_000, stallMs: options.stallMs ?? 60_000 },
        (watchedFetch) => converse(request, { model, url, fetch: watchedFetch }),
      ),
  };
}

async function* converse(request: ChatRequest, options: { model: string; url: string; fetch: typeof fetch }): AsyncGenerator<ChatEvent> {
  const { Ollama } = await import('ollama/browser');
  const client = new Ollama({ host: options.url, fetch: options.fetch });
  const system = request.system === undefined ? [] : [{ role: 'system', content: request.system }];
  const messages = [...system, ...request.messages.map(({ role, text }) => ({ role: role as string, content: text }))];
  const stream = await client.chat({
    model: options.model,
    messages,
    stream: true,
    // Thinking would spend the output tokens of the answer; models without it ignore this.
    think: false,
    options: {
      num_ctx: contextTokens(messages.map(({ content }) => content), request.maxOutputTokens),
      num_predict: request.maxOutputTokens,
      ...(request.temperature !== undefined && { temperature: request.temperature }),
    },
  });
  for await (const part of stream) {
    const text: unknown = part.message?.content;
    if (typeof text === 'string') yield { type: 'text-delta', text };
    if (part.done) {
      yield {
        type: 'finish',
        reason: part.done_reason === 'stop' ? 'end' : part.done_reason === 'length' ? 'length' : 'other',
        // Left out by Ollama when the prompt came from its cache.
        inputTokens: part.prompt_eval_count ?? undefined,
        outputTokens: part.eval_count ?? undefined,
      };
    }
  }
}

/**
 * A context window that holds the request. Ollama's default (4,096 tokens) silently cuts off the start of a longer one,
 * which is where the instructions stand. Powers of two, so that the model is not loaded anew for each question.
 */
function contextTokens(texts: readonly string[], maxOutputTokens: number): number {
  const byteCount = texts.reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0);
  const neededTokens = byteCount / 3 + maxOutputTokens + 256;
  return Math.min(131_072, Math.max(4096, 2 ** Math.ceil(Math.log2(neededTokens))));
}
