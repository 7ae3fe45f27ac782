import * as vscode from 'vscode';

const providers = ['anthropic', 'openai'] as const;
type Provider = (typeof providers)[number];

export interface ProviderKeyStore {
  read(): Promise<Partial<Record<Provider, string>>>;
  /** Asks which provider and for its key. Resolves with whether one was set. */
  askAndSet(): Promise<boolean>;
  askAndClear(): Promise<boolean>;
}

/** Keys of remote providers in VS Code's secret storage: the system's keychain, never a settings file. */
export function createProviderKeyStore(secrets: vscode.SecretStorage): ProviderKeyStore {
  const nameOf = (provider: Provider): string => `iza.key.${provider}`;

  return {
    async read() {
      const keys: Partial<Record<Provider, string>> = {};
      for (const provider of providers) {
        const key = await secrets.get(nameOf(provider));
        if (key) keys[provider] = key;
      }
      return keys;
    },
    async askAndSet() {
      const provider = await askProvider('Set the key of');
      if (!provider) return false;
      const key = await vscode.window.showInputBox({
        title: `Key of ${provider}`,
        prompt: 'It is kept in the secret storage of VS Code and sent to this provider only.',
        password: true,
        ignoreFocusOut: true,
        validateInput: (text) => (text.trim() === '' ? 'Paste the key, or press Escape' : undefined),
      });
      if (!key) return false;
      await secrets.store(nameOf(provider), key.trim());
      return true;
    },
    async askAndClear() {
      const provider = await askProvider('Clear the key of');
      if (!provider) return false;
      await secrets.delete(nameOf(provider));
      return true;
    },
  };

  async function askProvider(title: string): Promise<Provider | undefined> {
    const stored = new Set(await secrets.keys?.());
    const picked = await vscode.window.showQuickPick(
      providers.map((provider) => ({ label: provider, description: stored.has(nameOf(provider)) ? 'a key is set' : '', provider })),
      { title },
    );
    return picked?.provider;
  }
}
