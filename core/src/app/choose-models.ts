import { IzaError } from '../foundation/index.ts';
import { createAnthropicChatModel, createOllamaChatModel, createOllamaEmbedder, createOpenAiChatModel, createOpenAiEmbedder } from '../models/index.ts';
import type { ChatModel, Embedder } from '../ports/index.ts';
import type { HostPorts } from './host-ports.ts';

/** The embedder that the settings name; `undefined` for the built-in meaning signal alone. @throws IzaError `bad-config` */
export async function createEmbedder(ports: HostPorts): Promise<Embedder | undefined> {
  const { provider, model, url } = ports.settings.embedder;
  switch (provider) {
    case 'none':
      return undefined;
    case 'transformers':
      if (!ports.createTransformersEmbedder) throw new IzaError('bad-config', 'embedder.provider is "transformers", which this host cannot run. Choose none, ollama or openai.');
      return ports.createTransformersEmbedder(model);
    case 'ollama':
      return createOllamaEmbedder({ model, url, fetch: ports.fetch, clock: ports.clock });
    case 'openai':
      return createOpenAiEmbedder({ model, url, apiKey: ports.keys?.openai, fetch: ports.fetch, clock: ports.clock });
  }
}

/** The chat model that the settings name, `undefined` for none. @throws IzaError `bad-config` */
export function createChatModel(ports: HostPorts): ChatModel | undefined {
  const { provider, model, url } = ports.settings.chat;
  switch (provider) {
    case 'none':
      return undefined;
    case 'anthropic':
      if (!ports.keys?.anthropic) throw new IzaError('bad-config', 'chat.provider is "anthropic" but there is no key. Set ANTHROPIC_API_KEY (or CLAUDE_API_KEY).');
      return createAnthropicChatModel({ model, url, apiKey: ports.keys.anthropic, fetch: ports.fetch, clock: ports.clock });
    case 'ollama':
      return createOllamaChatModel({ model, url, fetch: ports.fetch, clock: ports.clock });
    case 'openai':
      return createOpenAiChatModel({ model, url, apiKey: ports.keys?.openai, fetch: ports.fetch, clock: ports.clock });
  }
}
