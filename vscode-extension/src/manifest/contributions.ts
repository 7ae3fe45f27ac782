import { settingsSchema } from '@iza/core/app';
import { z } from 'zod';
import type { CapabilityFacts } from './capability-facts.ts';

/** What only this host can do; its commands stand beside those of the capabilities. */
const hostCommands = [
  { command: 'iza.pauseIndexing', title: 'Pause indexing', icon: '$(debug-pause)' },
  { command: 'iza.resumeIndexing', title: 'Resume indexing', icon: '$(debug-continue)' },
  { command: 'iza.chooseVault', title: 'Choose the vault folder' },
  { command: 'iza.setKey', title: 'Set a provider key' },
  { command: 'iza.clearKey', title: 'Clear a provider key' },
  { command: 'iza.showMenu', title: 'Show what IZA can do' },
] as const;

const capabilityIcons: Readonly<Record<string, string>> = {
  'notes.index': '$(sync)',
  'notes.search': '$(search)',
  'notes.ask': '$(comment-discussion)',
};

/**
 * Left out of this host's settings, with the reason: both need native or large packages that a VSIX for every platform
 * cannot carry. Ollama gives local embeddings without them, and the embedded vector store is the faster one.
 */
const leftOutChoices: Readonly<Record<string, readonly string[]>> = {
  'embedder.provider': ['transformers'],
  vectorStore: ['vectra'],
};

/** They only mean something to a choice that is left out. */
const leftOutSettings: readonly string[] = ['embedder.download'];

interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

export function commandContributions(facts: readonly CapabilityFacts[]): object[] {
  return [
    ...facts.map(({ id, title }) => ({ command: `iza.${id}`, title, category: 'IZA', ...(capabilityIcons[id] && { icon: capabilityIcons[id] }) })),
    ...hostCommands.map((command) => ({ ...command, category: 'IZA' })),
  ];
}

/** Each capability as a tool that VS Code's own chat and agents may call. */
export function languageModelToolContributions(facts: readonly CapabilityFacts[]): object[] {
  return facts.map(({ id, title, description, inputSchema }) => ({
    name: `iza_${id.replace('.', '_')}`,
    displayName: title,
    modelDescription: description,
    userDescription: description,
    canBeReferencedInPrompt: true,
    toolReferenceName: `iza-${id.replace('.', '-')}`,
    icon: '$(book)',
    inputSchema,
  }));
}

/** The core's settings as VS Code's, flattened: `iza.exclude.folders`. */
export function configurationContribution(): object {
  const schema = z.toJSONSchema(settingsSchema, { io: 'input' }) as JsonSchema; // reason: zod types the schema as a union of every dialect
  const { vectorStore, ...rest } = schema.properties ?? {};
  const choices = vectorStore?.enum?.filter((choice) => !leftOutChoices['vectorStore']?.includes(choice)) ?? [];
  return {
    title: 'IZA OS',
    properties: {
      'iza.vault': {
        type: 'string',
        default: '',
        scope: 'window',
        markdownDescription: 'Folder of the vault to read, such as `~/Notes`. When empty, the Markdown files and notebooks of the workspace are the notes.',
      },
      'iza.appleNotes': {
        type: 'string',
        default: '',
        scope: 'window',
        markdownDescription: 'Folder with notes exported from Apple Notes (HTML, Markdown or text), read beside the vault.',
      },
      ...flatten('', choices.length > 1 && vectorStore ? { ...rest, vectorStore } : rest),
    },
  };
}

/** Which settings a workspace that is not trusted may not set: they decide what is read and where text is sent. */
export const restrictedSettings = ['iza.vault', 'iza.appleNotes', 'iza.chat.provider', 'iza.embedder.provider'];

function flatten(prefix: string, properties: Readonly<Record<string, JsonSchema>>): Record<string, object> {
  const flat: Record<string, object> = {};
  for (const [name, schema] of Object.entries(properties)) {
    const path = prefix ? `${prefix}.${name}` : name;
    if (leftOutSettings.includes(path)) continue;
    if (schema.properties) Object.assign(flat, flatten(path, schema.properties));
    else flat[`iza.${path}`] = settingOf(path, schema);
  }
  return flat;
}

function settingOf(path: string, schema: JsonSchema): object {
  const { type, description, items } = schema;
  const choices = schema.enum?.filter((choice) => !leftOutChoices[path]?.includes(choice));
  return {
    type,
    ...(choices && { enum: choices }),
    ...(items && { items: { type: items.type } }),
    default: schema.default ?? (type === 'string' ? '' : undefined),
    // A workspace must not send a key of the person to an address of its own.
    scope: path.endsWith('.url') ? 'machine' : 'window',
    ...(description && { description }),
  };
}
