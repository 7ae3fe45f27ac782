/** One environment variable and what it sets. Earlier ones win over later ones of the same key. */
export interface EnvironmentVariable {
  readonly name: string;
  /** A key of the config, or `keys.…` for a secret, which no file may hold. */
  readonly key: string;
  readonly secret: boolean;
  /** Sets the key only when this provider is the one in use. */
  readonly onlyFor?: { readonly key: string; readonly provider: string };
  readonly note?: string;
}

const plain = (name: string, key: string, note?: string): EnvironmentVariable => ({ name, key, secret: false, ...(note !== undefined && { note }) });
const secret = (name: string, key: string, note: string): EnvironmentVariable => ({ name, key, secret: true, note });
const urlOf = (name: string, area: 'chat' | 'embedder', provider: string): EnvironmentVariable => ({
  name,
  key: `${area}.url`,
  secret: false,
  onlyFor: { key: `${area}.provider`, provider },
});

export const environmentVariables: readonly EnvironmentVariable[] = [
  secret('CLAUDE_API_KEY', 'keys.anthropic', 'Key for Claude. Set, it also chooses chat.provider anthropic unless another one is configured'),
  secret('ANTHROPIC_API_KEY', 'keys.anthropic', 'As CLAUDE_API_KEY'),
  secret('OPENAI_API_KEY', 'keys.openai', 'Key for an OpenAI-compatible server. Set, it also chooses chat.provider openai unless another one is configured'),
  plain('IZA_VAULT', 'vault', 'Several are separated as in PATH'),
  plain('IZA_INDEX', 'index'),
  plain('IZA_PORT', 'port'),
  plain('IZA_CHAT_PROVIDER', 'chat.provider'),
  plain('IZA_CHAT_MODEL', 'chat.model', 'May name the provider too: ollama/llama3.2'),
  plain('IZA_CHAT_URL', 'chat.url'),
  plain('IZA_EMBED_PROVIDER', 'embedder.provider'),
  plain('IZA_EMBED_MODEL', 'embedder.model', 'May name the provider too: ollama/nomic-embed-text'),
  plain('IZA_EMBED_URL', 'embedder.url'),
  plain('IZA_VECTOR_STORE', 'vectorStore'),
  plain('IZA_EXCLUDE_FOLDERS', 'exclude.folders', 'Separated by commas'),
  plain('IZA_EXCLUDE_TAGS', 'exclude.tags', 'Separated by commas'),
  urlOf('OPENAI_BASE_URL', 'chat', 'openai'),
  urlOf('OPENAI_BASE_URL', 'embedder', 'openai'),
  urlOf('OLLAMA_URL', 'chat', 'ollama'),
  urlOf('OLLAMA_URL', 'embedder', 'ollama'),
  urlOf('OLLAMA_HOST', 'chat', 'ollama'),
  urlOf('OLLAMA_HOST', 'embedder', 'ollama'),
];

/**
 * Ollama's own variable may be a bare host or host:port, and 0.0.0.0 (its listening address) cannot be called.
 * @example ollamaUrlOf('0.0.0.0') === 'http://127.0.0.1:11434'
 */
export function ollamaUrlOf(value: string): string {
  const hasScheme = /^https?:\/\//i.test(value);
  const [, scheme = 'http://', rest = ''] = /^(https?:\/\/)?(.*)$/i.exec(value.trim()) ?? [];
  const withHost = rest.startsWith(':') ? `127.0.0.1${rest}` : rest.replace(/^0\.0\.0\.0(?=[:/]|$)/, '127.0.0.1');
  const hasPort = /^(?:\[[^\]]*\]|[^:/]*):\d+/.test(withHost);
  const [host = '', ...path] = withHost.split('/');
  return `${scheme}${host}${hasPort || hasScheme ? '' : ':11434'}${path.length > 0 ? `/${path.join('/')}` : ''}`.replace(/\/+$/, '');
}
