import type { Anthropic } from '@anthropic-ai/sdk';
import type { ChatEvent, ChatModel, ChatRequest, Clock } from '../ports/index.ts';
import { streamChat } from './chat-stream.ts';
import { defaultModels, defaultUrls } from './default-models.ts';
import type { Provider } from './provider.ts';
import { leavesMachine, providerUrl } from './provider-url.ts';

export interface AnthropicChatModelOptions {
  readonly apiKey: string;
  readonly model?: string | undefined;
  readonly url?: string | undefined;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly firstByteMs?: number;
  readonly stallMs?: number;
}

/** Claude through the Messages API and its official client, which is loaded with the first question. */
export function createAnthropicChatModel(options: AnthropicChatModelOptions): ChatModel {
  const model = options.model ?? defaultModels.anthropicChat;
  const url = providerUrl(options.url ?? defaultUrls.anthropic);
  const provider: Provider = {
    name: 'Anthropic',
    url,
    model,
    secret: options.apiKey,
    fixes: {
      unreachable: 'Check the network, or the address in chat.url.',
      unknownModel: `Set chat.model to a current name, such as ${defaultModels.anthropicChat}.`,
      wrongKey: 'Check ANTHROPIC_API_KEY (or CLAUDE_API_KEY).',
    },
  };
  return {
    id: `anthropic/${model}`,
    remote: leavesMachine(url),
    stream: (request, { signal } = {}) =>
      streamChat(
        provider,
        { fetch: options.fetch, clock: options.clock, signal, firstByteMs: options.firstByteMs ?? 60_000, stallMs: options.stallMs ?? 60_000 },
        (watchedFetch) => converse(request, { model, url, apiKey: options.apiKey, fetch: watchedFetch }),
      ),
  };
}

async function* converse(
  request: ChatRequest,
  options: { model: string; url: string; apiKey: string; fetch: typeof fetch },
): AsyncGenerator<ChatEvent> {
  const { createAnthropicMessages } = await import('./anthropic-messages.ts');
  // Temperature is not sent: current models take none.
  const stream = await createAnthropicMessages(options).create({
    model: options.model,
    max_tokens: request.maxOutputTokens,
    messages: request.messages.map(({ role, text }) => ({ role, content: text })),
    stream: true,
    ...(request.system !== undefined && { system: request.system }),
  });
  let inputTokens: number | undefined;
  let outputTokens: number | undefined;
  let reason: FinishReason = 'other';
  for await (const event of stream) {
    if (event.type === 'message_start') inputTokens = inputTokensOf(event.message?.usage);
    if (event.type === 'content_block_delta' && event.delta?.type === 'text_delta') yield { type: 'text-delta', text: event.delta.text };
    if (event.type === 'message_delta') {
      reason = finishReasonOf(event.delta?.stop_reason);
      inputTokens = inputTokensOf(event.usage) ?? inputTokens;
      outputTokens = event.usage?.output_tokens ?? outputTokens;
    }
    if (event.type === 'message_stop') yield { type: 'finish', reason, inputTokens, outputTokens };
  }
}

type FinishReason = (ChatEvent & { type: 'finish' })['reason'];

function finishReasonOf(stopReason: Anthropic.StopReason | null | undefined): FinishReason {
  switch (stopReason) {
    case 'end_turn':
    case 'stop_sequence':
      return 'end';
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length';
    case 'refusal':
      return 'refusal';
    default:
      return 'other';
  }
}

/** Everything the model read: fresh, written to the cache and read from it. */
function inputTokensOf(usage: Pick<Anthropic.MessageDeltaUsage, 'input_tokens' | 'cache_creation_input_tokens' | 'cache_read_input_tokens'> | null | undefined): number | undefined {
  if (typeof usage?.input_tokens !== 'number') return undefined;
  return usage.input_tokens + (usage.cache_creation_input_tokens ?? 0) + (usage.cache_read_input_tokens ?? 0);
}
