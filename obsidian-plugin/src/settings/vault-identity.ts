import type { App } from 'obsidian';

/**
 * Names this vault on this device: databases of all vaults live side by side, and a vault's name or folder may change.
 * Kept in the vault's own local storage, which Obsidian does not sync.
 */
export function vaultIdentity(app: App): string {
  const known: unknown = app.loadLocalStorage('iza-vault-id');
  if (typeof known === 'string') return known;
  const made = crypto.randomUUID();
  app.saveLocalStorage('iza-vault-id', made);
  return made;
}
