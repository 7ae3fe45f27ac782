import { z } from 'zod';
import type { ChatEvent, ChatModel, ChatRequest, Clock } from '../ports/index.ts';
import { streamChat } from './chat-stream.ts';
import { defaultModels } from './default-models.ts';
import { isOpenAiItself, openAiHeaders, openAiProvider, openAiUrl } from './openai-provider.ts';
import { leavesMachine } from './provider-url.ts';
import { readServerSentEvents } from './server-sent-events.ts';

export interface OpenAiChatModelOptions {
  /** A compatible server on this machine often needs none. */
  readonly apiKey?: string | undefined;
  readonly model?: string | undefined;
  readonly url?: string | undefined;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly firstByteMs?: number;
  readonly stallMs?: number;
}

const chunkSchema = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        delta: z.looseObject({ content: z.string().nullish(), refusal: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z.looseObject({ prompt_tokens: z.number().nullish(), completion_tokens: z.number().nullish() }).nullish(),
  error: z.union([z.string(), z.looseObject({ message: z.string().nullish() })]).nullish(),
});

/** Chat completions as OpenAI defined them, from OpenAI or from any server that speaks the same. */
export function createOpenAiChatModel(options: OpenAiChatModelOptions): ChatModel {
  const model = options.model ?? defaultModels.openAiChat;
  const url = openAiUrl(options.url);
  return {
    id: `openai/${model}`,
    remote: leavesMachine(url),
    stream: (request, { signal } = {}) =>
      streamChat(
        openAiProvider({ url, model, apiKey: options.apiKey, setting: 'chat' }),
        { fetch: options.fetch, clock: options.clock, signal, firstByteMs: options.firstByteMs ?? 120_000, stallMs: options.stallMs ?? 60_000 },
        (watchedFetch) => converse(request, { model, url, apiKey: options.apiKey, fetch: watchedFetch }),
      ),
  };
}

async function* converse(
  request: ChatRequest,
  options: { model: string; url: string; apiKey: string | undefined; fetch: typeof fetch },
): AsyncGenerator<ChatEvent> {
  const response = await options.fetch(`${options.url}/chat/completions`, {
    method: 'POST',
    headers: { ...openAiHeaders(options.apiKey), accept: 'text/event-stream' },
    body: JSON.stringify(requestBody(request, options)),
  });
  if (!response.body) throw new Error('the reply has no body');
  let reason: string | undefined;
  let refused = false;
  let usage: z.output<typeof chunkSchema>['usage'];
  let done = false;
  for await (const { data } of readServerSentEvents(response.body)) {
    if (data === '[DONE]') {
      done = true;
      break;
    }
    const chunk = parseChunk(data);
    if (chunk.error) throw new Error(typeof chunk.error === 'string' ? chunk.error : (chunk.error.message ?? 'an error without words'));
    const choice = chunk.choices?.[0];
    if (choice?.delta?.refusal) refused = true;
    const text = choice?.delta?.content || choice?.delta?.refusal;
    if (text) yield { type: 'text-delta', text };
    reason = choice?.finish_reason ?? reason;
    usage = chunk.usage ?? usage;
  }
  if (!done && reason === undefined) return;
  yield {
    type: 'finish',
    reason: refused || reason === 'content_filter' ? 'refusal' : reason === 'stop' ? 'end' : reason === 'length' ? 'length' : 'other',
    inputTokens: usage?.prompt_tokens ?? undefined,
    outputTokens: usage?.completion_tokens ?? undefined,
  };
}

function requestBody(request: ChatRequest, { model, url }: { model: string; url: string }): Record<string, unknown> {
  const system = request.system === undefined ? [] : [{ role: 'system', content: request.system }];
  return {
    model,
    messages: [...system, ...request.messages.map(({ role, text }) => ({ role, content: text }))],
    stream: true,
    stream_options: { include_usage: true },
    // OpenAI's current models refuse `max_tokens` and any temperature but their own; other servers know only the older names.
    ...(isOpenAiItself(url)
      ? { max_completion_tokens: request.maxOutputTokens }
      : { max_tokens: request.maxOutputTokens, ...(request.temperature !== undefined && { temperature: request.temperature }) }),
  };
}

function parseChunk(data: string): z.output<typeof chunkSchema> {
  try {
    return chunkSchema.parse(JSON.parse(data));
  } catch (error) {
    throw new Error(`a piece of the stream is not a completion chunk (${data.slice(0, 80)})`, { cause: error });
  }
}
