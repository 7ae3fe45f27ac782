import type { Setting } from 'obsidian';
import type { SecretKeys } from '../adapters/secret-keys.ts';
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

interface SettingRow {
  readonly name: string;
  readonly description: string;
  readonly visible?: () => boolean;
  /** Adds the control. What it returns is of no use: a Setting chains. */
  readonly build: (setting: Setting) => unknown;
}

export interface SettingGroup {
  /** `undefined` for what comes first and needs none. */
  readonly heading: string | undefined;
  readonly rows: readonly SettingRow[];
}

type Exclude = PluginSettings['iza']['exclude'];
type Role = 'chat' | 'embedder';

/** The settings of IZA as a person looks for them: where the index is, what is never read, who answers. `redraw` after one changes which others are shown. */
export function settingGroups(access: SettingsAccess, redraw: () => void): SettingGroup[] {
  const save = (changed: Partial<PluginSettings>): Promise<void> => access.change({ ...access.current(), ...changed });
  const saveIza = (changed: Partial<PluginSettings['iza']>): Promise<void> => save({ iza: { ...access.current().iza, ...changed } });

  const exclusion = (key: keyof Exclude, name: string, description: string, placeholder: string): SettingRow => ({
    name,
    description,
    build: (setting) =>
      setting.addTextArea((area) =>
        area
          .setPlaceholder(placeholder)
          .setValue(access.current().iza.exclude[key].join('\n'))
          .onChange((text) => saveIza({ exclude: { ...access.current().iza.exclude, [key]: linesOf(text) } })),
      ),
  });

  const text = (name: string, description: string, visible: () => boolean, read: () => string | undefined, keep: (value: string | undefined) => Promise<void>): SettingRow => ({
    name,
    description,
    visible,
    build: (setting) => setting.addText((field) => field.setValue(read() ?? '').onChange((typed) => keep(typed.trim() || undefined))),
  });

  const key = (provider: 'anthropic' | 'openai', visible: () => boolean): SettingRow => ({
    name: 'Key',
    description: access.keys.persistent ? 'Kept in the app’s key store, not in the vault.' : 'This version of the app has no key store: the key is kept until the app closes.',
    visible,
    build: (setting) =>
      setting.addText((field) => {
        field.inputEl.type = 'password';
        field.inputEl.autocomplete = 'off';
        field.setPlaceholder(access.keys.get(provider) ? 'A key is set' : 'No key yet').onChange((typed) => {
          access.keys.set(provider, typed.trim());
          access.keysChanged();
        });
      }),
  });

  const model = (role: Role, heading: string, first: Pick<SettingRow, 'name' | 'description'>, providers: Record<string, string>): SettingGroup => {
    const value = (): PluginSettings['iza'][Role] => access.current().iza[role];
    const isOn = (): boolean => value().provider !== 'none';
    const keep = (changed: Partial<PluginSettings['iza'][Role]>): Promise<void> => saveIza({ [role]: { ...value(), ...changed } });
    return {
      heading,
      rows: [
        {
          ...first,
          build: (setting) =>
            setting.addDropdown((dropdown) =>
              dropdown
                .addOptions({ none: 'None', ...providers })
                .setValue(value().provider)
                // reason: the options are members of the schema's enum
                .onChange((provider) => keep({ provider: provider as 'none' }).then(redraw)),
            ),
        },
        text('Model name', 'Leave empty for the provider’s usual one.', isOn, () => value().model, (name) => keep({ model: name })),
        text('Address', 'Leave empty for the provider’s own.', isOn, () => value().url, async (url) => {
          // An address is saved when it is whole, not at every key.
          if (url === undefined || URL.canParse(url)) await keep({ url });
        }),
        key('anthropic', () => value().provider === 'anthropic'),
        key('openai', () => value().provider === 'openai'),
      ],
    };
  };

  return [
    {
      heading: undefined,
      rows: [
        {
          name: 'Index when the vault opens',
          description: 'Only what changed since last time is read, and what you save from then on. Without it, run the command “Index notes”.',
          build: (setting) => setting.addToggle((toggle) => toggle.setValue(access.current().indexOnStart).onChange((indexOnStart) => save({ indexOnStart }))),
        },
        {
          name: 'Where the index lives',
          description: 'On this device it never burdens a sync service. In the vault it travels with your notes, in files of at most 5 MB.',
          build: (setting) =>
            setting.addDropdown((dropdown) =>
              dropdown
                .addOptions({ device: 'On this device', vault: 'In the vault' })
                .setValue(access.current().indexLocation)
                .onChange((location) => save({ indexLocation: location === 'vault' ? 'vault' : 'device' })),
            ),
        },
      ],
    },
    {
      heading: 'What is never read',
      rows: [
        exclusion('folders', 'Folders', 'With everything below them, one a line. Files that the app’s own settings exclude are left out as well.', 'Archive'),
        exclusion('tags', 'Tags', 'Notes with one of these tags or a tag below it, one a line.', 'private'),
        exclusion('properties', 'Properties', 'Notes that have the property, or that value of it, one a line.', 'publish=false'),
        exclusion('globs', 'Patterns', 'Paths by pattern, one a line.', 'Templates/**/*.md'),
      ],
    },
    model('chat', 'Who answers', { name: 'Model', description: 'With none, answers are made of quotes and nothing leaves this device.' }, { anthropic: 'Anthropic', ollama: 'Ollama', openai: 'Compatible with OpenAI' }),
    model('embedder', 'Meaning', { name: 'Embedder', description: 'The built-in meaning signal needs none.' }, { ollama: 'Ollama', openai: 'Compatible with OpenAI' }),
  ];
}
