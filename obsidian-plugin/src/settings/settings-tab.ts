import { PluginSettingTab, Setting, type App, type Plugin } from 'obsidian';
import type { SecretKeys } from '../adapters/secret-keys.ts';
import { showProblem } from '../commands/show-problem.ts';
import { linesOf } from './lines-of.ts';
import type { PluginSettings } from './plugin-settings.ts';

export interface SettingsAccess {
  readonly keys: SecretKeys;
  current(): PluginSettings;
  /** Saves, and restarts the engine once the person has paused. */
  change(settings: PluginSettings): Promise<void>;
  /** A key changed: what uses it must be made anew. */
  keysChanged(): void;
}

type Exclude = PluginSettings['iza']['exclude'];

/** The settings of IZA, in the groups a person looks for: what is read, where the index is, who answers. */
export class IzaSettingTab extends PluginSettingTab {
  private readonly access: SettingsAccess;

  constructor(app: App, plugin: Plugin, access: SettingsAccess) {
    super(app, plugin);
    this.access = access;
  }

  override display(): void {
    this.draw();
  }

  private draw(): void {
    const { containerEl } = this;
    containerEl.empty();
    containerEl.addClass('iza-settings');
    this.showIndexSettings(containerEl);
    this.showExclusions(containerEl);
    this.showModel(containerEl, 'chat');
    this.showModel(containerEl, 'embedder');
  }

  private showIndexSettings(container: HTMLElement): void {
    const { access } = this;
    new Setting(container)
      .setName('Index when the vault opens')
      .setDesc('Only what changed since last time is read.')
      .addToggle((toggle) => toggle.setValue(access.current().indexOnStart).onChange((indexOnStart) => this.save({ indexOnStart })));
    new Setting(container)
      .setName('Where the index lives')
      .setDesc('On this device it never burdens a sync service. In the vault it travels with your notes, in files of at most 5 MB.')
      .addDropdown((dropdown) =>
        dropdown
          .addOptions({ device: 'On this device', vault: 'In the vault' })
          .setValue(access.current().indexLocation)
          .onChange((indexLocation) => this.save({ indexLocation: indexLocation === 'vault' ? 'vault' : 'device' })),
      );
  }

  private showExclusions(container: HTMLElement): void {
    new Setting(container).setName('What is never read').setHeading();
    new Setting(container).setDesc('Files that are excluded in the app’s own settings are left out as well. One entry a line.');
    const add = (key: keyof Exclude, name: string, description: string, placeholder: string): void => {
      new Setting(container)
        .setName(name)
        .setDesc(description)
        .addTextArea((area) =>
          area
            .setPlaceholder(placeholder)
            .setValue(this.access.current().iza.exclude[key].join('\n'))
            .onChange((text) => this.saveIza({ exclude: { ...this.access.current().iza.exclude, [key]: linesOf(text) } })),
        );
    };
    add('folders', 'Folders', 'With everything below them.', 'Archive');
    add('tags', 'Tags', 'Notes with one of these tags or a tag below it.', 'private');
    add('properties', 'Properties', 'Notes that have the property, or that value of it.', 'publish=false');
    add('globs', 'Patterns', 'Paths by pattern.', 'Templates/**/*.md');
  }

  private showModel(container: HTMLElement, role: 'chat' | 'embedder'): void {
    const { access } = this;
    const value = access.current().iza[role];
    const isChat = role === 'chat';
    new Setting(container).setName(isChat ? 'Who answers' : 'Meaning').setHeading();
    new Setting(container)
      .setName(isChat ? 'Model' : 'Embedder')
      .setDesc(isChat ? 'With none, answers are made of quotes and nothing leaves this device.' : 'The built-in meaning signal needs none.')
      .addDropdown((dropdown) =>
        dropdown
          .addOptions({ none: 'None', ...(isChat && { anthropic: 'Anthropic' }), ollama: 'Ollama', openai: 'Compatible with OpenAI' })
          .setValue(value.provider)
          // reason: the options above are the schema's own members
          .onChange((provider) => this.saveModel(role, { ...access.current().iza[role], provider: provider as 'none' }).then(() => this.draw())),
      );
    if (value.provider === 'none') return;
    this.addText(container, 'Model name', 'Leave empty for the provider’s usual one.', value.model, (model) => this.saveModel(role, { ...access.current().iza[role], model }));
    this.addText(container, 'Address', 'Leave empty for the provider’s own.', value.url, (url) => {
      if (url === undefined || URL.canParse(url)) return this.saveModel(role, { ...access.current().iza[role], url });
      return undefined;
    });
    if (value.provider !== 'ollama') this.addKey(container, value.provider === 'openai' ? 'openai' : 'anthropic');
  }

  private addKey(container: HTMLElement, provider: 'anthropic' | 'openai'): void {
    const { keys } = this.access;
    new Setting(container)
      .setName('Key')
      .setDesc(keys.persistent ? 'Kept in the app’s key store, not in the vault.' : 'This version of the app has no key store: the key is kept until the app closes.')
      .addText((text) => {
        text.inputEl.type = 'password';
        text.inputEl.autocomplete = 'off';
        text.setPlaceholder(keys.get(provider) ? 'A key is set' : 'No key yet').onChange((key) => {
          keys.set(provider, key.trim());
          this.access.keysChanged();
        });
      });
  }

  private addText(container: HTMLElement, name: string, description: string, value: string | undefined, keep: (value: string | undefined) => Promise<void> | undefined): void {
    new Setting(container)
      .setName(name)
      .setDesc(description)
      .addText((text) => text.setValue(value ?? '').onChange((typed) => void keep(typed.trim() || undefined)));
  }

  private saveModel(role: 'chat' | 'embedder', model: PluginSettings['iza']['chat'] | PluginSettings['iza']['embedder']): Promise<void> {
    return this.saveIza({ [role]: model });
  }

  private saveIza(changed: Partial<PluginSettings['iza']>): Promise<void> {
    return this.save({ iza: { ...this.access.current().iza, ...changed } });
  }

  private save(changed: Partial<PluginSettings>): Promise<void> {
    return this.access.change({ ...this.access.current(), ...changed }).catch(showProblem);
  }
}
