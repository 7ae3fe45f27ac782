import { PluginSettingTab, requireApiVersion, Setting, type App, type Plugin, type SettingDefinitionItem } from 'obsidian';
import { settingGroups, type SettingGroup, type SettingsAccess } from './setting-groups.ts';

/** The settings, declared once: Obsidian 1.13 and later draws and searches them, older versions show what `display` draws. */
export class IzaSettingTab extends PluginSettingTab {
  private readonly groups: readonly SettingGroup[];

  constructor(app: App, plugin: Plugin, access: SettingsAccess) {
    super(app, plugin);
    this.groups = settingGroups(access, () => this.redraw());
  }

  override getSettingDefinitions(): SettingDefinitionItem[] {
    return this.groups.map(({ heading, rows }) => ({
      type: 'group',
      cls: 'iza-settings',
      ...(heading !== undefined && { heading }),
      items: rows.map(({ name, description, visible, build }) => ({ name, desc: description, ...(visible && { visible }), render: (setting) => void build(setting) })),
    }));
  }

  override display(): void {
    this.draw();
  }

  private redraw(): void {
    if (requireApiVersion('1.13.0')) this.refreshDomState();
    else this.draw();
  }

  private draw(): void {
    this.containerEl.empty();
    this.containerEl.addClass('iza-settings');
    for (const { heading, rows } of this.groups) {
      if (heading !== undefined) new Setting(this.containerEl).setName(heading).setHeading();
      for (const { name, description, visible, build } of rows) {
        if (visible && !visible()) continue;
        build(new Setting(this.containerEl).setName(name).setDesc(description));
      }
    }
  }
}
