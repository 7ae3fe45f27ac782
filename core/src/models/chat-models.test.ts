import { describe, test } from 'vitest';
import type { ChatModel } from '../ports/index.ts';
import {
  chatModelContract,
  createAnthropicDouble,
  createManualClock,
  createOllamaDouble,
  createOpenAiDouble,
  runnableCases,
  type ChatModelSubject,
  type ChatProviderDouble,
  type ChatScript,
  type ContractSkip,
  type ManualClock,
} from '../testing/index.ts';
import { createAnthropicChatModel } from './anthropic-chat-model.ts';
import { createOllamaChatModel } from './ollama-chat-model.ts';
import { createOpenAiChatModel } from './openai-chat-model.ts';

const waits = { firstByteMs: 30_000, stallMs: 10_000 };
const key = 'canary-key-0123456789';

interface Case {
  readonly name: string;
  readonly createDouble: (script: ChatScript) => ChatProviderDouble;
  readonly createModel: (fetch: typeof globalThis.fetch, clock: ManualClock) => ChatModel;
  readonly words: { model: string; url: string; wrongKey: string; unknownModel: string; unreachable: string; key: string | undefined };
  readonly skip?: readonly ContractSkip[];
}

const cases: readonly Case[] = [
  {
    name: 'createAnthropicChatModel()',
    createDouble: createAnthropicDouble,
    createModel: (fetch, clock) => createAnthropicChatModel({ apiKey: key, model: 'claude-test', url: 'http://127.0.0.1:9/', fetch, clock, ...waits }),
    words: { model: 'claude-test', url: 'http://127.0.0.1:9', wrongKey: 'ANTHROPIC_API_KEY', unknownModel: 'chat.model', unreachable: 'chat.url', key },
  },
  {
    name: 'createOllamaChatModel()',
    createDouble: createOllamaDouble,
    createModel: (fetch, clock) => createOllamaChatModel({ model: 'tiny', url: 'http://127.0.0.1:9', fetch, clock, ...waits }),
    words: { model: 'tiny', url: 'http://127.0.0.1:9', wrongKey: 'OLLAMA_ORIGINS', unknownModel: 'ollama pull tiny', unreachable: 'ollama serve', key: undefined },
    skip: [{ case: 'stream() says when the model refused', reason: 'Ollama reports only whether the model stopped or was cut off' }],
  },
  {
    name: 'createOpenAiChatModel()',
    createDouble: createOpenAiDouble,
    createModel: (fetch, clock) => createOpenAiChatModel({ apiKey: key, model: 'gpt-test', url: 'https://api.openai.com/v1', fetch, clock, ...waits }),
    words: { model: 'gpt-test', url: 'https://api.openai.com/v1', wrongKey: 'OPENAI_API_KEY', unknownModel: 'chat.model', unreachable: 'chat.url', key },
  },
  {
    name: 'createOpenAiChatModel() over a compatible server',
    createDouble: createOpenAiDouble,
    createModel: (fetch, clock) => createOpenAiChatModel({ model: 'local', url: 'http://localhost:1234', fetch, clock, ...waits }),
    words: { model: 'local', url: 'http://localhost:1234/v1', wrongKey: 'Set OPENAI_API_KEY', unknownModel: '/v1/models', unreachable: 'Start it', key: undefined },
  },
];

for (const { name, createDouble, createModel, words, skip } of cases) {
  describe(`${name} passes the chat model contract`, () => {
    const subject: ChatModelSubject = {
      setUp(script) {
        const provider = createDouble(script);
        const clock = createManualClock();
        return { model: createModel(provider.fetch, clock), provider, clock, ...waits, words };
      },
    };
    const { run, skipped } = runnableCases(chatModelContract, skip);
    for (const contractCase of run) test(contractCase.name, () => contractCase.run(subject));
    for (const { case: skippedName, reason } of skipped) test.skip(`${skippedName} (${reason})`, () => undefined);
  });
}
