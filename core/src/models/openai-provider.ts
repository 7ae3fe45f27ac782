import { defaultUrls } from './default-models.ts';
import type { Provider } from './provider.ts';
import { providerUrl } from './provider-url.ts';

/** The API root: OpenAI's own, or that of a compatible server (LM Studio, llama.cpp, vLLM), for which a bare address means `/v1`. */
export function openAiUrl(url: string | undefined): string {
  const root = providerUrl(url ?? defaultUrls.openAi);
  return new URL(root).pathname === '/' ? `${root}/v1` : root;
}

export function isOpenAiItself(url: string): boolean {
  return new URL(url).hostname === 'api.openai.com';
}

export function openAiProvider(options: { url: string; model: string; apiKey: string | undefined; setting: 'chat' | 'embedder' }): Provider {
  const { url, model, apiKey, setting } = options;
  const itself = isOpenAiItself(url);
  return {
    name: itself ? 'OpenAI' : 'The OpenAI-compatible server',
    url,
    model,
    secret: apiKey,
    fixes: {
      unreachable: itself ? `Check the network, or the address in ${setting}.url.` : `Start it, or correct ${setting}.url.`,
      unknownModel: `Set ${setting}.model to one that it offers${itself ? '' : ` (see ${url}/models)`}.`,
      wrongKey: apiKey ? 'Check OPENAI_API_KEY.' : 'Set OPENAI_API_KEY.',
    },
  };
}

export function openAiHeaders(apiKey: string | undefined): Record<string, string> {
  return { 'content-type': 'application/json', ...(apiKey && { authorization: `Bearer ${apiKey}` }) };
}
