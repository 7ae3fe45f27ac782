import type { App } from './app.ts';
import type { Command } from './commands.ts';
import { Component } from './component.ts';
import { Setting } from './setting.ts';
import type { View } from './views.ts';
import type { WorkspaceLeaf } from './workspace.ts';

export interface PluginManifest {
  id: string;
  name: string;
  version: string;
  minAppVersion: string;
  description: string;
  author: string;
  dir?: string;
}

export abstract class Plugin extends Component {
  readonly app: App;
  readonly manifest: PluginManifest;

  constructor(app: App, manifest: PluginManifest) {
    super();
    this.app = app;
    this.manifest = manifest;
  }

  addCommand(command: Command): Command {
    const named = { ...command, id: `${this.manifest.id}:${command.id}`, name: `${this.manifest.name}: ${command.name}` };
    this.app.commands.add(named);
    this.register(() => this.app.commands.remove(named.id));
    return named;
  }

  registerCliHandler(command: string, _description: string, _flags: unknown, handler: (given: Record<string, string>) => string | Promise<string>): void {
    this.app.cliHandlers.set(command, handler);
    this.register(() => this.app.cliHandlers.delete(command));
  }

  addRibbonIcon(icon: string, title: string, callback: (event: MouseEvent) => unknown): HTMLElement {
    const button = this.app.ribbonEl.createEl('button', { cls: 'side-dock-ribbon-action', attr: { 'aria-label': title, 'data-icon': icon } });
    button.addEventListener('click', callback);
    this.register(() => button.remove());
    return button;
  }

  addStatusBarItem(): HTMLElement {
    const item = this.app.statusBarEl.createDiv({ cls: 'status-bar-item' });
    this.register(() => item.remove());
    return item;
  }

  addSettingTab(tab: PluginSettingTab): void {
    this.app.settingTabs.set(this.manifest.id, tab);
    this.register(() => this.app.settingTabs.delete(this.manifest.id));
  }

  registerView(type: string, create: (leaf: WorkspaceLeaf) => View): void {
    this.app.workspace.viewCreators.set(type, create);
    this.register(() => {
      this.app.workspace.viewCreators.delete(type);
      this.app.workspace.detachLeavesOfType(type);
    });
  }

  async loadData(): Promise<unknown> {
    const path = `${this.manifest.dir}/data.json`;
    return (await this.app.vault.adapter.exists(path)) ? (JSON.parse(await this.app.vault.adapter.read(path)) as unknown) : null;
  }

  async saveData(data: unknown): Promise<void> {
    await this.app.vault.adapter.mkdir(this.manifest.dir ?? '');
    await this.app.vault.adapter.write(`${this.manifest.dir}/data.json`, JSON.stringify(data, undefined, 2));
  }
}

interface SettingRowDefinition {
  name: string;
  desc?: string;
  visible?: () => boolean;
  render: (setting: Setting) => void;
}

interface SettingGroupDefinition {
  heading?: string;
  cls?: string;
  items: SettingRowDefinition[];
}

/** As of 1.13: drawn from its definitions where it has some, by its own `display` otherwise. */
export abstract class PluginSettingTab {
  readonly app: App;
  readonly plugin: Plugin;
  readonly containerEl: HTMLElement = createDiv({ cls: 'vertical-tab-content' });
  private readonly predicates: { element: HTMLElement; visible: () => boolean }[] = [];

  constructor(app: App, plugin: Plugin) {
    this.app = app;
    this.plugin = plugin;
  }

  getSettingDefinitions(): SettingGroupDefinition[] {
    return [];
  }

  display(): void {}

  show(): void {
    const groups = this.getSettingDefinitions();
    if (groups.length === 0) return this.display();
    this.containerEl.empty();
    for (const { heading, cls, items } of groups) {
      const groupEl = this.containerEl.createDiv({ cls: `setting-group ${cls ?? ''}` });
      if (heading) new Setting(groupEl).setName(heading).setHeading();
      for (const { name, desc, visible, render } of items) {
        const setting = new Setting(groupEl).setName(name).setDesc(desc ?? '');
        render(setting);
        if (visible) this.predicates.push({ element: setting.settingEl, visible });
      }
    }
    this.refreshDomState();
  }

  refreshDomState(): void {
    for (const { element, visible } of this.predicates) element.toggle(visible());
  }

  hide(): void {
    this.predicates.length = 0;
    this.containerEl.empty();
  }
}
