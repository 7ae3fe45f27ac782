import type { FlagSpec } from './command-spec.ts';

function flag(name: string, kind: FlagSpec['kind'], description: string, repeatable = false): FlagSpec {
  return { name, property: name, kind, repeatable, separator: undefined, itemCount: undefined, required: false, choices: undefined, defaultValue: undefined, minimum: undefined, maximum: undefined, description };
}

/** Understood by every command. A capability's input must not use these names; a test holds that. */
export const globalFlags: readonly FlagSpec[] = [
  flag('vault', 'text', 'Folder of notes; may be repeated. Else the config, else the nearest folder upwards with .obsidian', true),
  flag('index', 'text', 'Folder of the index, or "inside" for .iza in the vault'),
  flag('config', 'text', 'Config file to read instead of the usual one'),
  flag('sync', 'boolean', 'Bring the index up to date first; --no-sync answers from the index as it is'),
  flag('json', 'boolean', 'Print one JSON object, for errors too'),
  flag('quiet', 'boolean', 'No progress'),
  flag('help', 'boolean', 'Show help'),
];

/** Taken by `iza start` besides the global ones. */
export const startFlags: readonly FlagSpec[] = [flag('port', 'integer', 'Port to listen on; the next free one is taken when it is in use')];
