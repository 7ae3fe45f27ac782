import type { Provider } from './provider.ts';

export function ollamaProvider({ url, model, urlSetting }: { url: string; model: string; urlSetting: string }): Provider {
  return {
    name: 'Ollama',
    url,
    model,
    secret: undefined,
    fixes: {
      unreachable: `Start it with \`ollama serve\`, or correct ${urlSetting} (OLLAMA_URL).`,
      unknownModel: `Pull it with \`ollama pull ${model}\`.`,
      wrongKey: 'If Ollama runs behind a proxy, check its access; for a page or plugin, allow its origin with OLLAMA_ORIGINS.',
    },
  };
}
