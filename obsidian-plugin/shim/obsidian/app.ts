import { Commands } from './commands.ts';
import { MetadataCache } from './metadata-cache.ts';
import { Modal } from './modal.ts';
import type { PluginSettingTab } from './plugin.ts';
import { Vault } from './vault.ts';
import type { VaultDisk } from './vault-disk.ts';
import { Workspace } from './workspace.ts';

/** Keys by id. Obsidian keeps them in the system's key store; the shim keeps them for the page. */
class SecretStorage {
  private readonly secrets = new Map<string, string>();

  setSecret(id: string, secret: string): void {
    if (!/^[a-z0-9-]+$/.test(id)) throw new Error('Invalid secret id');
    this.secrets.set(id, secret);
  }

  getSecret(id: string): string | null {
    return this.secrets.get(id) ?? null;
  }

  listSecrets(): string[] {
    return [...this.secrets.keys()];
  }
}

export class App {
  readonly vault: Vault;
  readonly metadataCache: MetadataCache;
  readonly workspace: Workspace;
  readonly commands: Commands;
  readonly secretStorage = new SecretStorage();
  readonly cliHandlers = new Map<string, (given: Record<string, string>) => string | Promise<string>>();
  readonly settingTabs = new Map<string, PluginSettingTab>();
  readonly ribbonEl: HTMLElement;
  readonly statusBarEl: HTMLElement;

  constructor(disk: VaultDisk, container: HTMLElement) {
    this.vault = new Vault(disk);
    this.metadataCache = new MetadataCache(this.vault);
    this.ribbonEl = container.createDiv({ cls: 'workspace-ribbon' });
    this.workspace = new Workspace(this, container);
    this.statusBarEl = container.createDiv({ cls: 'status-bar' });
    this.commands = new Commands(this);
  }

  loadLocalStorage(key: string): unknown {
    const text = localStorage.getItem(`shim-${key}`);
    return text === null ? null : (JSON.parse(text) as unknown);
  }

  saveLocalStorage(key: string, data: unknown): void {
    if (data === null || data === undefined) localStorage.removeItem(`shim-${key}`);
    else localStorage.setItem(`shim-${key}`, JSON.stringify(data));
  }

  /** Shows a plugin's settings tab in a dialog. */
  openSettings(pluginId: string): Modal {
    const tab = this.settingTabs.get(pluginId);
    if (!tab) throw new Error(`No settings tab of "${pluginId}"`);
    const modal = new Modal(this);
    modal.modalEl.addClass('mod-settings');
    modal.contentEl.append(tab.containerEl);
    modal.onClose = () => tab.hide();
    modal.open();
    tab.show();
    return modal;
  }
}
