import type { App } from 'obsidian';
import { requireApiVersion } from 'obsidian';

/** Keys of remote providers. Never in data.json: that file is plain text and travels with every sync. */
export interface SecretKeys {
  readonly persistent: boolean;
  get(provider: 'anthropic' | 'openai'): string | undefined;
  set(provider: 'anthropic' | 'openai', key: string): void;
}

/** In Obsidian's key store where there is one (1.11.4 and later), else in memory until Obsidian closes. */
export function openSecretKeys(app: App): SecretKeys {
  const idOf = (provider: string): string => `iza-${provider}-key`;
  if (requireApiVersion('1.11.4')) {
    return {
      persistent: true,
      get: (provider) => app.secretStorage.getSecret(idOf(provider)) || undefined,
      set: (provider, key) => app.secretStorage.setSecret(idOf(provider), key),
    };
  }
  const session = new Map<string, string>();
  return {
    persistent: false,
    get: (provider) => session.get(provider),
    set: (provider, key) => void (key ? session.set(provider, key) : session.delete(provider)),
  };
}
