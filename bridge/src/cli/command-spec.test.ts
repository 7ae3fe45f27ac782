import { capabilities, defineCapability, type Capability } from '@iza/core/app';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { capabilityInputOf } from './capability-input.ts';
import { deriveCommand, deriveCommands, kebabCase } from './command-spec.ts';
import { globalFlags } from './global-flags.ts';
import { parseArguments } from './parse-arguments.ts';
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
    expect(command.flags.map(({ property }) => property)).toEqual(expect.arrayContaining([...command.positionals]));
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

describe('a capability with lists and several words', () => {
  const copy = defineCapability({
    id: 'files.copy',
    title: 'Copy',
    description: 'Copies.',
    input: z.strictObject({
      from: z.string(),
      to: z.string(),
      channels: z.array(z.string()).meta({ separator: ',' }).optional().describe('Names'),
      bandHz: z.array(z.number().min(0)).length(2).meta({ separator: ',' }).optional().describe('From, to'),
      tag: z.array(z.string()).default([]),
    }),
    output: z.strictObject({}),
    positional: ['from', 'to'],
    permission: 'recordings:read',
    effect: 'read',
    run: async () => ({}),
  });
  // reason: as in the registry, run() only gets what its own schema parsed
  const capability = copy as unknown as Capability;
  const command = deriveCommand(capability);
  const read = (...argv: string[]) => capabilityInputOf(command, parseArguments(argv, command.flags), capability, () => 'from a pipe\n');

  test('takes one word each, as words or as flags', () => {
    expect(read('in put', 'out')).toEqual({ from: 'in put', to: 'out' });
    expect(read('out', '--from', 'in')).toEqual({ from: 'in', to: 'out' });
    expect(read('-', 'out').from).toBe('from a pipe');
  });

  test.each<[string[], RegExp]>([
    [['a', 'b', 'c', 'd'], /"c d" is too much, for it takes <from> <to>; put a name with spaces in quotes/],
    [['a'], /<to> is missing/],
    [['a', 'b', '--channels', 'C3,,C4'], /--channels: received "C3,,C4", which has an empty part\. Write <text,…>/],
    [['a', 'b', '--band-hz', '1,x'], /--band-hz: received "x", expected a number, at least 0/],
    [['a', 'b', '--band-hz', '1'], /--band-hz/],
    [['a', 'b', '--band-hz', '1,2,3'], /--band-hz/],
  ])('refuses %j', (argv, message) => {
    expect(() => read(...argv)).toThrow(expect.objectContaining({ code: 'bad-input', message: expect.stringMatching(message) }));
  });

  test('parts a list at its separator only, and joins what is repeated', () => {
    expect(read('a', 'b', '--channels', 'C3, C4', '--channels=Cz', '--band-hz', '1,40', '--tag', 'x,y')).toMatchObject({ channels: ['C3', 'C4', 'Cz'], bandHz: [1, 40], tag: ['x,y'] });
    expect(read('a', 'b', '--channels', String.raw`EEG\,1,C\\,x`)).toMatchObject({ channels: ['EEG,1', 'C\\', 'x'] });
  });

  test('shows how they are written in its help', () => {
    const help = commandHelp(command, { columnCount: 100 });
    expect(help).toContain('Usage: iza files copy <from> <to> [--options]');
    expect(help).toContain('--channels <text,…>');
    expect(help).toContain('--band-hz <number,number>');
  });
});

describe('help', () => {
  test('the overview names every command and every exit code', () => {
    const help = overviewHelp(commands, { columnCount: 100 });
    for (const { area, verb, title } of commands) expect(help).toMatch(new RegExp(`iza ${area} ${verb}\\b.*\\n?.*${title}`));
    for (const text of ['iza start', 'iza config', 'iza completion', '130']) expect(help).toContain(text);
  });

  test.each(capabilities.map((capability) => ({ capability })))('of $capability.id names every option and repeats the schema’s words', ({ capability }) => {
    const command = deriveCommand(capability);
    const help = commandHelp(command, { columnCount: 400 });
    expect(help).toContain(capability.description);
    for (const flag of command.flags) {
      expect(help).toContain(command.positionals.includes(flag.property) ? `<${flag.name}>` : `--${flag.kind === 'boolean' && flag.defaultValue === true ? 'no-' : ''}${flag.name}`);
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
