import { describe, expect, test } from 'vitest';
import type { ChatModel } from '../ports/index.ts';
import { createManualClock, createOllamaDouble, createOpenAiDouble } from '../testing/index.ts';
import { createAnthropicChatModel } from './anthropic-chat-model.ts';
import { createOllamaChatModel } from './ollama-chat-model.ts';
import { createOpenAiChatModel } from './openai-chat-model.ts';

const clock = createManualClock();

/** The body of the one request that a model sends. */
async function bodyOf(create: (fetch: typeof globalThis.fetch) => ChatModel, text = 'Hello?'): Promise<Record<string, unknown>> {
  let body: unknown;
  const isOllama = create(fetch).id.startsWith('ollama');
  const provider = isOllama ? createOllamaDouble({ deltas: ['x'] }) : createOpenAiDouble({ deltas: ['x'] });
  const model = create(async (input, init) => {
    body = await new Request(input, init).json();
    return provider.fetch(input, init);
  });
  for await (const event of model.stream({ messages: [{ role: 'user', text }], maxOutputTokens: 500, temperature: 0 })) expect(event.type).toMatch(/text-delta|finish/);
  return body as Record<string, unknown>;
}

describe('createOllamaChatModel()', () => {
  test.each([
    ['a short question', 'Hello?', 4096],
    ['twenty thousand letters', 'a'.repeat(20_000), 8192],
    ['twenty thousand Chinese letters', '中'.repeat(20_000), 32_768],
  ])('asks for a context that holds %s', async (_, text, contextTokens) => {
    const { options } = await bodyOf((fetch) => createOllamaChatModel({ fetch, clock }), text);
    expect(options).toMatchObject({ num_ctx: contextTokens, num_predict: 500, temperature: 0 });
  });
});

describe('createOpenAiChatModel()', () => {
  test("uses the names that OpenAI's current models know", async () => {
    const body = await bodyOf((fetch) => createOpenAiChatModel({ fetch, clock, apiKey: 'k' }));
    expect(body).toMatchObject({ max_completion_tokens: 500, stream: true, stream_options: { include_usage: true } });
    expect(body).not.toHaveProperty('temperature');
  });

  test('uses the names that compatible servers know', async () => {
    const body = await bodyOf((fetch) => createOpenAiChatModel({ fetch, clock, url: 'http://localhost:1234' }));
    expect(body).toMatchObject({ max_tokens: 500, temperature: 0 });
    expect(body).not.toHaveProperty('max_completion_tokens');
  });
});

describe('a chat model', () => {
  const fetch = globalThis.fetch;
  test.each<[string, ChatModel, boolean]>([
    ['Ollama here', createOllamaChatModel({ fetch, clock }), false],
    ['Ollama on another machine', createOllamaChatModel({ fetch, clock, url: 'http://192.168.1.5:11434' }), true],
    ["a model on Ollama's servers", createOllamaChatModel({ fetch, clock, model: 'gpt-oss:120b-cloud' }), true],
    ['a server at [::1]', createOpenAiChatModel({ fetch, clock, url: 'http://[::1]:8000/v1' }), false],
    ['a name that only begins like localhost', createOpenAiChatModel({ fetch, clock, url: 'http://localhost.evil.example' }), true],
    ['OpenAI', createOpenAiChatModel({ fetch, clock, apiKey: 'k' }), true],
    ['Anthropic', createAnthropicChatModel({ fetch, clock, apiKey: 'k' }), true],
  ])('says whether text leaves this machine: %s', (_, model, remote) => {
    expect(model.remote).toBe(remote);
  });

  test('calls fetch as a function, since a browser refuses it as a method', async () => {
    const { fetch: reply } = createOllamaDouble({ deltas: ['x'] });
    function strictFetch(this: unknown, ...args: Parameters<typeof globalThis.fetch>) {
      if (this !== undefined) throw new TypeError('Illegal invocation');
      return reply(...args);
    }
    const events = [];
    for await (const event of createOllamaChatModel({ fetch: strictFetch, clock }).stream({ messages: [], maxOutputTokens: 1 })) events.push(event.type);
    expect(events).toEqual(['text-delta', 'finish']);
  });

  test('refuses an address that is none of the web', () => {
    expect(() => createOllamaChatModel({ fetch, clock, url: 'file:///etc/passwd' })).toThrow(/must start with http/);
  });
});
