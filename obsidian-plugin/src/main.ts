import { debounce, Plugin, requestUrl } from 'obsidian';
import { factsOfNoteSource, serveBlobStore, serveNoteSource } from '@iza/core/app';
import { defineIzaElements } from '@iza/ui';
import { keepDeviceStorage } from './adapters/keep-device-storage.ts';
import { createObsidianVaultNoteSource } from './adapters/obsidian-vault-note-source.ts';
import { serveProviderFetch } from './adapters/provider-fetch.ts';
import { openSecretKeys, type SecretKeys } from './adapters/secret-keys.ts';
import { createVaultBlobStore } from './adapters/vault-blob-store.ts';
import { registerCliHandlers } from './commands/register-cli-handlers.ts';
import { registerCommands } from './commands/register-commands.ts';
import { createIndexSession, type IndexSession } from './engine/index-session.ts';
import { startEngine, type Engine } from './engine/start-engine.ts';
import type { PluginContext } from './plugin-context.ts';
import { readPluginSettings, type PluginSettings } from './settings/plugin-settings.ts';
import { IzaSettingTab } from './settings/settings-tab.ts';
import { usableSettings } from './settings/usable-settings.ts';
import { vaultIdentity } from './settings/vault-identity.ts';
import { AskView } from './views/ask-view.ts';
import { mountIndexNotice, mountStatusBar } from './views/index-status-bar.ts';
import { RelatedView } from './views/related-view.ts';
import { SearchModal } from './views/search-modal.ts';
import { showNotice } from './views/show-notice.ts';
import { ASK_VIEW, RELATED_VIEW, showSidePane } from './views/side-panes.ts';
import { SpendModal } from './views/spend-modal.ts';
import { StatusModal } from './views/status-modal.ts';

/** A person types in a settings field; the engine restarts when they have stopped. */
const RESTART_DELAY_MS = 800;

export default class IzaPlugin extends Plugin {
  override async onload(): Promise<void> {
    const loaded = readPluginSettings(await this.loadData());
    if (loaded.problem) showNotice(loaded.problem, { durationMs: 10_000 });
    let settings = loaded.settings;
    const keys = openSecretKeys(this.app);
    const session = createIndexSession({
      startEngine: ({ signal }) => this.startEngine(settings, keys, signal),
      indexOnOpen: () => settings.indexOnStart,
      approve: () => (settings.iza.embedder.provider === 'openai' ? (preview, options) => SpendModal.ask(this.app, preview, options) : undefined),
      onProblem: (message) => showNotice(message, { durationMs: 10_000 }),
    });
    const context: PluginContext = { app: this.app, plugin: this, session, hasChatModel: () => settings.iza.chat.provider !== 'none' };

    defineIzaElements();
    this.registerView(ASK_VIEW, (leaf) => new AskView(leaf, context));
    this.registerView(RELATED_VIEW, (leaf) => new RelatedView(leaf, context));
    registerCommands(context);
    registerCliHandlers(context);
    mountStatusBar(this, session, () => new StatusModal(context).open());
    mountIndexNotice(this, session);
    this.addRibbonIcon('message-circle-question', 'Ask your notes', () => void showSidePane(this.app, ASK_VIEW));
    this.addRibbonIcon('search', 'Search notes', () => new SearchModal(context).open());

    const restart = debounce(() => void session.restart().catch(() => undefined), RESTART_DELAY_MS, true);
    this.addSettingTab(
      new IzaSettingTab(this.app, this, {
        keys,
        current: () => settings,
        change: async (changed) => {
          settings = changed;
          await this.saveData(changed);
          restart();
        },
        keysChanged: restart,
      }),
    );
    this.openWithTheVault(session);
  }

  /** Before the layout is ready, Obsidian reports every file of the vault as created. */
  private openWithTheVault(session: IndexSession): void {
    let unloaded = false;
    this.register(() => {
      unloaded = true;
      void session.close();
    });
    this.app.workspace.onLayoutReady(() => {
      // A failed opening is shown in the status bar and in every pane.
      if (!unloaded) void session.open().catch(() => undefined);
    });
  }

  private startEngine(settings: PluginSettings, keys: SecretKeys, signal: AbortSignal): Promise<Engine> {
    const source = createObsidianVaultNoteSource(this.app);
    const indexFolder = `${this.manifest.dir ?? `${this.app.vault.configDir}/plugins/${this.manifest.id}`}/index`;
    if (settings.indexLocation === 'device') void keepDeviceStorage();
    const providerKeys = { anthropic: keys.get('anthropic'), openai: keys.get('openai') };
    const usable = usableSettings(settings.iza, providerKeys);
    if (usable.problem) showNotice(usable.problem, { durationMs: 10_000 });
    return startEngine(
      {
        settings: usable.settings,
        keys: providerKeys,
        source: factsOfNoteSource(source),
        index: settings.indexLocation === 'vault' ? { type: 'vault' } : { type: 'device', databaseName: `iza-index-${vaultIdentity(this.app)}` },
      },
      {
        handlers: { ...serveNoteSource(source), ...serveBlobStore(createVaultBlobStore(this.app.vault.adapter, indexFolder)), ...serveProviderFetch(requestUrl) },
        signal,
      },
    );
  }
}
