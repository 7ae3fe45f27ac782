import { listConfigKeys } from './config-keys.ts';
import type { Config } from './config-schema.ts';

export interface ConfigLine {
  readonly key: string;
  /** What is in force; a secret shows only that it is set. */
  readonly value: unknown;
  /** `default`, the file, or the variable. */
  readonly origin: string;
}

/** Every key with what is in force and where it came from. No secret's value leaves here. */
export function describeConfig(config: Config): ConfigLine[] {
  const plain: Record<string, unknown> = { vault: config.vaults, index: config.index, port: config.port, ...config.settings };
  return listConfigKeys().map(({ key, secret }) => ({
    key,
    value: secret ? (config.origins[key] ? '(set)' : undefined) : key.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], plain),
    origin: config.origins[key] ?? 'default',
  }));
}

/** One sentence about what may leave this machine, for `start` and `status`. */
export function describeReach(config: Config): string {
  const reaches: string[] = [];
  const { chat, embedder } = config.settings;
  const isLocal = (url: string | undefined): boolean => url !== undefined && /^https?:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?:[:/]|$)/i.test(url);
  const because = (key: string): string => (config.origins[key] ? ` (chosen by ${config.origins[key]})` : '');
  if (chat.provider !== 'none' && !isLocal(chat.url) && !(chat.provider === 'ollama' && chat.url === undefined)) {
    reaches.push(`questions and the passages that answer them go to ${chat.url ?? chat.provider}${because('chat.provider')}`);
  }
  if ((embedder.provider === 'openai' && !isLocal(embedder.url)) || (embedder.provider === 'ollama' && embedder.url !== undefined && !isLocal(embedder.url))) {
    reaches.push(`the text of every note goes to ${embedder.url ?? embedder.provider}${because('embedder.provider')}`);
  }
  if (reaches.length > 0) return `Leaves this machine: ${reaches.join('; ')}.`;
  return chat.provider === 'none' ? 'Nothing leaves this machine; without a chat model, answers are made of quotes.' : `Nothing leaves this machine; answers come from ${chat.provider} on it${because('chat.provider')}.`;
}
