import { capabilities } from '@iza/core/app';
import { describe, expect, test } from 'vitest';
import { deriveCommand, deriveCommands, kebabCase } from './command-spec.ts';
import { globalFlags } from './global-flags.ts';
import { overviewHelp, commandHelp } from './write-help.ts';

const commands = deriveCommands(capabilities);

describe('deriveCommands()', () => {
  test('offers every capability that does not leave the terminal out', () => {
    expect(commands.map(({ id }) => id)).toEqual(capabilities.filter(({ leftOut }) => !leftOut?.terminal).map(({ id }) => id));
  });

  test.each(commands)('$id: every input property is a flag, and none takes a global name', (command) => {
    const capability = capabilities.find(({ id }) => id === command.id)!;
    expect(command.flags.map(({ property }) => property)).toEqual(Object.keys(capability.input.shape));
    const taken = [...command.flags.map(({ name }) => name), ...globalFlags.map(({ name }) => name)];
    expect(new Set(taken).size).toBe(taken.length);
    for (const { name } of command.flags) expect(name).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
    if (command.positional !== undefined) expect(command.flags.map(({ property }) => property)).toContain(command.positional);
  });

  test('reads kinds, ranges, choices and defaults from the schema', () => {
    const flagOf = (id: string, name: string) => commands.find((command) => command.id === id)!.flags.find((flag) => flag.name === name);
    expect(flagOf('notes.search', 'per-note')).toMatchObject({ property: 'perNote', kind: 'integer', minimum: 1, maximum: 100, defaultValue: 2, required: false });
    expect(flagOf('notes.search', 'tag')).toMatchObject({ kind: 'text', repeatable: true, defaultValue: [] });
    expect(flagOf('notes.search', 'explain')).toMatchObject({ kind: 'boolean', defaultValue: false });
    expect(flagOf('notes.ask', 'scope')).toMatchObject({ choices: ['notes', 'notes-and-general-knowledge'], defaultValue: 'notes' });
    expect(flagOf('notes.explain', 'path')).toMatchObject({ required: true });
    expect(flagOf('notes.read', 'start-line')).toMatchObject({ kind: 'integer', minimum: 1, maximum: undefined });
  });

  test('kebabCase()', () => {
    expect(['limit', 'perNote', 'aBC'].map(kebabCase)).toEqual(['limit', 'per-note', 'a-b-c']);
  });
});

describe('help', () => {
  test('the overview names every command and every exit code', () => {
    const help = overviewHelp(commands, { columnCount: 100 });
    for (const { area, verb, title } of commands) expect(help).toMatch(new RegExp(`iza ${area} ${verb}\\b.*${title}`));
    for (const text of ['iza start', 'iza config', 'iza completion', '130']) expect(help).toContain(text);
  });

  test.each(capabilities.map((capability) => ({ capability })))('of $capability.id names every option and repeats the schema’s words', ({ capability }) => {
    const command = deriveCommand(capability);
    const help = commandHelp(command, { columnCount: 400 });
    expect(help).toContain(capability.description);
    for (const flag of command.flags) {
      expect(help).toContain(flag.property === command.positional ? `<${flag.name}>` : `--${flag.name}`);
      expect(help).toContain(flag.description);
    }
  });

  test.each([40, 60, 80, 110])('fits %d columns', (columnCount) => {
    for (const command of commands) {
      for (const line of commandHelp(command, { columnCount }).split('\n')) {
        if (!line.startsWith('Usage:')) expect(line.length).toBeLessThanOrEqual(Math.max(columnCount, 72));
      }
    }
  });
});
