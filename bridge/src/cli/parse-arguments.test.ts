import { capabilities } from '@iza/core/app';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capabilityInputOf } from './capability-input.ts';
import { deriveCommands, type CommandSpec, type FlagSpec } from './command-spec.ts';
import { globalFlags } from './global-flags.ts';
import { parseArguments } from './parse-arguments.ts';

const commands = deriveCommands(capabilities);
const commandOf = (id: string): CommandSpec => commands.find((command) => command.id === id)!;
const search = commandOf('notes.search');
const flags = [...search.flags, ...globalFlags];
const parse = (...argv: string[]) => parseArguments(argv, flags);

describe('parseArguments()', () => {
  test('reads flags, switches and words in any order', () => {
    expect(parse('how', '--limit', '3', 'to', '--explain', '--tag=a', '--tag', 'b', 'sync')).toEqual({ values: { limit: 3, explain: true, tag: ['a', 'b'] }, words: ['how', 'to', 'sync'] });
    expect(parse('--no-explain', '--parents=false', '--no-sync', '-h').values).toEqual({ explain: false, parents: false, sync: false, help: true });
    expect(parse('--', '--limit', '-h')).toEqual({ values: {}, words: ['--limit', '-h'] });
    expect(parse('--limit', '3', '--limit=4', '--folder=a=b', '--after', '-1').values).toEqual({ limit: 4, folder: ['a=b'], after: '-1' });
  });

  test.each<[string[], RegExp]>([
    [['--limt', '3'], /--limt: there is no such option\. Did you mean --limit\?/],
    [['--no-explane'], /Did you mean --no-explain\?/],
    [['--zzzzzz'], /Add --help/],
    [['--limit'], /--limit: it needs a whole number from 1 to 100/],
    [['--limit', '--json'], /--limit: it needs/],
    [['--limit', 'many'], /received "many", expected a whole number from 1 to 100/],
    [['--limit', '2.5'], /received "2\.5"/],
    [['--limit='], /received ""/],
    [['--limit', '101'], /received "101"/],
    [['--limit', 'Infinity'], /received "Infinity"/],
    [['--explain=maybe'], /received "maybe", expected true or false/],
    [['--no-explain=true'], /takes no value/],
    [['--no-limit'], /no such option/],
  ])('refuses %j', (argv, message) => {
    expect(() => parse(...argv)).toThrow(expect.objectContaining({ code: 'bad-input', message: expect.stringMatching(message) }));
  });

  test.each(commands)('$id: what is written as flags is read back', (command) => {
    fc.assert(
      fc.property(inputs(command.flags), (input) => {
        const argv = command.flags.flatMap((flag) => argumentsFor(flag, input[flag.property]));
        expect(parseArguments(argv, [...command.flags, ...globalFlags])).toEqual({ values: input, words: [] });
      }),
      { numRuns: 50 },
    );
  });
});

describe('capabilityInputOf()', () => {
  const inputOf = (id: string, argv: string[], standardInput = '') => {
    const command = commandOf(id);
    const capability = capabilities.find((candidate) => candidate.id === id)!;
    return capabilityInputOf(command, parseArguments(argv, [...command.flags, ...globalFlags]), capability, () => standardInput);
  };

  test('joins words to the positional property and leaves global flags out', () => {
    expect(inputOf('notes.ask', ['what', 'did', 'I', 'decide?', '--json', '--vault', '/v', '--passages', '3'])).toEqual({ question: 'what did I decide?', passages: 3 });
    expect(inputOf('notes.ask', ['--question', 'why?'])).toEqual({ question: 'why?' });
    expect(inputOf('notes.ask', ['-'], 'from a pipe\n')).toEqual({ question: 'from a pipe' });
  });

  test.each<[string, string[], RegExp]>([
    ['notes.ask', [], /iza notes ask: <question> is missing\. Add --help/],
    ['notes.ask', ['  '], /<question> is missing/],
    ['notes.explain', ['query'], /--path is missing/],
    ['notes.status', ['extra'], /it takes no "extra"/],
    ['notes.ask', ['a', '--question', 'b'], /was given twice/],
    ['notes.search', ['a', '--property', 'x'], /--property: Write it as name=value/],
  ])('%s %j is refused in terms of flags', (id, argv, message) => {
    expect(() => inputOf(id, argv)).toThrow(expect.objectContaining({ code: 'bad-input', message: expect.stringMatching(message) }));
  });
});

function inputs(flagSpecs: readonly FlagSpec[]): fc.Arbitrary<Record<string, unknown>> {
  const valueOf = (flag: FlagSpec): fc.Arbitrary<unknown> => {
    if (flag.kind === 'boolean') return fc.boolean();
    if (flag.kind !== 'text') return fc.integer({ min: flag.minimum ?? -1000, max: flag.maximum ?? 1000 });
    return flag.choices ? fc.constantFrom(...flag.choices) : flag.separator === undefined ? fc.string() : fc.string({ minLength: 1 }).filter((text) => text === text.trim());
  };
  return fc.record(
    Object.fromEntries(flagSpecs.map((flag) => [flag.property, flag.repeatable ? fc.array(valueOf(flag), { minLength: 1, maxLength: 3 }) : valueOf(flag)])),
    { requiredKeys: [] },
  ).map((record) => ({ ...record }));
}

function argumentsFor(flag: FlagSpec, value: unknown): string[] {
  if (value === undefined) return [];
  const { separator } = flag;
  if (separator !== undefined) return [`--${flag.name}=${(value as (string | number)[]).map((item) => String(item).replaceAll('\\', '\\\\').replaceAll(separator, `\\${separator}`)).join(separator)}`];
  if (flag.repeatable) return (value as (string | number)[]).map((item) => `--${flag.name}=${item}`);
  if (flag.kind === 'boolean') return [value ? `--${flag.name}` : `--no-${flag.name}`];
  return [`--${flag.name}=${value as string | number}`];
}
